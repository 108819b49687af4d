package dev.npymap.spark;

import dev.npymap.access.ByteAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.ScalarType;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** The numbers of a column where they lie: the sum, the least and the greatest of a batch, as SQL has them. */
abstract sealed class Numbers {
    /** {@return those of a column} */
    static Numbers of(Strided column) {
        ScalarType dtype = (ScalarType) column.dtype();
        return switch (dtype.kind()) {
            case FLOAT -> new Reals(reals(column, dtype.itemSize()));
            case UINT -> new Integers(unsigned(column, dtype.itemSize()));
            default -> new Integers(signed(column, dtype.itemSize()));
        };
    }

    private static LongToDoubleFunction reals(Strided column, int size) {
        return switch (size) {
            case 2 -> HalfAccessor.of(column)::get;
            case 4 -> FloatAccessor.of(column)::get;
            default -> DoubleAccessor.of(column)::get;
        };
    }

    private static LongUnaryOperator unsigned(Strided column, int size) {
        return switch (size) {
            case 1 -> ByteAccessor.of(column)::getUnsigned;
            case 2 -> ShortAccessor.of(column)::getUnsigned;
            default -> IntAccessor.of(column)::getUnsigned;
        };
    }

    private static LongUnaryOperator signed(Strided column, int size) {
        return switch (size) {
            case 1 -> ByteAccessor.of(column)::get;
            case 2 -> ShortAccessor.of(column)::get;
            case 4 -> IntAccessor.of(column)::get;
            default -> LongAccessor.of(column)::get;
        };
    }

    /**
     * Takes some elements, one or more, for the next batch.
     *
     * @param extremes whether the least and the greatest will be asked for
     */
    abstract void read(long from, int count, boolean extremes);

    /** {@return the batch's sum, a {@code Long} of integers and a {@code Double} of others} */
    abstract Number sum();

    /** {@return the batch's least number, of the same class as the sum} */
    abstract Number least();

    /** {@return the batch's greatest number, likewise} */
    abstract Number greatest();

    /** Floating-point numbers. */
    private static final class Reals extends Numbers {
        private final LongToDoubleFunction values;
        private double sum;
        private double least;
        private double greatest;

        Reals(LongToDoubleFunction values) {
            this.values = values;
        }

        @Override
        void read(long from, int count, boolean extremes) {
            long to = from + count;
            if (extremes) {
                addAndCompare(from, to);
            } else {
                add(from, to);
            }
            if (!Double.isFinite(sum)) {
                addInOrder(from, to);
                heedNaN(from, to);
            }
        }

        /** Four sums at once, since an addition waits for the one before it. */
        private void add(long from, long to) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            long i = from;
            for (; i < to - 3; i += 4) {
                a += values.applyAsDouble(i);
                b += values.applyAsDouble(i + 1);
                c += values.applyAsDouble(i + 2);
                d += values.applyAsDouble(i + 3);
            }
            for (; i < to; i++) {
                a += values.applyAsDouble(i);
            }
            sum = (a + b) + (c + d);
        }

        /** As Spark does it: one of four sums may be past the greatest number where theirs is not. */
        private void addInOrder(long from, long to) {
            sum = LongStream.range(from, to).mapToDouble(values).reduce(0, Double::sum);
        }

        /** The same sum. By comparisons, which NaN never passes: {@link Math#min} takes twice as long. */
        private void addAndCompare(long from, long to) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            long i = from;
            for (; i < to - 3; i += 4) {
                double p = values.applyAsDouble(i);
                double q = values.applyAsDouble(i + 1);
                double r = values.applyAsDouble(i + 2);
                double s = values.applyAsDouble(i + 3);
                a += p;
                b += q;
                c += r;
                d += s;
                min = p < min ? p : min;
                min = q < min ? q : min;
                min = r < min ? r : min;
                min = s < min ? s : min;
                max = p > max ? p : max;
                max = q > max ? q : max;
                max = r > max ? r : max;
                max = s > max ? s : max;
            }
            for (; i < to; i++) {
                double value = values.applyAsDouble(i);
                a += value;
                min = value < min ? value : min;
                max = value > max ? value : max;
            }
            sum = (a + b) + (c + d);
            least = min;
            greatest = max;
        }

        /** To SQL, NaN is above all others. */
        private void heedNaN(long from, long to) {
            long nans = LongStream.range(from, to)
                    .filter(i -> Double.isNaN(values.applyAsDouble(i)))
                    .count();
            least = nans == to - from ? Double.NaN : least;
            greatest = nans > 0 ? Double.NaN : greatest;
        }

        @Override
        Number sum() {
            return sum;
        }

        @Override
        Number least() {
            return least;
        }

        @Override
        Number greatest() {
            return greatest;
        }
    }

    /** Integers. */
    private static final class Integers extends Numbers {
        private final LongUnaryOperator values;
        private long sum;
        private long least;
        private long greatest;

        Integers(LongUnaryOperator values) {
            this.values = values;
        }

        @Override
        void read(long from, int count, boolean extremes) {
            long all = 0;
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                long value = values.applyAsLong(from + i);
                all += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            sum = all;
            least = min;
            greatest = max;
        }

        @Override
        Number sum() {
            return sum;
        }

        @Override
        Number least() {
            return least;
        }

        @Override
        Number greatest() {
            return greatest;
        }
    }
}
