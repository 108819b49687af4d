package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;

/** {@code int64}, and {@code uint64} as a decimal of 20 digits. */
final class LongVector extends NpyVector {
    private static final ValueLayout.OfLong LITTLE = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong BIG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** The least number that Spark does not keep in a long. */
    private static final long BIG_DECIMAL = 1_000_000_000_000_000_000L;

    private final boolean dense;

    LongVector(DataType type, Place place) {
        super(type, place);
        this.dense = stride == Long.BYTES && !bigEndian;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new LongVector(type, place(bytes, count));
    }

    @Override
    public long getLong(int i) {
        if (dense) {
            return segment.get(LITTLE, base + Objects.checkIndex((long) i, length) * Long.BYTES);
        }
        long offset = base + Objects.checkIndex((long) i, length) * stride;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    @Override
    public Decimal getDecimal(int i, int precision, int scale) {
        long bits = getLong(i);
        // Spark keeps a decimal of up to 18 digits in a long, and computes with it as with one.
        return bits >= 0 && bits < BIG_DECIMAL
                ? Decimal.createUnsafe(bits, precision, scale)
                : Decimal.apply(new BigDecimal(Long.toUnsignedString(bits)), precision, scale);
    }

    @Override
    public long[] getLongs(int from, int count) {
        if (stride != Long.BYTES) {
            return super.getLongs(from, count);
        }
        checkRange(from, count);
        long[] copy = new long[count];
        MemorySegment.copy(segment, bigEndian ? BIG : LITTLE, base + from * (long) Long.BYTES, copy, 0, count);
        return copy;
    }
}
