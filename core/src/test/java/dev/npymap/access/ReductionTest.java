package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.Table;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reductions give at the borders of their types, and what they refuse. */
class ReductionTest {
    private static Strided row(Arena arena, String dtype, long length) {
        DType type = DType.of(dtype);
        return new Strided(
                arena.allocate(length * type.itemSize(), 1), type, 0, Shape.of(length), new long[] {type.itemSize()});
    }

    private static DoubleAccessor doubles(Arena arena, double... values) {
        DoubleAccessor accessor = DoubleAccessor.of(row(arena, "<f8", values.length));
        accessor.copyFrom(values, 0);
        return accessor;
    }

    static Stream<Arguments> numpy() {
        return Table.rows("access/reductions.tsv", 144);
    }

    /** The sign of a zero is left out: which of two zeros NumPy finds depends on where they stand. */
    @ParameterizedTest
    @MethodSource("numpy")
    void asNumPyDoes(String dtype, String bytes, String sum, String min, String max, long nans) {
        byte[] image = HexFormat.of().parseHex(bytes);
        DType type = DType.of(dtype);
        try (Arena arena = Arena.ofConfined()) {
            Strided view = row(arena, dtype, image.length / type.itemSize());
            MemorySegment.copy(image, 0, view.segment(), ValueLayout.JAVA_BYTE, 0, image.length);

            if (dtype.contains("f")) {
                assertThat(floating(view)).containsExactly(number(sum), number(min), number(max), (double) nans);
            } else {
                assertThat(integers(view)).containsExactly(bits(sum), bits(min), bits(max));
            }
        }
    }

    private static long bits(String text) {
        return new BigInteger(text).longValue();
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text) + 0.0;
        };
    }

    private static double[] floating(Strided view) {
        double[] found = switch (view.dtype().itemSize()) {
            case 2 -> {
                HalfAccessor halfs = HalfAccessor.of(view);
                yield new double[] {halfs.sum(), halfs.min(), halfs.max(), (double) halfs.countNaN()};
            }
            case 4 -> {
                FloatAccessor floats = FloatAccessor.of(view);
                yield new double[] {floats.sum(), floats.min(), floats.max(), (double) floats.countNaN()};
            }
            case 8 -> {
                DoubleAccessor doubles = DoubleAccessor.of(view);
                yield new double[] {doubles.sum(), doubles.min(), doubles.max(), (double) doubles.countNaN()};
            }
            default -> {
                LongDoubleAccessor numbers = LongDoubleAccessor.of(view, LongDoubleFormat.X87);
                yield new double[] {numbers.sum(), numbers.min(), numbers.max(), (double) numbers.countNaN()};
            }
        };
        return Arrays.stream(found).map(value -> value + 0.0).toArray();
    }

    private static long[] integers(Strided view) {
        IntegerAccessor accessor = switch (view.dtype().itemSize()) {
            case 1 -> ByteAccessor.of(view);
            case 2 -> ShortAccessor.of(view);
            case 4 -> IntAccessor.of(view);
            default -> LongAccessor.of(view);
        };
        return new long[] {accessor.sum(), accessor.min(), accessor.max()};
    }

    /** One element differs from all others, at every place where loops, blocks and leaves begin and end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 1023, 1024, 4095, 4096, 8191, 8192, 65535, 65536, 69631, 69632, 69999})
    void oneAmongMany(int place) {
        try (Arena arena = Arena.ofConfined()) {
            FloatAccessor floats = FloatAccessor.of(row(arena, "<f4", 70_000));
            DoubleAccessor doubles = DoubleAccessor.of(row(arena, "<f8", 70_000));
            floats.fill(2);
            doubles.fill(2);
            for (float odd : new float[] {-1, 5, Float.POSITIVE_INFINITY, Float.NaN, -Float.NaN}) {
                floats.set(place, odd);
                doubles.set(place, odd);
                assertThat(new double[] {floats.sum(), floats.min(), floats.max(), (double) floats.countNaN()})
                        .containsExactly(doubles.sum(), doubles.min(), doubles.max(), (double) doubles.countNaN())
                        .containsExactly(
                                139_998.0 + odd, Math.min(2, odd), Math.max(2, odd), Float.isNaN(odd) ? 1.0 : 0.0);
            }
            for (String dtype : new String[] {"i1", "u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8"}) {
                Strided view = row(arena, dtype, 70_000);
                view.segment().fill((byte) 1);
                long one = 0x0101010101010101L >>> (64 - 8 * view.dtype().itemSize());
                view.at(0, place).contiguousSegment().fill((byte) -1);
                boolean unsigned = dtype.contains("u");
                long odd = unsigned ? -1L >>> (64 - 8 * view.dtype().itemSize()) : -1;
                assertThat(integers(view))
                        .containsExactly(69_999 * one + odd, unsigned ? one : odd, unsigned ? odd : one);
            }
        }
    }

    @Test
    void negativeZeros() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(doubles(arena, -0.0, -0.0).sum()).isEqualTo(0.0);
            assertThat(doubles(arena, -0.0, 0.0).sum()).isEqualTo(0.0);
            assertThat(doubles(arena, 0.0, -0.0).min()).isEqualTo(-0.0);
            assertThat(doubles(arena, -0.0, 0.0).max()).isEqualTo(0.0);
            assertThat(doubles(arena, -0.0).max()).isEqualTo(-0.0);
        }
    }

    @Test
    void everyNaNComesOutAsOne() {
        double payload = Double.longBitsToDouble(0xfff8_0000_0000_0123L);
        try (Arena arena = Arena.ofConfined()) {
            DoubleAccessor some = doubles(arena, 1, payload, 2);
            for (double found : new double[] {some.sum(), some.min(), some.max()}) {
                assertThat(Double.doubleToRawLongBits(found)).isEqualTo(Double.doubleToRawLongBits(Double.NaN));
            }
        }
    }

    /** One after the other, 2^53 would swallow each of these. */
    @Test
    void smallOnesAreNotLostBesideAGreatOne() {
        double[] values = new double[1 << 16];
        Arrays.fill(values, 1.0);
        values[0] = 0x1p53;
        try (Arena arena = Arena.ofConfined()) {
            assertThat(doubles(arena, values).sum()).isBetween(0x1p53 + (1 << 16) - 64, 0x1p53 + (1 << 16) + 64);
        }
    }

    @Test
    void narrowTypesAreAddedInDouble() {
        try (Arena arena = Arena.ofConfined()) {
            HalfAccessor halfs = HalfAccessor.of(row(arena, "<f2", 100_000));
            halfs.fill(65504);
            assertThat(halfs.sum()).isEqualTo(65504.0 * 100_000);
            FloatAccessor floats = FloatAccessor.of(row(arena, "<f4", 100_000));
            floats.fill(0.1f);
            assertThat(floats.sum()).isEqualTo((double) 0.1f * 100_000);
        }
    }

    /** A view, its transpose, its reverse and its copy have one sum. */
    @Test
    void theSumFollowsFromTheOrderInMemory() {
        double[] values =
                IntStream.range(0, 70_000).mapToDouble(i -> 1.0 / (i + 1)).toArray();
        try (Arena arena = Arena.ofConfined()) {
            Strided view = doubles(arena, values).elements.reshape(Shape.of(7, 100, 100));
            double sum = DoubleAccessor.of(view).sum();

            assertThat(DoubleAccessor.of(view.transpose()).sum()).isEqualTo(sum);
            assertThat(DoubleAccessor.of(view.slice(1, 99, -1, -1).slice(0, 6, -1, -1))
                            .sum())
                    .isEqualTo(sum);
            Strided rows = row(arena, "V4, >f8, V3", 70_000);
            DoubleAccessor field = DoubleAccessor.of(rows.field("f1"));
            field.copyFrom(values, 0);
            assertThat(field.sum()).isEqualTo(sum);
        }
    }

    @Test
    void noElements() {
        try (Arena arena = Arena.ofConfined()) {
            DoubleAccessor doubles = DoubleAccessor.of(row(arena, "<f8", 0));
            IntAccessor ints = IntAccessor.of(
                    new Strided(arena.allocate(4), DType.of("<i4"), 0, Shape.of(3, 0), new long[] {4, 4}));

            assertThat(doubles.sum()).isEqualTo(0.0);
            assertThat(doubles.countNaN()).isZero();
            assertThat(ints.sum()).isZero();
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(doubles::min)
                    .withMessage("no elements, so no minimum: shape (0,)");
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(ints::max)
                    .withMessage("no elements, so no maximum: shape (3, 0)");
        }
    }

    @Test
    void noDimensions() {
        try (Arena arena = Arena.ofConfined()) {
            Strided one = new Strided(arena.allocate(8), DType.of("<f8"), 0, Shape.of(), new long[0]);
            DoubleAccessor accessor = DoubleAccessor.of(one);
            accessor.set(new long[0], 2.5);

            assertThat(new double[] {accessor.sum(), accessor.min(), accessor.max(), (double) accessor.countNaN()})
                    .containsExactly(2.5, 2.5, 2.5, 0);
        }
    }

    /** Every element is the same one, as NumPy's broadcasting makes it. */
    @Test
    void strideZero() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(8);
            segment.set(ValueLayout.JAVA_INT, 0, 3);
            Strided repeated = new Strided(segment, DType.of("<i4"), 0, Shape.of(5000, 2), new long[] {0, 4});

            assertThat(IntAccessor.of(repeated).sum()).isEqualTo(15_000);
        }
    }

    @Test
    void heapSegments() {
        double[] values = IntStream.range(0, 5000).mapToDouble(i -> i).toArray();
        Strided view = new Strided(MemorySegment.ofArray(values), DType.of("<f8"), 0, Shape.of(5000), new long[] {8});

        assertThat(DoubleAccessor.of(view).sum()).isEqualTo(2500.0 * 4999);
    }

    @Test
    void closedArena() {
        DoubleAccessor accessor;
        try (Arena arena = Arena.ofShared()) {
            accessor = DoubleAccessor.of(row(arena, "<f8", 200_000));
        }
        assertThatIllegalStateException().isThrownBy(accessor::sum).withMessage("Already closed");
        assertThatIllegalStateException().isThrownBy(() -> accessor.max(ForkJoinPool.commonPool()));
    }

    @Test
    void confinedArenaAndPool() {
        try (Arena arena = Arena.ofConfined()) {
            LongAccessor longs = LongAccessor.of(row(arena, "<i8", 3));
            DoubleAccessor doubles = doubles(arena, 1, 2);

            assertThatExceptionOfType(WrongThreadException.class)
                    .isThrownBy(() -> longs.sum(ForkJoinPool.commonPool()))
                    .withMessage(
                            "the array's arena is confined to one thread, so that a pool's threads cannot read it; map"
                                    + " it in a shared or automatic arena, or reduce it without a pool");
            assertThatExceptionOfType(WrongThreadException.class)
                    .isThrownBy(() -> doubles.countNaN(ForkJoinPool.commonPool()));
            assertThatNullPointerException().isThrownBy(() -> doubles.sum(null));
        }
    }

    @Test
    void aPoolTakesPart() {
        AtomicInteger started = new AtomicInteger();
        try (Arena arena = Arena.ofShared();
                ForkJoinPool pool = new ForkJoinPool(
                        1,
                        in -> {
                            started.incrementAndGet();
                            return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(in);
                        },
                        null,
                        false)) {
            LongAccessor accessor = LongAccessor.of(row(arena, "<i8", 300_000));
            accessor.fill(7);

            assertThat(accessor.sum()).isEqualTo(2_100_000);
            assertThat(started).hasValue(0);
            assertThat(accessor.sum(pool)).isEqualTo(2_100_000);
            assertThat(started).hasPositiveValue();
        }
    }

    @Test
    void aTaskMayReduceInItsOwnPool() {
        double[] values = IntStream.range(0, 300_000).mapToDouble(i -> i).toArray();
        try (Arena arena = Arena.ofShared();
                ForkJoinPool pool = new ForkJoinPool(1)) {
            DoubleAccessor accessor = doubles(arena, values);

            assertThat(pool.submit(() -> accessor.sum(pool)).join()).isEqualTo(accessor.sum());
        }
    }
}
