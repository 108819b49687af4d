package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentTest {
    private final MemorySegment memory = Arena.ofAuto().allocate(4096, 64);

    private Strided strided(String dtype, long base, Shape shape, long... strides) {
        return new Strided(memory, DType.of(dtype), base, shape, strides);
    }

    @Test
    void alignedElementsAreTaken() {
        for (long base : new long[] {0, 8, 64, 800}) {
            assertThatCode(() -> strided("<i8", base, Shape.of(4), 24).checkAligned())
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> strided(">i4", 12, Shape.of(4), -4).checkAligned()).doesNotThrowAnyException();
        assertThatCode(() -> strided("<i8", 8, Shape.SCALAR).checkAligned()).doesNotThrowAnyException();
    }

    /** Only the step to a neighbour that is there can lead astray. */
    @Test
    void strideOfASingleElementDoesNotMatter() {
        assertThatCode(() -> strided("<i8", 16, Shape.of(1, 2), 3, 8).checkAligned())
                .doesNotThrowAnyException();
    }

    @Test
    void whereThereIsNoElementNoneIsAstray() {
        assertThatCode(() -> strided("<i8", 13, Shape.of(0, 2), 3, 5).checkAligned())
                .doesNotThrowAnyException();
    }

    @Test
    void textAndBytesLieAnywhere() {
        assertThatCode(() -> strided("|S3", 13, Shape.of(5), 3).checkAligned()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 12, 13})
    void elementZeroMustBeAligned(long base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtomicLongAccessor.of(strided("<i8", base, Shape.of(4), 8)))
                .withMessage(
                        "<i8 is not aligned for atomic access, which needs multiples of 8 bytes: element 0 lies at byte %d of"
                                + " a segment that begins at a multiple of 8",
                        base);
    }

    @Test
    void neighboursMustBeAligned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtomicIntAccessor.of(strided(">u4", 0, Shape.of(2, 3, 4), 102, 16, 5)))
                .withMessage(
                        ">u4 is not aligned for atomic access, which needs multiples of 4 bytes: neighbours along axis 0"
                                + " are 102 bytes apart; neighbours along axis 2 are 5 bytes apart");
    }

    @Test
    void allReasonsAndTheFieldAreNamed() {
        Strided structs = strided("[('a', '|u1'), ('p', [('n', '<i8')])]", 0, Shape.of(3), 9);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtomicLongAccessor.of(structs.field("p.n")))
                .withMessage(
                        "<i8 in the field 'p.n' is not aligned for atomic access, which needs multiples of 8 bytes:"
                                + " element 0 lies at byte 1 of a segment that begins at a multiple of 8; neighbours along axis 0"
                                + " are 9 bytes apart")
                .isNotInstanceOf(DTypeMismatchException.class);
    }

    /** The base is right by itself, but the memory is not, as in a file whose payload begins at an odd byte. */
    @Test
    void segmentCountsToo() {
        Strided astray = new Strided(memory.asSlice(82), DType.INT64, 0, Shape.of(3), new long[] {8});
        Strided aligned = new Strided(memory.asSlice(82), DType.INT64, 6, Shape.of(3), new long[] {8});

        assertThatIllegalArgumentException()
                .isThrownBy(astray::checkAligned)
                .withMessageEndingWith("element 0 lies at byte 0 of a segment that begins at a multiple of 2");
        AtomicLongAccessor.of(aligned).set(2, 5);
        assertThat(AtomicLongAccessor.of(aligned).getAndAdd(2, 1)).isEqualTo(5);
    }

    /** The JDK promises no more than the array's own alignment. */
    @Test
    void heapSegmentsAreAsAlignedAsTheirArrays() {
        Strided bytes = new Strided(MemorySegment.ofArray(new byte[64]), DType.INT64, 0, Shape.of(3), new long[] {8});
        Strided longs = new Strided(MemorySegment.ofArray(new long[8]), DType.INT64, 8, Shape.of(3), new long[] {16});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtomicLongAccessor.of(bytes))
                .withMessageEndingWith("element 0 lies at byte 0 of a segment that begins at a multiple of 1");
        AtomicLongAccessor.of(longs).set(2, 5);
        assertThat(AtomicLongAccessor.of(longs).getAndAdd(2, 1)).isEqualTo(5);
    }
}
