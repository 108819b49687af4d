package dev.npymap.spark;

import dev.npymap.access.ByteAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Sum, least and greatest of numbers: core's reductions, but where SQL's differ from NumPy's. */
sealed interface Reductions {
    /** {@return those of some numbers, of which there is one or more} */
    static Reductions of(Strided elements) {
        ScalarType dtype = (ScalarType) elements.dtype();
        return dtype.kind() == ScalarType.Kind.FLOAT
                ? reals(elements, dtype.itemSize())
                : integers(elements, dtype.itemSize());
    }

    private static Reductions reals(Strided elements, int size) {
        return switch (size) {
            case 2 -> {
                HalfAccessor halfs = HalfAccessor.of(elements);
                yield new Reals(elements, halfs::sum, halfs::min, halfs::max);
            }
            case 4 -> {
                FloatAccessor floats = FloatAccessor.of(elements);
                yield new Reals(elements, floats::sum, floats::min, floats::max);
            }
            default -> {
                DoubleAccessor doubles = DoubleAccessor.of(elements);
                yield new Reals(elements, doubles::sum, doubles::min, doubles::max);
            }
        };
    }

    private static Reductions integers(Strided elements, int size) {
        return switch (size) {
            case 1 -> {
                ByteAccessor bytes = ByteAccessor.of(elements);
                yield new Integers(bytes::sum, bytes::min, bytes::max);
            }
            case 2 -> {
                ShortAccessor shorts = ShortAccessor.of(elements);
                yield new Integers(shorts::sum, shorts::min, shorts::max);
            }
            case 4 -> {
                IntAccessor ints = IntAccessor.of(elements);
                yield new Integers(ints::sum, ints::min, ints::max);
            }
            default -> {
                LongAccessor longs = LongAccessor.of(elements);
                yield new Integers(longs::sum, longs::min, longs::max);
            }
        };
    }

    /** {@return the sum, a {@code Long} of integers and a {@code Double} of others} */
    Number sum();

    /** {@return the least one, as a type of Spark's} */
    Number min(DataType type);

    /** {@return the greatest one, as a type of Spark's} */
    Number max(DataType type);

    /** Those of floating-point numbers. */
    record Reals(Strided elements, DoubleSupplier adding, DoubleSupplier least, DoubleSupplier greatest)
            implements Reductions {
        @Override
        public Number sum() {
            return adding.getAsDouble();
        }

        /** To SQL, NaN is above all numbers; in NumPy it is the least one too. */
        @Override
        public Number min(DataType type) {
            double min = least.getAsDouble();
            return real(Double.isNaN(min) ? leastNumber() : min, type);
        }

        private double leastNumber() {
            double[] values = new double[Math.toIntExact(elements.size())];
            elements.castTo(new Strided(
                    MemorySegment.ofArray(values), DType.FLOAT64, 0, elements.shape(), new long[] {Double.BYTES}));
            double least = Double.NaN;
            for (double value : values) {
                if (Double.isNaN(least) || value < least) {
                    least = value;
                }
            }
            return least;
        }

        @Override
        public Number max(DataType type) {
            return real(greatest.getAsDouble(), type);
        }

        private static Number real(double value, DataType type) {
            if (type.equals(DataTypes.FloatType)) {
                return (float) value;
            }
            return value;
        }
    }

    /** Those of integers. */
    record Integers(LongSupplier adding, LongSupplier least, LongSupplier greatest) implements Reductions {
        @Override
        public Number sum() {
            return adding.getAsLong();
        }

        @Override
        public Number min(DataType type) {
            return integer(least.getAsLong(), type);
        }

        @Override
        public Number max(DataType type) {
            return integer(greatest.getAsLong(), type);
        }

        private static Number integer(long value, DataType type) {
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
