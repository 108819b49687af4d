package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/** {@code int32}, and {@code uint32} as a long. */
final class IntVector extends NpyVector {
    private static final ValueLayout.OfInt LITTLE = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt BIG = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final boolean dense;

    IntVector(DataType type, Place place) {
        super(type, place);
        this.dense = stride == Integer.BYTES && !bigEndian;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new IntVector(type, place(bytes, count));
    }

    @Override
    public int getInt(int i) {
        if (dense) {
            return segment.get(LITTLE, base + Objects.checkIndex((long) i, length) * Integer.BYTES);
        }
        long offset = base + Objects.checkIndex((long) i, length) * stride;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    @Override
    public long getLong(int i) {
        return Integer.toUnsignedLong(getInt(i));
    }

    @Override
    public int[] getInts(int from, int count) {
        if (stride != Integer.BYTES) {
            return super.getInts(from, count);
        }
        checkRange(from, count);
        int[] copy = new int[count];
        MemorySegment.copy(segment, bigEndian ? BIG : LITTLE, base + from * (long) Integer.BYTES, copy, 0, count);
        return copy;
    }
}
