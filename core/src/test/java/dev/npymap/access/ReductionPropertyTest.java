package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Reductions of views that lie anyhow in memory, against plain loops over their elements. */
class ReductionPropertyTest {
    private static final List<ForkJoinPool> POOLS =
            List.of(new ForkJoinPool(1), new ForkJoinPool(2), new ForkJoinPool(7));

    @AfterContainer
    static void closePools() {
        POOLS.forEach(ForkJoinPool::close);
    }

    /** Sizes about the borders of runs, blocks and leaves, and of several leaves. */
    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 40),
                Arbitraries.integers().between(1, 3_000),
                Arbitraries.of(1_023, 1_024, 1_025, 4_096, 8_191, 65_535, 65_536, 65_537),
                Arbitraries.integers().between(3_000, 150_000));
    }

    @Property(tries = 60)
    void integers(@ForAll("integerTypes") String dtype, @ForAll("sizes") int size, @ForAll long seed) {
        try (Arena arena = Arena.ofShared()) {
            Strided view = ViewsInMemory.place(arena, DType.of(dtype), size, new Random(seed));
            IntegerAccessor accessor = integers(view);
            List<BigInteger> values = ViewsInMemory.indicesInMemoryOrder(view).stream()
                    .map(index -> integer(accessor, index))
                    .map(value -> dtype.contains("u") && value.signum() < 0 ? value.add(range(view)) : value)
                    .toList();

            long sum = values.stream().reduce(BigInteger.ZERO, BigInteger::add).longValue();
            assertThat(accessor.sum()).isEqualTo(sum);
            assertThat(accessor.min()).isEqualTo(Collections.min(values).longValue());
            assertThat(accessor.max()).isEqualTo(Collections.max(values).longValue());
            for (ForkJoinPool pool : POOLS) {
                assertThat(accessor.sum(pool)).isEqualTo(sum);
                assertThat(accessor.min(pool)).isEqualTo(accessor.min());
                assertThat(accessor.max(pool)).isEqualTo(accessor.max());
            }
        }
    }

    @Provide
    Arbitrary<String> integerTypes() {
        return Arbitraries.of(
                "i1", "u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8",
                "<M8[s]");
    }

    private static BigInteger range(Strided view) {
        return BigInteger.ONE.shiftLeft(view.dtype().itemSize() * Byte.SIZE);
    }

    private static IntegerAccessor integers(Strided view) {
        return switch (view.dtype().itemSize()) {
            case 1 -> ByteAccessor.of(view);
            case 2 -> ShortAccessor.of(view);
            case 4 -> IntAccessor.of(view);
            default -> LongAccessor.of(view);
        };
    }

    private static BigInteger integer(IntegerAccessor accessor, long[] index) {
        return BigInteger.valueOf(
                switch (accessor) {
                    case ByteAccessor bytes -> bytes.get(index);
                    case ShortAccessor shorts -> shorts.get(index);
                    case IntAccessor ints -> ints.get(index);
                    case LongAccessor longs -> longs.get(index);
                });
    }

    /** Random bits: every twentieth to two thousandth element is NaN, or has an absurd exponent. */
    @Property(tries = 60)
    void floatingBits(@ForAll("floatingTypes") String dtype, @ForAll("sizes") int size, @ForAll long seed) {
        try (Arena arena = Arena.ofShared()) {
            check(ViewsInMemory.place(arena, DType.of(dtype), size, new Random(seed)));
        }
    }

    /** Numbers of about the same magnitude, the sums of which have errors that are not hidden by a few great ones. */
    @Property(tries = 60)
    void floatingNumbers(@ForAll("floatingTypes") String dtype, @ForAll("sizes") int size, @ForAll long seed) {
        Random random = new Random(seed);
        double shift = random.nextInt(3) / 2.0;
        try (Arena arena = Arena.ofShared()) {
            Strided view = ViewsInMemory.place(arena, DType.of(dtype), size, random);
            FloatingAccessor accessor = floats(view);
            List<Double> values = new ArrayList<>();
            for (long[] index : ViewsInMemory.indicesInMemoryOrder(view)) {
                set(accessor, index, random.nextDouble() - shift);
                values.add(get(accessor, index));
            }

            check(view);
            BigDecimal exact = values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal magnitude = values.stream()
                    .map(value -> new BigDecimal(Math.abs(value)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            int steps = Integer.SIZE - Integer.numberOfLeadingZeros(values.size() - 1);
            assertThat(new BigDecimal(accessor.sum())
                            .subtract(exact)
                            .abs()
                            .multiply(BigDecimal.valueOf((1L << 53) - steps)))
                    .isLessThanOrEqualTo(magnitude.multiply(BigDecimal.valueOf(steps)));
        }
    }

    @Provide
    Arbitrary<String> floatingTypes() {
        return Arbitraries.of("<f8", ">f8", "<f4", ">f4", "<f2", ">f2", "<f16", ">f16");
    }

    private static void check(Strided view) {
        FloatingAccessor accessor = floats(view);
        double[] values = ViewsInMemory.indicesInMemoryOrder(view).stream()
                .mapToDouble(index -> get(accessor, index))
                .toArray();

        same(accessor, FloatingAccessor::sum, FloatingAccessor::sum, treeSum(values) + 0.0);
        same(
                accessor,
                a -> a.least(null),
                FloatingAccessor::least,
                Arrays.stream(values).reduce(Math::min).getAsDouble());
        same(
                accessor,
                a -> a.greatest(null),
                FloatingAccessor::greatest,
                Arrays.stream(values).reduce(Math::max).getAsDouble());
        same(accessor, FloatingAccessor::countNaN, FloatingAccessor::countNaN, (double)
                Arrays.stream(values).filter(Double::isNaN).count());
    }

    @FunctionalInterface
    private interface InPool {
        double reduce(FloatingAccessor accessor, ForkJoinPool pool);
    }

    private static void same(
            FloatingAccessor accessor, ToDoubleFunction<FloatingAccessor> serial, InPool parallel, double expected) {
        long bits = Double.doubleToLongBits(expected); // of all NaN those of one
        assertThat(Double.doubleToRawLongBits(serial.applyAsDouble(accessor))).isEqualTo(bits);
        for (ForkJoinPool pool : POOLS) {
            assertThat(Double.doubleToRawLongBits(parallel.reduce(accessor, pool)))
                    .isEqualTo(bits);
        }
    }

    /**
     * The order: in blocks of 1,024, rows of 32 are folded in halves, then what is left of the rows; blocks are joined by
     * powers of two.
     */
    private static double treeSum(double[] values) {
        if (values.length <= 1024) {
            double[] sums = Arrays.copyOf(values, 1024);
            Arrays.fill(sums, values.length, 1024, -0.0);
            double[] rows = new double[32];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = halvesSum(Arrays.copyOfRange(sums, i * 32, (i + 1) * 32));
            }
            double sum = halvesSum(rows);
            return Double.isNaN(sum) ? Double.NaN : sum;
        }
        int left = Integer.highestOneBit(values.length - 1);
        double sum = treeSum(Arrays.copyOf(values, left)) + treeSum(Arrays.copyOfRange(values, left, values.length));
        return Double.isNaN(sum) ? Double.NaN : sum;
    }

    private static double halvesSum(double[] places) {
        for (int half = places.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                places[i] += places[i + half];
            }
        }
        return places[0];
    }

    private static FloatingAccessor floats(Strided view) {
        return switch (view.dtype().itemSize()) {
            case 2 -> HalfAccessor.of(view);
            case 4 -> FloatAccessor.of(view);
            case 8 -> DoubleAccessor.of(view);
            default -> LongDoubleAccessor.of(view, LongDoubleFormat.X87);
        };
    }

    private static double get(FloatingAccessor accessor, long[] index) {
        return switch (accessor) {
            case HalfAccessor halfs -> halfs.get(index);
            case FloatAccessor floats -> floats.get(index);
            case DoubleAccessor doubles -> doubles.get(index);
            case LongDoubleAccessor longDoubles -> longDoubles.get(index);
        };
    }

    private static void set(FloatingAccessor accessor, long[] index, double value) {
        switch (accessor) {
            case HalfAccessor halfs -> halfs.set(index, (float) value);
            case FloatAccessor floats -> floats.set(index, (float) value);
            case DoubleAccessor doubles -> doubles.set(index, value);
            case LongDoubleAccessor longDoubles -> longDoubles.set(index, value);
        }
    }
}
