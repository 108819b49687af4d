package dev.npymap.zip;

import dev.npymap.format.NpyFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 64-bit numbers among a record's extra fields: those, one after the other, whose 32 bits in the record are all set.
 * APPNOTE.TXT 4.5.3, and {@code _decodeExtra} of Python's {@code zipfile}.
 */
final class Zip64Field {
    private static final int HEADER_SIZE = 4;

    private final ZipReader in;
    private final long offset;

    /** What is left of the field; null where there is none. */
    private final ByteBuffer numbers;

    /**
     * Looks for the field.
     *
     * @param in the file, for messages
     * @param extra the extra fields
     * @param offset where in the file they begin
     */
    Zip64Field(ZipReader in, ByteBuffer extra, long offset) throws NpyFormatException {
        this.in = in;
        this.offset = offset;
        this.numbers = find(extra.order(ByteOrder.LITTLE_ENDIAN));
    }

    private ByteBuffer find(ByteBuffer extra) throws NpyFormatException {
        while (extra.remaining() >= HEADER_SIZE) {
            int at = extra.position();
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Short.toUnsignedInt(extra.getShort());
            if (length > extra.remaining()) {
                throw in.wrong(
                        offset + at,
                        "expected an extra field that ends with the others, found one of " + length + " bytes, where "
                                + extra.remaining() + " are left");
            }
            if (id == ZipFormat.ZIP64_FIELD) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return null;
    }

    /** {@return a number of the record, or the next one of the field where that stands for it} */
    long resolve(int small, String what) throws NpyFormatException {
        if (small != (int) ZipFormat.IN_ZIP64 || numbers == null) {
            return Integer.toUnsignedLong(small);
        }
        if (numbers.remaining() < Long.BYTES) {
            throw in.wrong(offset, "expected " + what + " in the zip64 extra field, found its end");
        }
        long large = numbers.getLong();
        if (large < 0 || large > Long.MAX_VALUE / 2) {
            throw in.wrong(offset, "expected " + what + " below 2^62, found " + Long.toUnsignedString(large));
        }
        return large;
    }
}
