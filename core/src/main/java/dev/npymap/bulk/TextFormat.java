package dev.npymap.bulk;

import static dev.npymap.bulk.Layouts.INT_BIG;
import static dev.npymap.bulk.Layouts.INT_LITTLE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** How {@code U} and {@code S} lie in memory: code points of 4 bytes or of one, NULs at the end being padding. */
public final class TextFormat implements ObjectCodec {
    private final ScalarType dtype;
    private final boolean bigEndian;
    private final int width;
    private final int length;

    public TextFormat(ScalarType dtype) {
        this.dtype = dtype;
        this.bigEndian = dtype.order() == ByteOrder.BIG_ENDIAN;
        this.width = dtype.kind() == Kind.STRING ? Integer.BYTES : 1;
        this.length = dtype.itemSize() / width;
    }

    private int codePoint(MemorySegment segment, long offset, int place) {
        if (width == 1) {
            return segment.get(JAVA_BYTE, offset + place) & 0xff;
        }
        long at = offset + (long) place * Integer.BYTES;
        return bigEndian ? segment.get(INT_BIG, at) : segment.get(INT_LITTLE, at);
    }

    private void setCodePoint(MemorySegment segment, long offset, int place, int codePoint) {
        if (width == 1) {
            segment.set(JAVA_BYTE, offset + place, (byte) codePoint);
        } else if (bigEndian) {
            segment.set(INT_BIG, offset + (long) place * Integer.BYTES, codePoint);
        } else {
            segment.set(INT_LITTLE, offset + (long) place * Integer.BYTES, codePoint);
        }
    }

    public int[] getCodePoints(MemorySegment segment, long offset) {
        int end = length;
        while (end > 0 && codePoint(segment, offset, end - 1) == 0) {
            end--;
        }
        int[] codePoints = new int[end];
        for (int i = 0; i < end; i++) {
            codePoints[i] = codePoint(segment, offset, i);
        }
        return codePoints;
    }

    @Override
    public String get(MemorySegment segment, long offset) {
        int[] codePoints = getCodePoints(segment, offset);
        for (int i = 0; i < codePoints.length; i++) {
            int c = codePoints[i];
            if (!Character.isValidCodePoint(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw new IllegalStateException("not text: the value 0x" + Integer.toHexString(c) + " at place " + i
                        + " of a " + dtype + " is no Unicode character");
            }
        }
        return new String(codePoints, 0, codePoints.length);
    }

    public void setCodePoints(MemorySegment segment, long offset, int[] codePoints) {
        checkFits(codePoints);
        write(segment, offset, codePoints);
    }

    public void checkFits(int[] codePoints) {
        if (codePoints.length > length) {
            throw new IllegalArgumentException(
                    "text of " + codePoints.length + " code points does not fit in " + dtype);
        }
        for (int c : codePoints) {
            if (width == 1 && (c < 0 || c > 0xff)) {
                throw new IllegalArgumentException("the character U+%04X does not fit in %s".formatted(c, dtype));
            }
        }
    }

    /** Writes code points that were checked. */
    public void write(MemorySegment segment, long offset, int[] codePoints) {
        for (int i = 0; i < length; i++) {
            setCodePoint(segment, offset, i, i < codePoints.length ? codePoints[i] : 0);
        }
    }

    @Override
    public void check(Object value) {
        checkFits(((String) value).codePoints().toArray());
    }

    @Override
    public void set(MemorySegment segment, long offset, Object value) {
        setCodePoints(segment, offset, ((String) value).codePoints().toArray());
    }
}
