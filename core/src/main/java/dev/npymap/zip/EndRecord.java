package dev.npymap.zip;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the end of a zip says about its directory.
 *
 * <p>As in Python's {@code zipfile}: the last end record counts, bytes behind it and its comment are ignored, the directory
 * ends where the record begins, and where that is not where the record says, all offsets are moved by the difference: something
 * else stands before the archive then, as in one that extracts itself.
 *
 * @param directoryOffset where in the file the directory begins
 * @param directorySize its size in bytes
 * @param entries how many members it tells of
 * @param prefix how many bytes stand before the archive
 */
record EndRecord(long directoryOffset, long directorySize, long entries, long prefix) {
    /** The record, and the longest comment behind it. */
    private static final int LONGEST_TAIL = ZipFormat.END_SIZE + 0xffff;

    /** Holds all records of the end where there is no comment, so that one read gets them. */
    private static final int FIRST_TAIL = 512;

    /** The first four bytes of an {@code .npy} file. */
    private static final int NPY_MAGIC = 0x4d554e93;

    /** The numbers of either kind of end record, and where it begins. */
    private record Numbers(long position, long disks, long entriesHere, long entries, long size, long offset) {}

    static EndRecord read(ZipReader in) throws IOException {
        long position = find(in, FIRST_TAIL);
        if (position < 0) {
            position = find(in, LONGEST_TAIL);
        }
        if (position < 0) {
            boolean isNpy =
                    in.size() >= Integer.BYTES && in.read(0, Integer.BYTES).getInt() == NPY_MAGIC;
            throw in.wrong(
                    in.size(),
                    "expected a zip archive, with an end record (50 4b 05 06) in the last " + LONGEST_TAIL
                            + " bytes, found none" + (isNpy ? "; is it an .npy file?" : ""));
        }
        ByteBuffer end = in.read(position, ZipFormat.END_SIZE);
        int comment = unsigned16(end, 20);
        if (position + ZipFormat.END_SIZE + comment > in.size()) {
            throw in.wrong(
                    position + 20,
                    "expected a comment that ends within the file's " + in.size() + " bytes, found one of " + comment
                            + " bytes");
        }
        Numbers numbers = new Numbers(
                position,
                unsigned16(end, 4) | unsigned16(end, 6),
                unsigned16(end, 8),
                unsigned16(end, 10),
                unsigned32(end, 12),
                unsigned32(end, 16));
        return check(in, zip64(in, numbers));
    }

    /** {@return where the last end record in a tail of the file begins, or -1} */
    private static long find(ZipReader in, int tail) throws IOException {
        int length = (int) Math.min(in.size(), tail);
        long start = in.size() - length;
        ByteBuffer bytes = in.read(start, length);
        for (int at = length - ZipFormat.END_SIZE; at >= 0; at--) {
            if (bytes.getInt(at) == ZipFormat.END) {
                return start + at;
            }
        }
        return -1;
    }

    /** {@return the numbers of the zip64 record, where there is one; else those of the other} */
    private static Numbers zip64(ZipReader in, Numbers small) throws IOException {
        long position = small.position - ZipFormat.LOCATOR64_SIZE;
        if (position < 0) {
            return small;
        }
        ByteBuffer locator = in.read(position, ZipFormat.LOCATOR64_SIZE);
        if (locator.getInt(0) != ZipFormat.LOCATOR64) {
            return small;
        }
        if (locator.getInt(4) != 0 || unsigned32(locator, 16) > 1) {
            throw in.wrong(
                    position + 4,
                    "expected an archive in one file, found the last of " + unsigned32(locator, 16) + " disks");
        }
        long record = position - ZipFormat.END64_SIZE;
        // Its own word for where it is comes second: bytes before the archive make it wrong.
        if (!isRecord64(in, record, position)) {
            record = locator.getLong(8);
        }
        if (!isRecord64(in, record, position)) {
            throw in.wrong(position + 8, "expected a zip64 end record (50 4b 06 06) that ends here, found none");
        }
        ByteBuffer end = in.read(record, ZipFormat.END64_SIZE);
        Numbers numbers = new Numbers(
                record,
                unsigned32(end, 16) | unsigned32(end, 20),
                end.getLong(24),
                end.getLong(32),
                end.getLong(40),
                end.getLong(48));
        boolean agrees = agrees(small.entries, ZipFormat.IN_ZIP64_16, numbers.entries)
                && agrees(small.size, ZipFormat.IN_ZIP64, numbers.size)
                && agrees(small.offset, ZipFormat.IN_ZIP64, numbers.offset);
        if (!agrees) {
            throw in.wrong(
                    small.position,
                    "expected the numbers of the zip64 record, " + describe(numbers) + ", found " + describe(small));
        }
        return numbers;
    }

    private static boolean isRecord64(ZipReader in, long record, long locator) throws IOException {
        if (record < 0 || record > locator - ZipFormat.END64_SIZE) {
            return false;
        }
        ByteBuffer start = in.read(record, 12);
        // The size counts what follows it.
        return start.getInt(0) == ZipFormat.END64 && start.getLong(4) == locator - record - 12;
    }

    private static boolean agrees(long small, long elsewhere, long large) {
        return small == elsewhere || small == large;
    }

    private static String describe(Numbers numbers) {
        return numbers.entries + " entries in " + numbers.size + " bytes at " + numbers.offset;
    }

    private static EndRecord check(ZipReader in, Numbers end) throws NpyFormatException {
        if (end.disks != 0 || end.entriesHere != end.entries) {
            throw in.wrong(
                    end.position,
                    "expected an archive in one file, found one of several disks, with " + end.entriesHere + " of "
                            + end.entries + " entries");
        }
        // A number of 64 bits past 2^63 - 1 is negative here.
        boolean fits =
                end.size >= 0 && end.offset >= 0 && end.size <= end.position && end.offset <= end.position - end.size;
        if (!fits) {
            throw in.wrong(
                    end.position,
                    "expected a directory that ends before this record, found one of " + Long.toUnsignedString(end.size)
                            + " bytes at " + Long.toUnsignedString(end.offset));
        }
        long start = end.position - end.size;
        return new EndRecord(start, end.size, end.entries, start - end.offset);
    }

    private static int unsigned16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static long unsigned32(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
