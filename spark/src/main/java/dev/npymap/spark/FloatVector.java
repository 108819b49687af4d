package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/** {@code float32}. */
final class FloatVector extends NpyVector {
    private static final ValueLayout.OfFloat LITTLE = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat BIG = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final boolean dense;

    FloatVector(DataType type, Place place) {
        super(type, place);
        this.dense = stride == Float.BYTES && !bigEndian;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new FloatVector(type, place(bytes, count));
    }

    @Override
    public float getFloat(int i) {
        if (dense) {
            return segment.get(LITTLE, base + Objects.checkIndex((long) i, length) * Float.BYTES);
        }
        long offset = base + Objects.checkIndex((long) i, length) * stride;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    @Override
    public float[] getFloats(int from, int count) {
        if (stride != Float.BYTES) {
            return super.getFloats(from, count);
        }
        checkRange(from, count);
        float[] copy = new float[count];
        MemorySegment.copy(segment, bigEndian ? BIG : LITTLE, base + from * (long) Float.BYTES, copy, 0, count);
        return copy;
    }
}
