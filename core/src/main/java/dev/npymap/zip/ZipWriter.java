package dev.npymap.zip;

import dev.npymap.file.FileBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Writes a zip to an empty file, in constant memory but for the directory. For one thread.
 *
 * <p>A member's header is written behind its bytes, when CRC and sizes are known: the file can be written anywhere, and nobody
 * sees it before it is complete. Zip64 fields are written where a number needs them, and nowhere else. All times are those that
 * Python's {@code zipfile} gives when it is told none, the first that the format knows, so that equal arrays make equal
 * archives.
 */
public final class ZipWriter {
    /** Where stored bytes begin in the file is a multiple of it, as that of an array in its {@code .npy} file is. */
    static final int ALIGNMENT = 64;

    /**
     * The extra field of Android's {@code apksigner} that says how a stored member is aligned: the alignment, and as many zeros
     * as it takes.
     */
    private static final int ALIGNMENT_FIELD = 0xd935;

    private static final int LEAST_ALIGNMENT_FIELD = 6;

    private static final int ZIP64_LOCAL_FIELD = 4 + 2 * Long.BYTES;

    /** 1980-01-01, in the format of MS-DOS; the time is 0. */
    private static final short FIRST_DAY = 1 << 5 | 1;

    private static final int PLAIN_VERSION = 20;
    private static final int ZIP64_VERSION = 45;
    private static final int UNIX = 3 << 8;

    /** {@code rw-------}, as Python's {@code zipfile} has it. */
    private static final int PERMISSIONS = 0600 << 16;

    private final FileChannel channel;

    /** The least number that is written to a zip64 field. */
    private final long large;

    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long entries;

    /** Where the next member begins. Only a complete one moves it: what became of another is overwritten. */
    private long position;

    /**
     * Begins an archive.
     *
     * @param channel the file, empty, open for writing
     */
    public ZipWriter(FileChannel channel) {
        this(channel, 0, ZipFormat.IN_ZIP64);
    }

    /** For tests: an archive far behind the file's beginning, or with a lower limit of what needs zip64. */
    ZipWriter(FileChannel channel, long start, long large) {
        this.channel = channel;
        this.position = start;
        this.large = large;
    }

    /** Gives the bytes of a member. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all bytes.
         *
         * @param sink takes them; until this method returns
         * @throws IOException if that fails
         */
        void writeTo(MemberSink sink) throws IOException;
    }

    /** A complete member. */
    private record Member(
            ByteBuffer name, boolean isDeflated, boolean isZip64, int crc, long storedSize, long size, long start) {
        int flags() {
            for (int i = 0; i < name.capacity(); i++) {
                if (name.get(i) < 0) {
                    return ZipFormat.UTF8;
                }
            }
            return 0;
        }

        int method() {
            return isDeflated ? ZipFormat.DEFLATED : ZipFormat.STORED;
        }
    }

    /**
     * Adds a member.
     *
     * @param name its name, in UTF-8; not checked
     * @param isDeflated whether it is deflated; else it is stored, and its bytes are aligned
     * @param size how many bytes it has
     * @param content gives them
     * @throws IOException if writing fails; the archive then is as if nothing had been added
     * @throws IllegalArgumentException if {@code content} gives more or fewer
     * @throws IllegalStateException if the directory would be too large to be read again
     */
    public void add(byte[] name, boolean isDeflated, long size, Content content) throws IOException {
        checkDirectory(name);
        // Deflate makes what it cannot compress longer, by less than a thousandth.
        long most = isDeflated ? size + (size >> 10) + (1 << 10) : size;
        boolean isZip64 = most >= large;
        int extra = extraLength(name.length, isDeflated, isZip64);
        try (MemberSink sink = new MemberSink(channel, start(name.length, extra), isDeflated)) {
            content.writeTo(sink);
            sink.finish();
            if (sink.size() != size) {
                throw new IllegalArgumentException("a member of " + size + " bytes, of which " + sink.size() + " came");
            }
            ByteBuffer wrapped = ByteBuffer.wrap(name);
            end(new Member(wrapped, isDeflated, isZip64, sink.crc(), sink.storedSize(), size, position), extra);
        }
    }

    /**
     * Adds a member of another archive, with its bytes as they lie there and the CRC-32 that it has there, right or wrong.
     *
     * @param name its name, in UTF-8; not checked
     * @param member the bytes
     * @throws IOException if reading or writing fails; the archive then is as if nothing had been added
     * @throws IllegalStateException if the directory would be too large to be read again
     */
    public void copy(byte[] name, MemberBytes member) throws IOException {
        checkDirectory(name);
        boolean isDeflated = !member.isStored();
        boolean isZip64 = Math.max(member.size(), member.storedSize()) >= large;
        int extra = extraLength(name.length, isDeflated, isZip64);
        member.copyTo(channel, start(name.length, extra));
        ByteBuffer wrapped = ByteBuffer.wrap(name);
        int crc = (int) member.crc();
        end(new Member(wrapped, isDeflated, isZip64, crc, member.storedSize(), member.size(), position), extra);
    }

    private void checkDirectory(byte[] name) {
        if (directory.size() + 3L * ZipFormat.CENTRAL_SIZE + name.length > ZipArchive.MAX_DIRECTORY) {
            throw new IllegalStateException("an archive of " + entries + " members, whose directory is full");
        }
    }

    /** {@return where the bytes of the next member begin} */
    private long start(int nameLength, int extra) {
        return position + ZipFormat.LOCAL_SIZE + nameLength + extra;
    }

    /** Counts a member whose bytes are written. */
    private void end(Member member, int extra) throws IOException {
        FileBytes.write(channel, localHeader(member, extra), position);
        directory.writeBytes(centralEntry(member));
        entries++;
        position = start(member.name.capacity(), extra) + member.storedSize;
    }

    /** {@return how long the extra fields of a local header are, so that the bytes behind it are aligned} */
    private int extraLength(int nameLength, boolean isDeflated, boolean isZip64) {
        int zip64 = isZip64 ? ZIP64_LOCAL_FIELD : 0;
        long end = position + ZipFormat.LOCAL_SIZE + nameLength + zip64;
        int gap = (int) Math.floorMod(-end, (long) ALIGNMENT);
        if (isDeflated || gap == 0) {
            return zip64;
        }
        return zip64 + (gap < LEAST_ALIGNMENT_FIELD ? gap + ALIGNMENT : gap);
    }

    private static ByteBuffer localHeader(Member member, int extra) {
        int padding = extra - (member.isZip64 ? ZIP64_LOCAL_FIELD : 0);
        ByteBuffer out = buffer(ZipFormat.LOCAL_SIZE + member.name.capacity() + extra);
        out.putInt(ZipFormat.LOCAL);
        putCommon(out, member, member.isZip64);
        // 4.5.3: in a local header the field has both sizes.
        out.putInt((int) (member.isZip64 ? ZipFormat.IN_ZIP64 : member.storedSize));
        out.putInt((int) (member.isZip64 ? ZipFormat.IN_ZIP64 : member.size));
        out.putShort((short) member.name.capacity()).putShort((short) extra).put(member.name.duplicate());
        if (member.isZip64) {
            out.putShort((short) ZipFormat.ZIP64_FIELD).putShort((short) (2 * Long.BYTES));
            out.putLong(member.size).putLong(member.storedSize);
        }
        if (padding > 0) {
            out.putShort((short) ALIGNMENT_FIELD)
                    .putShort((short) (padding - 4))
                    .putShort((short) ALIGNMENT);
        }
        return out.clear();
    }

    /** What local header and directory entry both have, from the version on to the CRC. */
    private static void putCommon(ByteBuffer out, Member member, boolean isZip64) {
        out.putShort((short) (isZip64 ? ZIP64_VERSION : PLAIN_VERSION));
        out.putShort((short) member.flags()).putShort((short) member.method());
        out.putShort((short) 0).putShort(FIRST_DAY).putInt(member.crc);
    }

    private byte[] centralEntry(Member member) {
        ByteBuffer zip64 = buffer(4 + 3 * Long.BYTES).position(4);
        int size = small(member.size, zip64);
        int storedSize = small(member.storedSize, zip64);
        int start = small(member.start, zip64);
        boolean isZip64 = zip64.position() > 4;
        zip64.putShort(0, (short) ZipFormat.ZIP64_FIELD).putShort(2, (short) (zip64.position() - 4));
        zip64.limit(isZip64 ? zip64.position() : 0).rewind();
        byte[] entry = new byte[ZipFormat.CENTRAL_SIZE + member.name.capacity() + zip64.limit()];
        ByteBuffer out = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(ZipFormat.CENTRAL);
        out.putShort((short) (UNIX | (isZip64 ? ZIP64_VERSION : PLAIN_VERSION)));
        putCommon(out, member, isZip64);
        out.putInt(storedSize).putInt(size);
        out.putShort((short) member.name.capacity())
                .putShort((short) zip64.limit())
                .putShort((short) 0);
        // Disk, internal attributes, external ones.
        out.putShort((short) 0).putShort((short) 0).putInt(PERMISSIONS);
        out.putInt(start).put(member.name.duplicate()).put(zip64);
        return entry;
    }

    /** {@return a number as a record has it; one that is too large goes to the zip64 field} */
    private int small(long number, ByteBuffer zip64) {
        if (number < large) {
            return (int) number;
        }
        zip64.putLong(number);
        return (int) ZipFormat.IN_ZIP64;
    }

    /**
     * Ends the archive and the file.
     *
     * @throws IOException if writing fails
     */
    public void finish() throws IOException {
        int size = directory.size();
        boolean isZip64 = entries >= Math.min(ZipFormat.IN_ZIP64_16, large) || size >= large || position >= large;
        ByteBuffer out = buffer(ZipFormat.END64_SIZE + ZipFormat.LOCATOR64_SIZE + ZipFormat.END_SIZE);
        if (isZip64) {
            out.putInt(ZipFormat.END64).putLong(ZipFormat.END64_SIZE - 12);
            out.putShort((short) (UNIX | ZIP64_VERSION))
                    .putShort((short) ZIP64_VERSION)
                    .putInt(0)
                    .putInt(0);
            out.putLong(entries).putLong(entries).putLong(size).putLong(position);
            out.putInt(ZipFormat.LOCATOR64).putInt(0).putLong(position + size).putInt(1);
        }
        short count = (short) (isZip64 ? ZipFormat.IN_ZIP64_16 : entries);
        out.putInt(ZipFormat.END).putInt(0).putShort(count).putShort(count);
        out.putInt((int) (isZip64 ? ZipFormat.IN_ZIP64 : size));
        out.putInt((int) (isZip64 ? ZipFormat.IN_ZIP64 : position)).putShort((short) 0);
        FileBytes.write(channel, ByteBuffer.wrap(directory.toByteArray()), position);
        long end = FileBytes.write(channel, out.flip(), position + size);
        // What a member left that was not completed.
        channel.truncate(end);
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
