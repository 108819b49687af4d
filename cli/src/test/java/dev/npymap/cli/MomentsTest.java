package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Means and deviations against exact arithmetic, where doubles alone would go astray. */
class MomentsTest {
    private static final MathContext EXACT = new MathContext(60);
    private static final double ULP = 0x1p-52;

    private static NpyArray array(DType dtype, long length) {
        return Npy.mapRaw(Arena.ofAuto().allocate(length * 8, 8), dtype, Shape.of(length), MemoryOrder.C, 0);
    }

    private static NpyArray doubles(double... values) {
        NpyArray array = array(DType.FLOAT64, values.length);
        array.doubles().copyFrom(values, 0);
        return array;
    }

    private static NpyArray longs(DType dtype, int length, LongUnaryOperator value) {
        long[] values = new long[length];
        Arrays.setAll(values, value::applyAsLong);
        NpyArray array = array(dtype, length);
        array.longs().copyFrom(values, 0);
        return array;
    }

    private static ColumnStats stats(NpyArray array, int threads) throws IOException {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return ColumnStats.of(array, Column.of(array.dtype()), pool, _ -> {})
                    .getFirst();
        }
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    /** Mean and deviation of numbers, each an element of an array or something else. */
    private static void check(ColumnStats stats, BigDecimal... values) {
        BigDecimal count = BigDecimal.valueOf(values.length);
        BigDecimal mean =
                Arrays.stream(values).reduce(BigDecimal.ZERO, BigDecimal::add).divide(count, EXACT);
        BigDecimal deviation = Arrays.stream(values)
                .map(value -> value.subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(count, EXACT)
                .sqrt(EXACT);
        BigDecimal magnitude = Arrays.stream(values).map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::max);

        assertThat(stats.moments().count()).isEqualTo(values.length);
        assertThat(exact(stats.mean()))
                .isCloseTo(mean, within(mean.abs().multiply(exact(ULP)).add(magnitude.multiply(exact(0x1p-80)))));
        assertThat(exact(stats.deviation())).isCloseTo(deviation, within(deviation.multiply(exact(8 * ULP))));
    }

    private static void check(double... values) throws IOException {
        check(
                stats(doubles(values), 1),
                Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 1e6, -1e15, 1e-5})
    void ofAnyDistanceFromZero(double middle) throws IOException {
        Random random = new Random(1979);

        check(random.doubles(20_000).map(x -> middle + x).toArray());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e-300, 0x1p1023, 1e-320, Double.MIN_VALUE})
    void ofAnyMagnitude(double magnitude) throws IOException {
        double[] values = new Random(308)
                .ints(9_000, -9, 10)
                .mapToDouble(x -> magnitude / 16 * x)
                .toArray();
        values[17] = magnitude;

        ColumnStats stats = stats(doubles(values), 2);

        double scale = 1 / magnitude;
        if (Double.isFinite(scale)) {
            ColumnStats unit =
                    stats(doubles(Arrays.stream(values).map(x -> x / magnitude).toArray()), 2);
            assertThat(stats.mean() / magnitude).isCloseTo(unit.mean(), within(1e-14));
            assertThat(stats.deviation() / magnitude).isCloseTo(unit.deviation(), within(1e-14));
        }
        assertThat(stats.deviation()).isBetween(magnitude / 100, magnitude);
        assertThat(stats.moments().max().high()).isEqualTo(magnitude);
    }

    @Test
    void largeIntegersThatDifferLittle() throws IOException {
        long base = (1L << 62) + 1;
        ColumnStats stats = stats(longs(DType.INT64, 30_000, i -> base + i % 3), 2);

        check(stats, integers(30_000, i -> BigInteger.valueOf(base + i % 3)));
        assertThat(stats.deviation()).isCloseTo(Math.sqrt(2.0 / 3), within(1e-15));
        assertThat(StatsTextProbe.line(stats, "min")).isEqualTo("4611686018427387905.0");
        assertThat(StatsTextProbe.line(stats, "max")).isEqualTo("4611686018427387907.0");
    }

    @Test
    void theLargestIntegers() throws IOException {
        long[] signed = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, -1, 0, 1};
        ColumnStats stats = stats(longs(DType.INT64, 6, i -> signed[(int) i]), 1);
        check(stats, integers(6, i -> BigInteger.valueOf(signed[i])));
        assertThat(StatsTextProbe.line(stats, "min")).isEqualTo("-9223372036854775808.0");
        assertThat(StatsTextProbe.line(stats, "max")).isEqualTo("9223372036854775807.0");

        long[] unsigned = {-1, -2, -1025, -2048, Long.MIN_VALUE, Long.MAX_VALUE, 0};
        stats = stats(longs(DType.UINT64, 7, i -> unsigned[(int) i]), 1);
        check(stats, integers(7, i -> new BigInteger(Long.toUnsignedString(unsigned[i]))));
        assertThat(StatsTextProbe.line(stats, "max")).isEqualTo("18446744073709551615.0");

        stats = stats(longs(DType.UINT64, 5000, i -> -1 - i % 5), 1);
        check(stats, integers(5000, i -> new BigInteger(Long.toUnsignedString(-1 - i % 5))));
        assertThat(StatsTextProbe.line(stats, "min")).isEqualTo("18446744073709551611.0");
    }

    /** An integer at an index. */
    @FunctionalInterface
    private interface Integers {
        BigInteger at(int index);
    }

    private static BigDecimal[] integers(int length, Integers values) {
        BigDecimal[] all = new BigDecimal[length];
        Arrays.setAll(all, i -> new BigDecimal(values.at(i)));
        return all;
    }

    @Test
    void theDigitsDoNotDependOnTheThreads() throws IOException {
        Random random = new Random(4);
        NpyArray array = doubles(random.doubles(1_000_003)
                .map(x -> x < 0.01 ? Double.NaN : 1 / x)
                .toArray());
        ColumnStats expected = stats(array, 1);

        for (int threads = 2; threads <= 7; threads++) {
            assertThat(stats(array, threads)).isEqualTo(expected);
        }
        assertThat(expected.moments().nans()).isBetween(9_000L, 11_000L);
    }

    @Test
    void nanIsCountedAndLeftOut() throws IOException {
        double[] values = {Double.NaN, 1, Double.NaN, 2, 6, Double.NaN};
        ColumnStats stats = stats(doubles(values), 1);

        check(stats, exact(1), exact(2), exact(6));
        assertThat(stats.moments().nans()).isEqualTo(3);
        assertThat(stats.moments().min().high()).isEqualTo(1);
        assertThat(stats.moments().max().high()).isEqualTo(6);
    }

    @Test
    void infinitiesMakeTheMeanInfiniteOrNaN() throws IOException {
        ColumnStats one = stats(doubles(1, Double.NEGATIVE_INFINITY, 2), 1);
        assertThat(one.mean()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(one.deviation()).isNaN();
        assertThat(one.moments().max().high()).isEqualTo(2);

        ColumnStats both = stats(doubles(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), 1);
        assertThat(both.mean()).isNaN();
        assertThat(both.deviation()).isNaN();

        double[] far = new double[200_000];
        far[0] = Double.POSITIVE_INFINITY;
        assertThat(stats(doubles(far), 2).mean()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(stats(doubles(far), 2).deviation()).isNaN();
    }

    @Test
    void oneNumberDoesNotDeviate() throws IOException {
        for (int length : new int[] {1, 2, 3, 4095, 4096, 4097, 70_000}) {
            double[] values = new double[length];
            Arrays.fill(values, 0.1);
            ColumnStats stats = stats(doubles(values), 2);
            assertThat(stats.mean()).isEqualTo(0.1);
            assertThat(stats.deviation()).isZero();
        }
    }

    @Test
    void ofNothingAllIsNaN() throws IOException {
        ColumnStats stats = stats(Npy.mapRaw(MemorySegment.NULL, DType.FLOAT64, Shape.of(0), MemoryOrder.C, 0), 1);

        assertThat(stats.moments()).isEqualTo(Moments.NONE);
        assertThat(stats.mean()).isNaN();
        assertThat(stats.deviation()).isNaN();
    }
}
