package dev.npymap.write;

import dev.npymap.format.FormatVersion;
import dev.npymap.format.NpyHeader;
import java.nio.charset.StandardCharsets;

/**
 * Where a header tells the number of rows, and how many it could tell without becoming longer. NumPy writes spaces behind the
 * dict for that: since 1.23 for 21 digits, and before for what padding there was. Immutable.
 *
 * <p>The new number, and what it pushes to the right, is written at once, within one 512-byte sector of the file: a disk writes
 * a sector whole or not at all.
 */
final class GrowthRoom {
    private static final int SECTOR = 512;
    private static final String SHAPE = "'shape': (";
    private static final int MAX_DIGITS = Long.toString(Long.MAX_VALUE).length();

    private final int offset;
    private final String tail;
    private final long maxRows;
    private final boolean isCutBySector;

    private GrowthRoom(int offset, String tail, long maxRows, boolean isCutBySector) {
        this.offset = offset;
        this.tail = tail;
        this.maxRows = maxRows;
        this.isCutBySector = isCutBySector;
    }

    /**
     * {@return the room in a header, whose rank is at least 1}
     *
     * @param bytes all bytes of the file before the payload
     * @param header what they say
     * @throws IllegalArgumentException if they say it in other words than NumPy does
     */
    static GrowthRoom of(byte[] bytes, NpyHeader header) {
        String found = new String(bytes, StandardCharsets.ISO_8859_1);
        String dict = dict(found, header);
        String expected = dict(new String(header.encode(), StandardCharsets.ISO_8859_1), header);
        if (!dict.equals(expected)) {
            throw new IllegalArgumentException(
                    "its header is not in NumPy's words: expected " + expected + ", found " + dict);
        }
        int end = prefix(header) + dict.length();
        int limit = found.endsWith("\n") ? found.length() - 1 : found.length();
        int offset = prefix(header) + dict.lastIndexOf(SHAPE) + SHAPE.length();
        int digits = Long.toString(header.rows()).length();
        int sectorEnd = (offset / SECTOR + 1) * SECTOR;
        int room = limit - end;
        int roomInSector = Math.clamp(sectorEnd - end, 0, room);
        long maxRows = offset + digits > sectorEnd ? header.rows() : largest(digits + roomInSector);
        return new GrowthRoom(offset, found.substring(offset + digits, end), maxRows, roomInSector < room);
    }

    /** {@return how many bytes are before the dict: magic, version and length of the header} */
    static int prefix(NpyHeader header) {
        return header.version() == FormatVersion.V1_0 ? 10 : 12;
    }

    /** The header's text without the spaces and the line end behind it. */
    private static String dict(String header, NpyHeader parsed) {
        return header.substring(prefix(parsed)).replaceFirst(" *\n?$", "");
    }

    private static long largest(int digits) {
        return digits >= MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong("9".repeat(digits));
    }

    /** {@return where the header tells the number of rows, in bytes from the beginning of the file} */
    long offset() {
        return offset;
    }

    /** {@return the largest number of rows that the header can tell} */
    long maxRows() {
        return maxRows;
    }

    /** {@return why it can tell no more, for messages} */
    String limit() {
        return isCutBySector
                ? "the header's text of the shape would leave its 512-byte sector, and so could not be changed at once"
                : "the header has no room for more digits, as that of a file that NumPy before 1.23 wrote";
    }

    /**
     * What is to be written to a file whose header shall tell another number of rows: from the first character that changes to
     * the last.
     *
     * @param offset where, in bytes from the beginning of the file
     * @param text what, each character a byte
     */
    record Patch(long offset, String text) {}

    /** {@return how a header that tells {@code from} rows comes to tell {@code to}, which are more} */
    Patch patch(long from, long to) {
        String changed = to + tail;
        String present = from
                + tail
                + " ".repeat(Long.toString(to).length() - Long.toString(from).length());
        int first = 0;
        while (present.charAt(first) == changed.charAt(first)) {
            first++;
        }
        int end = changed.length();
        while (present.charAt(end - 1) == changed.charAt(end - 1)) {
            end--;
        }
        return new Patch((long) offset + first, changed.substring(first, end));
    }
}
