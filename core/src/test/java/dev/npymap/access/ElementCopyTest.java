package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.Dtypes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Copies between arrays against a model that goes byte by byte. */
class ElementCopyTest {
    private static final int LARGE = 300_000;

    @Provide
    Arbitrary<DType> dtypes() {
        return Dtypes.any();
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, dims(4, 1, 2, 3, 5)), Tuple.of(1, dims(3, 0, 1, 4)), Tuple.of(2, dims(2, 20, 70, 33)));
    }

    private static Arbitrary<Shape> dims(int maxRank, int... lengths) {
        return Arbitraries.integers()
                .between(0, lengths.length - 1)
                .map(i -> (long) lengths[i])
                .array(long[].class)
                .ofMaxSize(maxRank)
                .map(Shape::of);
    }

    /** What the target's segment holds after a copy. */
    private static byte[] expected(Strided source, Strided target) {
        byte[] from = source.segment().toArray(JAVA_BYTE);
        byte[] to = target.segment().toArray(JAVA_BYTE);
        List<Integer> sources = Scatter.elements(source);
        List<Integer> targets = Scatter.elements(target);
        List<Integer> sourceBytes = Scatter.bytes(source.dtype());
        List<Integer> targetBytes = Scatter.bytes(target.dtype());
        for (int i = 0; i < sources.size(); i++) {
            for (int b = 0; b < sourceBytes.size(); b++) {
                to[targets.get(i) + targetBytes.get(b)] = from[sources.get(i) + sourceBytes.get(b)];
            }
        }
        return to;
    }

    @Property
    void copiesWhatIsNotPadding(@ForAll("dtypes") DType dtype, @ForAll("shapes") Shape shape, @ForAll Random random) {
        Assume.that(shape.size() * Math.max(1, dtype.itemSize()) < LARGE);
        try (Arena arena = Arena.ofConfined()) {
            Strided source = Scatter.place(arena, random, dtype, shape);
            Strided target = Scatter.place(arena, random, Scatter.varied(dtype, random), shape);
            byte[] before = source.segment().toArray(JAVA_BYTE);
            byte[] expected = expected(source, target);

            source.copyTo(target);

            assertThat(target.segment().toArray(JAVA_BYTE)).isEqualTo(expected);
            assertThat(source.segment().toArray(JAVA_BYTE)).isEqualTo(before);
        }
    }

    @Property
    void readsAllBeforeItWrites(@ForAll("dtypes") DType dtype, @ForAll("shapes") Shape shape, @ForAll Random random) {
        Assume.that(shape.size() * Math.max(1, dtype.itemSize()) < LARGE);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = Scatter.place(arena, random, dtype, shape).segment();
            Optional<Strided> from = Scatter.placeIn(memory, random, dtype, shape);
            Optional<Strided> to = Scatter.placeIn(memory, random, Scatter.varied(dtype, random), shape);
            Assume.that(from.isPresent() && to.isPresent());
            Strided source = from.get();
            Strided target = to.get();
            byte[] expected = expected(source, target);

            source.copyTo(target);

            assertThat(memory.toArray(JAVA_BYTE)).isEqualTo(expected);
        }
    }

    @Property
    void segmentsAreDenseAndNative(
            @ForAll("dtypes") DType dtype, @ForAll("shapes") Shape shape, @ForAll Random random) {
        Assume.that(shape.size() * Math.max(1, dtype.itemSize()) < LARGE);
        int size = (int) (shape.size() * dtype.itemSize());
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Scatter.place(arena, random, dtype, shape);
            MemorySegment heap = MemorySegment.ofArray(new byte[size + 3]);
            for (MemorySegment segment : List.of(arena.allocate(size + 4).asSlice(1), heap)) {
                Scatter.randomise(segment, random);
                Strided dense = dense(segment, dtype, shape);
                byte[] copied = expected(elements, dense);
                DenseCopy.to(elements, segment);
                assertThat(segment.toArray(JAVA_BYTE)).isEqualTo(copied);

                Scatter.randomise(segment, random);
                for (int i = 0; dtype.equals(DType.BOOL) && i < size; i++) {
                    // Other bytes would be made bools on their way.
                    segment.set(JAVA_BYTE, i, (byte) (segment.get(JAVA_BYTE, i) & 1));
                }
                byte[] written = expected(dense, elements);
                DenseCopy.from(elements, segment);
                assertThat(elements.segment().toArray(JAVA_BYTE)).isEqualTo(written);
            }
        }
    }

    private static Strided dense(MemorySegment segment, DType dtype, Shape shape) {
        long[] strides = new long[shape.rank()];
        long step = dtype.itemSize();
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= shape.dim(axis);
        }
        return new Strided(segment, dtype.withOrder(ByteOrder.nativeOrder()), 0, shape, strides);
    }

    @Example
    void accessorsCopySegments() {
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.REVERSED.place(arena, DType.of(">i4"), Shape.of(3));
            IntAccessor ints = IntAccessor.of(elements);
            ints.copyFrom(new int[] {1, 2, 3}, 0);
            MemorySegment segment = arena.allocate(13).asSlice(1);

            ints.copyTo(segment);
            assertThat(segment.toArray(JAVA_BYTE)).containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0);
            segment.set(JAVA_BYTE, 0, (byte) 9);
            ints.copyFrom(segment);
            assertThat(ints.toArray()).containsExactly(9, 2, 3);

            BytesAccessor.of(elements).copyTo(segment);
            assertThat(segment.toArray(JAVA_BYTE)).containsExactly(0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 3);

            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> ints.copyTo(segment.asSlice(1)))
                    .withMessage("the segment has 11 bytes; 12 are needed for the shape (3,) of items of 4 bytes");
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> ints.copyFrom(segment.asSlice(1)))
                    .withMessage("the segment has 11 bytes; 12 are needed for the shape (3,) of items of 4 bytes");
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> ints.copyTo(segment.asReadOnly()))
                    .withMessage("the target segment is read-only");
        }
    }

    private static Strided place(Arena arena, String dtype, long... dims) {
        return Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(dims));
    }

    @Example
    void otherDTypesAreRefused() {
        try (Arena arena = Arena.ofConfined()) {
            for (List<String> pair : List.of(
                    List.of("<i4", "<u4"),
                    List.of("<i4", "<f4"),
                    List.of("<M8[s]", "<M8[ms]"),
                    List.of("<M8[s]", "<m8[s]"),
                    List.of("<U3", "<U4"),
                    List.of("|S3", "|V3"),
                    List.of("[('a', '<i4')]", "<i4"),
                    List.of("[('a', '<i4')]", "[('b', '<i4')]"),
                    List.of("[('a', '<i4')]", "[('a', '<i8')]"),
                    List.of("[('a', '<i4')]", "[('a', '<i4'), ('b', '<i4')]"),
                    List.of("[('a', '<i4', (2,))]", "[('a', '<i4', (1, 2))]"))) {
                Strided source = place(arena, pair.get(0), 2);
                Strided target = place(arena, pair.get(1), 2);

                assertThatExceptionOfType(DTypeMismatchException.class)
                        .isThrownBy(() -> source.copyTo(target))
                        .withMessage(
                                "asked for a target for elements of %s, alike but for byte order and padding, found %s",
                                source.dtype(), target.dtype());
            }
        }
    }

    @Example
    void whatCannotBeCopiedIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            Strided source = place(arena, "<i4", 2, 3);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> source.copyTo(place(arena, "<i4", 3, 2)))
                    .withMessage("elements of shape (2, 3) do not fit a target of shape (3, 2)");
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> source.copyTo(new Strided(
                            source.segment().asReadOnly(), source.dtype(), 0, source.shape(), source.strides())))
                    .withMessageStartingWith("the array is mapped READ_ONLY");
        }
    }

    @Example
    void closedArenaIsTheEnd() {
        try (Arena open = Arena.ofConfined()) {
            Strided closed;
            try (Arena arena = Arena.ofConfined()) {
                closed = place(arena, "<i4", 2);
            }
            assertThatIllegalStateException()
                    .isThrownBy(() -> closed.copyTo(place(open, "<i4", 2)))
                    .withMessage("Already closed");
            assertThatIllegalStateException()
                    .isThrownBy(() -> place(open, ">i4", 2).copyTo(closed))
                    .withMessage("Already closed");
        }
    }

    @Example
    void fieldsOfOneStructDoNotOverlap() {
        try (Arena arena = Arena.ofConfined()) {
            Strided structs = place(arena, "[('a', '<i4'), ('b', '>i4'), ('c', '<i8')]", 4, 3);
            Strided a = structs.field("a");

            assertThat(Overlap.of(a, structs.field("b"))).isFalse();
            assertThat(Overlap.of(a, structs.field("b").transpose().slice(0, 2, -1, -1)))
                    .isFalse();
            assertThat(Overlap.of(a, structs)).isTrue();
            assertThat(Overlap.of(a.slice(1, 0, 3, 2), a.slice(1, 1, 2, 1))).isTrue();
            assertThat(Overlap.of(a.slice(0, 0, 2, 1), a.slice(0, 2, 4, 1))).isFalse();
            assertThat(Overlap.of(a.slice(0, 0, 3, 1), a.slice(0, 2, 4, 1))).isTrue();
        }
    }

    @Example
    void reversesInPlace() {
        try (Arena arena = Arena.ofConfined()) {
            IntAccessor ints = IntAccessor.of(place(arena, "<i4", 5));
            ints.copyFrom(new int[] {1, 2, 3, 4, 5}, 0);

            ints.elements.slice(0, 4, -1, -1).copyTo(ints.elements);

            assertThat(ints.toArray()).containsExactly(5, 4, 3, 2, 1);
        }
    }
}
