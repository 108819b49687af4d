package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every accessor does, whatever its type: the same tests, run by one subclass for each way to read and write a type.
 *
 * @param <V> a value as the accessor gives it
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessorContract<V> {
    /** One accessor; the forms of get and set that it does not have go to those that take an array. */
    interface View<V> {
        Accessor accessor();

        V get(long[] index);

        void set(long[] index, V value);

        default V get(long i) {
            return get(new long[] {i});
        }

        default V get(long i, long j) {
            return get(new long[] {i, j});
        }

        default V get(long i, long j, long k) {
            return get(new long[] {i, j, k});
        }

        default void set(long i, V value) {
            set(new long[] {i}, value);
        }

        default void set(long i, long j, V value) {
            set(new long[] {i, j}, value);
        }

        default void set(long i, long j, long k, V value) {
            set(new long[] {i, j, k}, value);
        }
    }

    /** An accessor with bulk methods. */
    interface BulkView<V> extends View<V> {
        /** All elements, in an array. */
        List<V> toList();
    }

    /** An accessor that copies into an array of the caller's. */
    interface CopyView<V> extends BulkView<V> {
        /** A fresh array of this length, after a copy to its place {@code from}. */
        List<V> copyTo(int length, int from);

        /** What an array is full of before. */
        V blank();
    }

    private static final List<Shape> SHAPES = List.of(
            Shape.SCALAR,
            Shape.of(1),
            Shape.of(5),
            Shape.of(2, 3),
            Shape.of(2, 3, 4),
            Shape.of(2, 1, 3, 2),
            Shape.of(0),
            Shape.of(3, 0),
            Shape.of(0, 2, 3));

    private static final List<String> ALL_DTYPES = List.of(
            "|b1",
            "|i1",
            "|u1",
            "<i2",
            "<u2",
            "<i4",
            "<u4",
            "<i8",
            "<u8",
            "<f2",
            "<f4",
            "<f8",
            "<f16",
            "<c8",
            "<c16",
            "<c32",
            "<M8[s]",
            "<m8[s]",
            "|S3",
            "<U3",
            "|V3",
            "[('a', '<i4')]");

    /** {@return the dtypes that the accessor takes} */
    abstract List<String> dtypes();

    /** {@return what a message says that was asked for} */
    abstract String asked();

    /** {@return some values, different ones, which all of the dtypes can hold exactly} */
    abstract List<V> values();

    abstract View<V> view(Strided elements);

    /** Writes a value by other means than the accessor's, into a buffer of zeros in the dtype's byte order. */
    abstract void put(V value, ScalarType dtype, ByteBuffer out);

    /** {@return how elements can lie that the accessor takes} */
    List<Arrangement> arrangements() {
        return List.of(Arrangement.values());
    }

    Stream<Arguments> places() {
        return dtypes().stream()
                .flatMap(dtype -> arrangements().stream().map(arrangement -> arguments(DType.of(dtype), arrangement)));
    }

    private static void onEveryShape(DType dtype, Arrangement arrangement, Consumer<Strided> test) {
        assertThat(SHAPES).allSatisfy(shape -> {
            try (Arena arena = Arena.ofConfined()) {
                test.accept(arrangement.place(arena, dtype, shape));
            }
        });
    }

    /** All indices of a shape, in C order. */
    private static List<long[]> indices(Shape shape) {
        List<long[]> indices = new ArrayList<>();
        for (long place = 0; place < shape.size(); place++) {
            long[] index = new long[shape.rank()];
            long rest = place;
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                index[axis] = rest % shape.dim(axis);
                rest /= shape.dim(axis);
            }
            indices.add(index);
        }
        return indices;
    }

    private V value(int place) {
        return values().get(place % values().size());
    }

    private static long offset(Strided elements, long[] index) {
        long offset = elements.baseOffset();
        for (int axis = 0; axis < index.length; axis++) {
            offset += index[axis] * elements.strides()[axis];
        }
        return offset;
    }

    private void put(byte[] memory, Strided elements, long[] index, V value) {
        ScalarType dtype = (ScalarType) elements.dtype();
        byte[] bytes = new byte[dtype.itemSize()];
        put(value, dtype, ByteBuffer.wrap(bytes).order(dtype.order()));
        System.arraycopy(bytes, 0, memory, (int) offset(elements, index), bytes.length);
    }

    private List<V> fill(Strided elements) {
        byte[] memory = elements.segment().toArray(JAVA_BYTE);
        List<V> values = new ArrayList<>();
        for (long[] index : indices(elements.shape())) {
            put(memory, elements, index, value(values.size()));
            values.add(value(values.size()));
        }
        elements.segment().copyFrom(MemorySegment.ofArray(memory));
        return values;
    }

    /** By the method for this number of indices. */
    private static <V> V get(View<V> view, long[] index) {
        return switch (index.length) {
            case 1 -> view.get(index[0]);
            case 2 -> view.get(index[0], index[1]);
            case 3 -> view.get(index[0], index[1], index[2]);
            default -> view.get(index);
        };
    }

    private static <V> void set(View<V> view, long[] index, V value) {
        switch (index.length) {
            case 1 -> view.set(index[0], value);
            case 2 -> view.set(index[0], index[1], value);
            case 3 -> view.set(index[0], index[1], index[2], value);
            default -> view.set(index, value);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void readsEveryElement(DType dtype, Arrangement arrangement) {
        onEveryShape(dtype, arrangement, elements -> {
            List<V> values = fill(elements);
            View<V> view = view(elements);

            assertThat(view.accessor().shape()).isEqualTo(elements.shape());
            assertThat(view.accessor().size()).isEqualTo(values.size());
            assertElements(view, values);
            if (view instanceof BulkView<V> bulk) {
                assertThat(bulk.toList()).containsExactlyElementsOf(values);
            }
            if (view instanceof CopyView<V> bulk) {
                List<V> expected = new ArrayList<>(Collections.nCopies(values.size() + 5, bulk.blank()));
                Collections.copy(expected.subList(2, expected.size()), values);
                assertThat(bulk.copyTo(values.size() + 5, 2)).isEqualTo(expected);
            }
        });
    }

    private static <V> void assertElements(View<V> view, List<V> values) {
        List<long[]> indices = indices(view.accessor().shape());
        assertThat(indices.stream().map(index -> get(view, index))).containsExactlyElementsOf(values);
        assertThat(indices.stream().map(view::get)).containsExactlyElementsOf(values);
    }

    @ParameterizedTest
    @MethodSource("places")
    void writesEveryElementAndNothingBesideIt(DType dtype, Arrangement arrangement) {
        onEveryShape(dtype, arrangement, elements -> {
            View<V> view = view(elements);
            byte[] expected = elements.segment().toArray(JAVA_BYTE);
            int place = 0;
            for (long[] index : indices(elements.shape())) {
                put(expected, elements, index, value(place));
                set(view, index, value(place));
                assertThat(elements.segment().toArray(JAVA_BYTE)).isEqualTo(expected);

                put(expected, elements, index, value(place + 1));
                view.set(index, value(place + 1));
                assertThat(elements.segment().toArray(JAVA_BYTE)).isEqualTo(expected);
                place++;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("places")
    void everyIndexIsCheckedAgainstItsOwnDimension(DType dtype, Arrangement arrangement) {
        onEveryShape(dtype, arrangement, elements -> {
            View<V> view = view(elements);
            Shape shape = elements.shape();
            byte[] before = elements.segment().toArray(JAVA_BYTE);
            for (int axis = 0; axis < shape.rank(); axis++) {
                long length = shape.dim(axis);
                for (long bad : new long[] {-1, length, length + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                    long[] index = new long[shape.rank()];
                    index[axis] = bad;
                    assertOutOfBounds(shape, index, () -> get(view, index));
                    assertOutOfBounds(shape, index, () -> view.get(index));
                    assertOutOfBounds(shape, index, () -> set(view, index, value(0)));
                    assertOutOfBounds(shape, index, () -> view.set(index, value(0)));
                }
            }
            assertThat(elements.segment().toArray(JAVA_BYTE)).isEqualTo(before);
        });
    }

    /** The message is about the first index that is wrong. */
    private static void assertOutOfBounds(Shape shape, long[] index, Runnable access) {
        int axis = 0;
        while (index[axis] >= 0 && index[axis] < shape.dim(axis)) {
            axis++;
        }
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(access::run)
                .withMessage("Index %d out of bounds for length %d", index[axis], shape.dim(axis));
    }

    @ParameterizedTest
    @MethodSource("places")
    void thereIsOneIndexForEachDimension(DType dtype, Arrangement arrangement) {
        onEveryShape(dtype, arrangement, elements -> {
            View<V> view = view(elements);
            for (int indices = 0; indices <= 5; indices++) {
                long[] index = new long[indices];
                if (indices != elements.shape().rank()) {
                    assertWrongRank(elements.shape(), indices, () -> get(view, index));
                    assertWrongRank(elements.shape(), indices, () -> view.get(index));
                    assertWrongRank(elements.shape(), indices, () -> set(view, index, value(0)));
                    assertWrongRank(elements.shape(), indices, () -> view.set(index, value(0)));
                }
            }
        });
    }

    private static void assertWrongRank(Shape shape, int indices, Runnable access) {
        assertThatIllegalArgumentException()
                .isThrownBy(access::run)
                .withMessage("%s for %s, shape %s", count(indices), dimensions(shape.rank()), shape);
    }

    private static String count(int indices) {
        return indices == 1 ? "1 index" : indices + " indices";
    }

    private static String dimensions(int rank) {
        return rank == 1 ? "1 dimension" : rank + " dimensions";
    }

    @ParameterizedTest
    @MethodSource("places")
    void readOnlyMemoryIsReadAndNeverWritten(DType dtype, Arrangement arrangement) {
        onEveryShape(dtype, arrangement, elements -> {
            List<V> values = fill(elements);
            View<V> view = view(new Strided(
                    elements.segment().asReadOnly(),
                    dtype,
                    elements.baseOffset(),
                    elements.shape(),
                    elements.strides()));

            assertElements(view, values);
            for (long[] index : indices(elements.shape())) {
                assertReadOnly(() -> set(view, index, value(0)));
                assertReadOnly(() -> view.set(index, value(0)));
            }
        });
    }

    private static void assertReadOnly(Runnable access) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(access::run)
                .withMessage(
                        "the array is mapped READ_ONLY; map it READ_WRITE to change the file, or PRIVATE to change a copy");
    }

    Stream<Arguments> samples() {
        return dtypes().stream()
                .flatMap(dtype -> Stream.of(Shape.SCALAR, Shape.of(2), Shape.of(2, 2), Shape.of(2, 2, 2))
                        .map(shape -> arguments(DType.of(dtype), shape)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void closedArenaIsTheEnd(DType dtype, Shape shape) {
        View<V> view;
        try (Arena arena = Arena.ofConfined()) {
            view = view(Arrangement.C_ORDER.place(arena, dtype, shape));
        }
        long[] index = new long[shape.rank()];

        assertThatIllegalStateException().isThrownBy(() -> get(view, index)).withMessage("Already closed");
        assertThatIllegalStateException().isThrownBy(() -> view.get(index)).withMessage("Already closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> set(view, index, value(0)))
                .withMessage("Already closed");
        if (view instanceof BulkView<V> bulk) {
            assertThatIllegalStateException().isThrownBy(bulk::toList).withMessage("Already closed");
        }
    }

    @Test
    void otherThreadsNeedAnArenaForThem() {
        DType dtype = DType.of(dtypes().getFirst());
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            View<V> mine = view(Arrangement.C_ORDER.place(confined, dtype, Shape.of(1)));
            Strided elements = Arrangement.C_ORDER.place(shared, dtype, Shape.of(1));
            fill(elements);

            assertThat(CompletableFuture.supplyAsync(() -> mine.get(0)))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(WrongThreadException.class);
            assertThat(CompletableFuture.supplyAsync(() -> view(elements).get(0)))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(value(0));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void copyMustFit(DType dtype, Shape shape) {
        try (Arena arena = Arena.ofConfined()) {
            if (view(Arrangement.C_ORDER.place(arena, dtype, shape)) instanceof CopyView<V> bulk) {
                int size = (int) shape.size();
                assertNoRoom(size, size - 1, 0, bulk);
                assertNoRoom(size, size, 1, bulk);
                assertNoRoom(size, size + 5, -1, bulk);
                assertNoRoom(size, 0, Integer.MAX_VALUE, bulk);
            }
        }
    }

    private static void assertNoRoom(int size, int length, int from, CopyView<?> bulk) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> bulk.copyTo(length, from))
                .withMessage("Range [%1$d, %1$d + %2$d) out of bounds for length %3$d", from, size, length);
    }

    @Test
    void moreElementsThanAnArrayHoldsAreRefused() {
        DType dtype = DType.of(dtypes().getFirst());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(dtype.itemSize());
            Shape shape = Shape.of(1L << 20, 1L << 20);
            View<V> view = view(new Strided(one, dtype, 0, shape, new long[2]));

            if (view instanceof BulkView<V> bulk) {
                assertTooMany(shape, bulk::toList);
            }
            if (view instanceof CopyView<V> bulk) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bulk.copyTo(1, 0));
            }
        }
    }

    private static void assertTooMany(Shape shape, Runnable bulk) {
        assertThatIllegalArgumentException()
                .isThrownBy(bulk::run)
                .withMessage("shape %s has too many elements for a Java array", shape);
    }

    Stream<String> otherDTypes() {
        List<String> taken = dtypes().stream().map(AccessorContract::kind).toList();
        return ALL_DTYPES.stream().filter(dtype -> !taken.contains(kind(dtype)));
    }

    /** A dtype less its byte order, its unit, and the length of text. */
    private static String kind(String dtype) {
        return dtype.substring(1).replaceFirst("^([SU])[0-9]+", "$1").replaceFirst("\\[.*", "");
    }

    @Test
    void mismatchNamesBothTypes() {
        assertThat(otherDTypes()).allSatisfy(other -> {
            DType dtype = DType.of(other);
            try (Arena arena = Arena.ofConfined()) {
                Strided elements = Arrangement.C_ORDER.place(arena, dtype, Shape.of(2));
                assertThatExceptionOfType(DTypeMismatchException.class)
                        .isThrownBy(() -> view(elements))
                        .withMessage("asked for %s, found %s", asked(), dtype);
            }
        });
    }
}
