package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code copyFrom} and {@code fill} of every accessor write what {@code set} writes, element by element. */
class BulkWriteTest {
    private static final List<Shape> SHAPES =
            List.of(Shape.SCALAR, Shape.of(5), Shape.of(2, 3), Shape.of(2, 3, 4), Shape.of(2, 1, 3, 2), Shape.of(3, 0));

    /** An accessor, with its methods found by name, since primitive arrays have no common type. */
    record Kind(
            Class<?> type,
            IntFunction<Object> value,
            Function<Strided, Accessor> accessor,
            String setter,
            List<String> dtypes) {
        static Kind of(
                Class<?> type, IntFunction<Object> value, Function<Strided, Accessor> accessor, String... dtypes) {
            return new Kind(type, value, accessor, "set", List.of(dtypes));
        }

        static Kind ofCounts(Function<Strided, Accessor> accessor, String... dtypes) {
            return new Kind(long.class, n -> n * -99_999_999_999L, accessor, "setCount", List.of(dtypes));
        }

        @Override
        public String toString() {
            return dtypes.toString();
        }

        private static void call(Accessor accessor, String name, Class<?>[] types, Object... arguments) {
            try {
                Method method = accessor.getClass().getMethod(name, types);
                method.invoke(accessor, arguments);
            } catch (InvocationTargetException e) {
                throw (RuntimeException) e.getCause();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(name, e);
            }
        }

        void set(Accessor accessor, long[] index, int n) {
            call(accessor, setter, new Class<?>[] {long[].class, type}, index, value.apply(n));
        }

        void fill(Accessor accessor, int n) {
            call(accessor, "fill", new Class<?>[] {type}, value.apply(n));
        }

        void copyFrom(Accessor accessor, int length, int from) {
            Object source = Array.newInstance(type, length);
            for (int i = 0; i < length; i++) {
                Array.set(source, i, value.apply(i - from));
            }
            call(accessor, "copyFrom", new Class<?>[] {source.getClass(), int.class}, source, from);
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                Kind.of(boolean.class, n -> n % 2 == 0, BooleanAccessor::of, "|b1"),
                Kind.of(byte.class, n -> (byte) (n - 3), ByteAccessor::of, "|i1", "|u1"),
                Kind.of(short.class, n -> (short) (n * 777 - 3), ShortAccessor::of, "<i2", ">u2"),
                Kind.of(int.class, n -> n * 77_777_777, IntAccessor::of, "<u4", ">i4"),
                Kind.of(long.class, n -> n * 0x0102_0304_0506_0708L, LongAccessor::of, "<i8", ">u8", ">M8[s]"),
                Kind.of(float.class, n -> n / 3.0f, FloatAccessor::of, "<f4", ">f4"),
                Kind.of(double.class, n -> n / 3.0, DoubleAccessor::of, "<f8", ">f8"),
                Kind.of(float.class, n -> n / 3.0f, HalfAccessor::of, "<f2", ">f2"),
                Kind.of(double.class, n -> n / 3.0, BulkWriteTest::longDoubles, "<f16", ">f16"),
                Kind.ofCounts(DatetimeAccessor::of, "<M8[D]", ">M8[ns]"),
                Kind.ofCounts(TimedeltaAccessor::of, "<m8[D]", ">m8[ns]"),
                Kind.of(String.class, n -> "é" + (char) (0x6570 + n), StringAccessor::of, "<U3", ">U2"),
                Kind.of(String.class, n -> "é" + (char) ('a' + n % 26), StringAccessor::of, "|S3"));
    }

    private static Accessor longDoubles(Strided elements) {
        return LongDoubleAccessor.of(elements, LongDoubleFormat.X87);
    }

    private static long[] index(Shape shape, int place) {
        long[] index = new long[shape.rank()];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = place % shape.dim(axis);
            place /= (int) shape.dim(axis);
        }
        return index;
    }

    private static void onAllPlaces(Kind kind, BiConsumer<Strided, Strided> test) {
        for (String dtype : kind.dtypes) {
            for (Shape shape : SHAPES) {
                for (Arrangement arrangement : Arrangement.values()) {
                    try (Arena arena = Arena.ofConfined()) {
                        test.accept(
                                arrangement.place(arena, DType.of(dtype), shape),
                                arrangement.place(arena, DType.of(dtype), shape));
                    }
                }
            }
        }
    }

    private static void assertSameBytes(Strided actual, Strided expected) {
        assertThat(actual.segment().toArray(JAVA_BYTE))
                .as("%s of shape %s, strides %s", actual.dtype(), actual.shape(), actual.strides())
                .isEqualTo(expected.segment().toArray(JAVA_BYTE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void copyFromWritesEachElement(Kind kind) {
        onAllPlaces(kind, (actual, expected) -> {
            int size = (int) expected.size();
            for (int n = 0; n < size; n++) {
                kind.set(kind.accessor.apply(expected), index(expected.shape(), n), n);
            }

            kind.copyFrom(kind.accessor.apply(actual), size + 5, 2);

            assertSameBytes(actual, expected);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fillWritesEachElement(Kind kind) {
        onAllPlaces(kind, (actual, expected) -> {
            for (int n = 0; n < expected.size(); n++) {
                kind.set(kind.accessor.apply(expected), index(expected.shape(), n), 7);
            }

            kind.fill(kind.accessor.apply(actual), 7);

            assertSameBytes(actual, expected);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingIsWrittenFromTooSmallAnArray(Kind kind) {
        onAllPlaces(kind, (actual, expected) -> {
            int size = (int) actual.size();
            Accessor accessor = kind.accessor.apply(actual);
            for (int from : new int[] {-1, 3, Integer.MAX_VALUE}) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> kind.copyFrom(accessor, size + 2, from))
                        .withMessage("Range [%1$d, %1$d + %2$d) out of bounds for length %3$d", from, size, size + 2);
            }
            assertSameBytes(actual, expected);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readOnlyMemoryIsNotWritten(Kind kind) {
        onAllPlaces(kind, (elements, _) -> {
            Accessor accessor = kind.accessor.apply(new Strided(
                    elements.segment().asReadOnly(),
                    elements.dtype(),
                    elements.baseOffset(),
                    elements.shape(),
                    elements.strides()));
            assertReadOnly(() -> kind.fill(accessor, 1));
            assertReadOnly(() -> kind.copyFrom(accessor, (int) elements.size(), 0));
        });
    }

    private static void assertReadOnly(Runnable write) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(write::run)
                .withMessage(
                        "the array is mapped READ_ONLY; map it READ_WRITE to change the file, or PRIVATE to change a copy");
    }

    @Test
    void complexesAreTwoPartsEach() {
        for (String dtype : List.of("<c8", ">c16", "<c32")) {
            for (Arrangement arrangement : Arrangement.values()) {
                try (Arena arena = Arena.ofConfined()) {
                    Strided place = arrangement.place(arena, DType.of(dtype), Shape.of(2, 2));
                    ComplexAccessor elements = ComplexAccessor.of(place, LongDoubleFormat.X87);

                    elements.copyFrom(new double[] {9, 1, -1, 2, -2, 3, -3, 4, -4}, 1);
                    assertThat(elements.toArray()).containsExactly(1, -1, 2, -2, 3, -3, 4, -4);

                    assertThatExceptionOfType(IndexOutOfBoundsException.class)
                            .isThrownBy(() -> elements.copyFrom(new double[8], 1))
                            .withMessage("Range [1, 1 + 8) out of bounds for length 8");
                    elements.fill(5, 0.5);
                    assertThat(elements.toArray()).containsExactly(5, 0.5, 5, 0.5, 5, 0.5, 5, 0.5);
                }
            }
        }
    }

    @Test
    void bytesLieOneElementBehindTheOther() {
        for (Arrangement arrangement : Arrangement.values()) {
            try (Arena arena = Arena.ofConfined()) {
                BytesAccessor elements = BytesAccessor.of(arrangement.place(arena, DType.of("|V3"), Shape.of(2, 2)));
                byte[] source = "-abcdefghijkl".getBytes(StandardCharsets.US_ASCII);
                byte[] target = source.clone();
                target[12] = 0;

                elements.copyFrom(source, 1);
                assertThat(elements.get(1, 0)).containsExactly('g', 'h', 'i');
                elements.copyTo(target, 1);
                assertThat(target).isEqualTo(source);

                elements.fill(new byte[] {7});
                assertThat(Arrays.asList(elements.toArray())).containsOnly(new byte[] {7, 0, 0});
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> elements.copyFrom(source, 2))
                        .withMessage("Range [2, 2 + 12) out of bounds for length 13");
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> elements.copyTo(target, 2))
                        .withMessage("Range [2, 2 + 12) out of bounds for length 13");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> elements.fill(new byte[4]))
                        .withMessage("4 bytes do not fit in |V3");
            }
        }
    }

    @Test
    void noTextIsWrittenIfOneDoesNotFit() {
        try (Arena arena = Arena.ofConfined()) {
            StringAccessor elements = StringAccessor.of(Arrangement.C_ORDER.place(arena, DType.of("|S3"), Shape.of(2)));
            elements.fill("abc");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> elements.copyFrom(new String[] {"x", "four"}, 0))
                    .withMessage("text of 4 code points does not fit in |S3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> elements.fill("数"))
                    .withMessage("the character U+6570 does not fit in |S3");
            assertThat(elements.toArray()).containsExactly("abc", "abc");
        }
    }
}
