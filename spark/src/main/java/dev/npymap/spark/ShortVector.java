package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/** {@code int16}, {@code uint16} as an int, and {@code float16} as a float. */
final class ShortVector extends NpyVector {
    private static final ValueLayout.OfShort LITTLE = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort BIG = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final boolean dense;

    ShortVector(DataType type, Place place) {
        super(type, place);
        this.dense = stride == Short.BYTES && !bigEndian;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new ShortVector(type, place(bytes, count));
    }

    @Override
    public short getShort(int i) {
        if (dense) {
            return segment.get(LITTLE, base + Objects.checkIndex((long) i, length) * Short.BYTES);
        }
        long offset = base + Objects.checkIndex((long) i, length) * stride;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    @Override
    public int getInt(int i) {
        return getShort(i) & 0xffff;
    }

    @Override
    public float getFloat(int i) {
        return Float.float16ToFloat(getShort(i));
    }

    @Override
    public short[] getShorts(int from, int count) {
        if (stride != Short.BYTES) {
            return super.getShorts(from, count);
        }
        checkRange(from, count);
        short[] copy = new short[count];
        MemorySegment.copy(segment, bigEndian ? BIG : LITTLE, base + from * (long) Short.BYTES, copy, 0, count);
        return copy;
    }
}
