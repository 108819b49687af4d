package dev.npymap.zip;

import dev.npymap.format.NpyFormatException;
import java.nio.ByteBuffer;

/**
 * The 64-bit numbers among a record's extra fields: those, one after the other, whose 32 bits in the record are all set.
 * APPNOTE.TXT 4.5.3.
 */
final class Zip64Field {
    private final ZipReader in;
    private final long offset;

    /** What is left of the field; null where there is none. */
    private final ByteBuffer numbers;

    Zip64Field(ExtraFields extra) throws NpyFormatException {
        this.in = extra.in();
        this.offset = extra.offset();
        this.numbers = extra.find(ZipFormat.ZIP64_FIELD);
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
