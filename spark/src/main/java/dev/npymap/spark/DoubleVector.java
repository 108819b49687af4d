package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/** {@code float64}. */
final class DoubleVector extends NpyVector {
    private static final ValueLayout.OfDouble LITTLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble BIG = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final boolean dense;

    DoubleVector(DataType type, Place place) {
        super(type, place);
        this.dense = stride == Double.BYTES && !bigEndian;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new DoubleVector(type, place(bytes, count));
    }

    @Override
    public double getDouble(int i) {
        if (dense) {
            return segment.get(LITTLE, base + Objects.checkIndex((long) i, length) * Double.BYTES);
        }
        long offset = base + Objects.checkIndex((long) i, length) * stride;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    @Override
    public double[] getDoubles(int from, int count) {
        if (stride != Double.BYTES) {
            return super.getDoubles(from, count);
        }
        checkRange(from, count);
        double[] copy = new double[count];
        MemorySegment.copy(segment, bigEndian ? BIG : LITTLE, base + from * (long) Double.BYTES, copy, 0, count);
        return copy;
    }
}
