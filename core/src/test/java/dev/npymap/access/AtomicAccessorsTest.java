package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The accessors that threads and processes share: what each method does, one at a time. */
class AtomicAccessorsTest {
    private static final List<Arrangement> ALIGNED =
            List.of(Arrangement.C_ORDER, Arrangement.FORTRAN_ORDER, Arrangement.ALIGNED_FIELD);

    @Nested
    class Longs extends AccessorContract<Long> {
        @Override
        List<String> dtypes() {
            return List.of("<i8", ">i8", "<u8", ">u8", "<M8[s]", ">m8[s]");
        }

        @Override
        List<Arrangement> arrangements() {
            return ALIGNED;
        }

        @Override
        String asked() {
            return "an atomic long: i8, u8, M8 or m8";
        }

        @Override
        List<Long> values() {
            return List.of(0x0102030405060708L, -2L, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        @Override
        void put(Long value, ScalarType dtype, ByteBuffer out) {
            out.putLong(value);
        }

        @Override
        View<Long> view(Strided elements) {
            return new OfLongs(AtomicLongAccessor.of(elements));
        }

        private record OfLongs(AtomicLongAccessor accessor) implements View<Long> {
            @Override
            public Long get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Long value) {
                accessor.set(index, value);
            }

            @Override
            public Long get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Long value) {
                accessor.set(i, value);
            }
        }
    }

    @Nested
    class Ints extends AccessorContract<Integer> {
        @Override
        List<String> dtypes() {
            return List.of("<i4", ">i4", "<u4", ">u4");
        }

        @Override
        List<Arrangement> arrangements() {
            return ALIGNED;
        }

        @Override
        String asked() {
            return "an atomic int: i4 or u4";
        }

        @Override
        List<Integer> values() {
            return List.of(0x01020304, -2, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        @Override
        void put(Integer value, ScalarType dtype, ByteBuffer out) {
            out.putInt(value);
        }

        @Override
        View<Integer> view(Strided elements) {
            return new OfInts(AtomicIntAccessor.of(elements));
        }

        private record OfInts(AtomicIntAccessor accessor) implements View<Integer> {
            @Override
            public Integer get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Integer value) {
                accessor.set(index, value);
            }

            @Override
            public Integer get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Integer value) {
                accessor.set(i, value);
            }
        }
    }

    /** What a method gives and leaves, one {@code long} standing for the element. */
    private static long model(Operation operation, long[] cell, long x, long y) {
        long before = cell[0];
        switch (operation) {
            case GET, GET_ACQUIRE, GET_OPAQUE -> {}
            case SET, SET_RELEASE, SET_OPAQUE, GET_AND_SET -> cell[0] = x;
            case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> cell[0] = before == x ? y : before;
            case GET_AND_ADD, ADD_AND_GET -> cell[0] = before + x;
        }
        return switch (operation) {
            case SET, SET_RELEASE, SET_OPAQUE -> 0;
            case COMPARE_AND_SET -> before == x ? 1 : 0;
            case ADD_AND_GET -> cell[0];
            default -> before;
        };
    }

    private static List<Operation> randomOperations(Random random) {
        List<Operation> operations = new ArrayList<>(Collections.nCopies(200, Operation.values()).stream()
                .flatMap(Stream::of)
                .toList());
        Collections.shuffle(operations, random);
        return operations;
    }

    @ParameterizedTest
    @ValueSource(strings = {"<i8", ">i8", "<u8", ">u8", "<M8[s]", ">m8[ns]"})
    void longMethodsDoWhatTheirNamesSay(String dtype) {
        Random random = new Random(7);
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.ALIGNED_FIELD.place(arena, DType.of(dtype), Shape.of(3));
            AtomicLongAccessor atomic = AtomicLongAccessor.of(elements);
            LongAccessor plain = LongAccessor.of(elements);
            long[] cell = {plain.get(1)};
            for (Operation operation : randomOperations(random)) {
                long x = random.nextBoolean() ? cell[0] : random.nextLong();
                long y = random.nextLong();
                assertThat(operation.run(atomic, random.nextBoolean(), x, y)).isEqualTo(model(operation, cell, x, y));
                assertThat(plain.toArray()).containsExactly(0x5a5a5a5a5a5a5a5aL, cell[0], 0x5a5a5a5a5a5a5a5aL);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<i4", ">i4", "<u4", ">u4"})
    void intMethodsDoWhatTheirNamesSay(String dtype) {
        Random random = new Random(7);
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.ALIGNED_FIELD.place(arena, DType.of(dtype), Shape.of(3));
            AtomicIntAccessor atomic = AtomicIntAccessor.of(elements);
            IntAccessor plain = IntAccessor.of(elements);
            long[] cell = {plain.get(1)};
            for (Operation operation : randomOperations(random)) {
                int x = random.nextBoolean() ? (int) cell[0] : random.nextInt();
                int y = random.nextInt();
                assertThat(operation.run(atomic, random.nextBoolean(), x, y))
                        .isEqualTo((int) model(operation, cell, x, y));
                cell[0] = (int) cell[0];
                assertThat(plain.toArray()).containsExactly(0x5a5a5a5a, (int) cell[0], 0x5a5a5a5a);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodChecksItsIndex(Operation operation) {
        try (Arena arena = Arena.ofConfined()) {
            AtomicLongAccessor longs =
                    AtomicLongAccessor.of(Arrangement.C_ORDER.place(arena, DType.INT64, Shape.of(1)));
            AtomicIntAccessor ints =
                    AtomicIntAccessor.of(Arrangement.C_ORDER.place(arena, DType.INT32, Shape.of(1, 3)));

            for (boolean array : new boolean[] {false, true}) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> operation.run(longs, array, 1, 2))
                        .withMessage("Index 1 out of bounds for length 1");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> operation.run(ints, array, 1, 2))
                        .withMessage("1 index for 2 dimensions, shape (1, 3)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayWriteRefusesReadOnlyMemory(Operation operation) {
        try (Arena arena = Arena.ofConfined()) {
            Strided longs = readOnly(Arrangement.C_ORDER.place(arena, DType.INT64, Shape.of(2)));
            Strided ints = readOnly(Arrangement.C_ORDER.place(arena, DType.INT32, Shape.of(2)));

            for (boolean array : new boolean[] {false, true}) {
                assertWritesAreRefused(
                        operation, () -> operation.run(AtomicLongAccessor.of(longs), array, 0, 0), 0x5a5a5a5a5a5a5a5aL);
                assertWritesAreRefused(
                        operation, () -> (long) operation.run(AtomicIntAccessor.of(ints), array, 0, 0), 0x5a5a5a5aL);
            }
        }
    }

    private static void assertWritesAreRefused(Operation operation, LongSupplier call, long unchanged) {
        switch (operation) {
            case GET, GET_ACQUIRE, GET_OPAQUE -> assertThat(call.getAsLong()).isEqualTo(unchanged);
            default ->
                assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(call::getAsLong)
                        .withMessage(
                                "the array is mapped READ_ONLY; map it READ_WRITE to change the file, or PRIVATE to"
                                        + " change a copy");
        }
    }

    private static Strided readOnly(Strided elements) {
        return new Strided(
                elements.segment().asReadOnly(),
                elements.dtype(),
                elements.baseOffset(),
                elements.shape(),
                elements.strides());
    }

    @Test
    void indexOfManyDimensions() {
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.FORTRAN_ORDER.place(arena, DType.INT64, Shape.of(2, 3, 4, 5));
            AtomicLongAccessor atomic = AtomicLongAccessor.of(elements);
            long[] index = {1, 2, 3, 4};

            atomic.set(index, 40);
            assertThat(atomic.addAndGet(index, 2)).isEqualTo(42);
            assertThat(LongAccessor.of(elements).get(index)).isEqualTo(42);
        }
    }
}
