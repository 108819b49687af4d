package dev.npymap.spark;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The numbers of a column, a batch at a time in an array that stays in the cache: whatever their dtype, byte order and stride,
 * one loop each finds their sum, the least and the greatest, as SQL has them.
 */
abstract sealed class Numbers {
    private final Strided column;
    private final Strided batch;

    private Numbers(Strided column, MemorySegment values, DType dtype) {
        this.column = column;
        this.batch = new Strided(values, dtype, 0, Shape.of(BatchReader.ROWS), new long[] {dtype.itemSize()});
    }

    /** {@return those of a column of rows that may be mapped and unmapped meanwhile} */
    static Numbers of(Strided column) {
        return column.dtype() instanceof ScalarType dtype && dtype.kind() == ScalarType.Kind.FLOAT
                ? new Reals(column, new double[BatchReader.ROWS])
                : new Integers(column, new long[BatchReader.ROWS]);
    }

    /** Takes some elements of the column for the next batch. */
    void read(long from, int count) {
        column.slice(0, from, from + count, 1).castTo(batch.slice(0, 0, count, 1));
    }

    /** {@return the sum of the first numbers, a {@code Long} of integers and a {@code Double} of others} */
    abstract Number sum(int count);

    /** {@return the least of the first numbers, as a type of Spark's} */
    abstract Number min(int count, DataType type);

    /** {@return the greatest of the first numbers, as a type of Spark's} */
    abstract Number max(int count, DataType type);

    /** Floating-point numbers. */
    private static final class Reals extends Numbers {
        private final double[] values;

        Reals(Strided column, double[] values) {
            super(column, MemorySegment.ofArray(values), DType.FLOAT64);
            this.values = values;
        }

        /** Four sums at once, since an addition waits for the one before it. */
        @Override
        Number sum(int count) {
            Arrays.fill(values, count, Math.ceilDiv(count, 4) * 4, 0.0);
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (int i = 0; i < count; i += 4) {
                a += values[i];
                b += values[i + 1];
                c += values[i + 2];
                d += values[i + 3];
            }
            return (a + c) + (b + d);
        }

        /** To SQL, NaN is above all numbers; to {@link Math#min} it is below them too. */
        @Override
        Number min(int count, DataType type) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                least = Math.min(least, values[i]);
            }
            return as(type, Double.isNaN(least) ? leastNumber(count) : least);
        }

        private double leastNumber(int count) {
            return Arrays.stream(values, 0, count)
                    .filter(value -> !Double.isNaN(value))
                    .min()
                    .orElse(Double.NaN);
        }

        @Override
        Number max(int count, DataType type) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                greatest = Math.max(greatest, values[i]);
            }
            return as(type, greatest);
        }

        private static Number as(DataType type, double value) {
            if (type.equals(DataTypes.FloatType)) {
                return (float) value;
            }
            return value;
        }
    }

    /** Integers. */
    private static final class Integers extends Numbers {
        private final long[] values;

        Integers(Strided column, long[] values) {
            super(column, MemorySegment.ofArray(values), DType.INT64);
            this.values = values;
        }

        @Override
        Number sum(int count) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
            return sum;
        }

        @Override
        Number min(int count, DataType type) {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < count; i++) {
                least = Math.min(least, values[i]);
            }
            return as(type, least);
        }

        @Override
        Number max(int count, DataType type) {
            long greatest = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                greatest = Math.max(greatest, values[i]);
            }
            return as(type, greatest);
        }

        private static Number as(DataType type, long value) {
            if (type.equals(DataTypes.ByteType)) {
                return (byte) value;
            }
            if (type.equals(DataTypes.ShortType)) {
                return (short) value;
            }
            if (type.equals(DataTypes.IntegerType)) {
                return (int) value;
            }
            return value;
        }
    }
}
