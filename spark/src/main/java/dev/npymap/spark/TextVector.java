package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.npymap.dtype.ScalarType;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code U}, code points of four bytes each, as Spark's strings, which are UTF-8. */
final class TextVector extends NpyVector {
    private static final ValueLayout.OfInt LITTLE = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt BIG = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final ScalarType dtype;
    private final String file;

    /** @param file the file, for messages */
    TextVector(DataType type, Place place, ScalarType dtype, String file) {
        super(type, place);
        this.dtype = dtype;
        this.file = file;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new TextVector(type, place(bytes, count), dtype, file);
    }

    private int codePoint(long offset, int place) {
        long at = offset + (long) place * Integer.BYTES;
        return bigEndian ? segment.get(BIG, at) : segment.get(LITTLE, at);
    }

    @Override
    public UTF8String getUTF8String(int i) {
        long offset = offset(i);
        int end = dtype.itemSize() / Integer.BYTES;
        while (end > 0 && codePoint(offset, end - 1) == 0) {
            end--;
        }
        int bytes = 0;
        for (int place = 0; place < end; place++) {
            bytes += width(codePoint(offset, place), place);
        }
        byte[] utf8 = new byte[bytes];
        int at = 0;
        for (int place = 0; place < end; place++) {
            at = encode(codePoint(offset, place), utf8, at);
        }
        return UTF8String.fromBytes(utf8);
    }

    private int width(int c, int place) {
        if (c < 0 || c > Character.MAX_CODE_POINT || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalStateException(file + ": not text: the value 0x" + Integer.toHexString(c) + " at place "
                    + place + " of a " + dtype + " is no Unicode character");
        }
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    private static int encode(int c, byte[] utf8, int start) {
        int at = start;
        if (c < 0x80) {
            utf8[at++] = (byte) c;
            return at;
        }
        if (c < 0x800) {
            utf8[at++] = (byte) (0xc0 | (c >> 6));
        } else if (c < 0x10000) {
            utf8[at++] = (byte) (0xe0 | (c >> 12));
            utf8[at++] = following(c >> 6);
        } else {
            utf8[at++] = (byte) (0xf0 | (c >> 18));
            utf8[at++] = following(c >> 12);
            utf8[at++] = following(c >> 6);
        }
        utf8[at++] = following(c);
        return at;
    }

    private static byte following(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }
}
