package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StridedTest {
    private final MemorySegment memory = MemorySegment.ofArray(new byte[1000]);

    private Strided strided(String dtype, long base, Shape shape, long... strides) {
        return new Strided(memory, DType.of(dtype), base, shape, strides);
    }

    @Test
    void tellsWhereElementsLie() {
        Strided elements = strided("<i4", 7, Shape.of(2, 3), 12, 4);

        assertThat(elements.segment()).isSameAs(memory);
        assertThat(elements.dtype()).isEqualTo(DType.INT32);
        assertThat(elements.baseOffset()).isEqualTo(7);
        assertThat(elements.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(elements.strides()).containsExactly(12, 4);
    }

    @Test
    void keepsItsStridesToItself() {
        long[] strides = {12, 4};
        Strided elements = strided("<i4", 0, Shape.of(2, 3), strides);

        strides[0] = 99;
        elements.strides()[1] = 99;

        assertThat(elements.strides()).containsExactly(12, 4);
    }

    @Test
    void thereIsOneStrideForEachDimension() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strided("<i4", 0, Shape.of(2, 3), 12))
                .withMessage("1 strides for the shape (2, 3)");
        assertThatNullPointerException().isThrownBy(() -> new Strided(null, DType.INT32, 0, Shape.SCALAR, new long[0]));
        assertThatNullPointerException().isThrownBy(() -> new Strided(memory, null, 0, Shape.SCALAR, new long[0]));
    }

    @Test
    void fieldsKeepTheStridesAndAddTheirOwn() {
        Strided elements = strided("[('a', '|u1'), ('m', '<i2', (2, 3))]", 5, Shape.of(4), 13);

        Strided field = elements.field("m");

        assertThat(field.baseOffset()).isEqualTo(6);
        assertThat(field.dtype()).isEqualTo(DType.INT16);
        assertThat(field.shape()).isEqualTo(Shape.of(4, 2, 3));
        assertThat(field.strides()).containsExactly(13, 6, 2);
        assertThat(elements.field("m[1,2]").baseOffset()).isEqualTo(16);
        assertThat(elements.field("m[1,2]").strides()).containsExactly(13);
    }

    @Test
    void fieldsMustBeThere() {
        Strided elements = strided("[('a', '|u1', 2)]", 0, Shape.of(4), 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> elements.field("b"))
                .withMessage("no field 'b'; the fields are 'a'");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> elements.field("a[2]"))
                .withMessage("Index 2 out of bounds for length 2");
    }

    static Stream<Arguments> runs() {
        return Stream.of(
                arguments("one element", Shape.SCALAR, new long[0], "0+0x1"),
                arguments("one axis", Shape.of(5), new long[] {4}, "0+4x5"),
                arguments("one axis, wide", Shape.of(5), new long[] {9}, "0+9x5"),
                arguments("dense C order is one run", Shape.of(2, 3, 4), new long[] {48, 16, 4}, "0+4x24"),
                arguments("Fortran order", Shape.of(2, 3), new long[] {4, 8}, "0+8x3 4+8x3"),
                arguments("dense inside a wide axis", Shape.of(2, 2, 2), new long[] {99, 8, 4}, "0+4x4 99+4x4"),
                arguments(
                        "axes of length 1 do not count", Shape.of(1, 2, 1, 3, 1), new long[] {7, 12, 7, 4, 7}, "0+4x6"),
                arguments("a single element", Shape.of(1, 1), new long[] {7, 9}, "0+0x1"),
                arguments("backwards", Shape.of(2, 2), new long[] {-8, -4}, "0+-4x4"),
                arguments("broadcast", Shape.of(2, 2), new long[] {0, 4}, "0+4x2 0+4x2"),
                arguments("nothing", Shape.of(2, 0), new long[] {4, 4}, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void visitsEveryElementInAsFewRunsAsPossible(String name, Shape shape, long[] strides, String expected) {
        List<String> runs = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        strided("<i4", 0, shape, strides).forEachRun((offset, stride, count, index) -> {
            runs.add(offset + "+" + stride + "x" + count);
            for (long i = 0; i < count; i++) {
                places.add(index + i);
            }
        });

        assertThat(String.join(" ", runs)).as(name).isEqualTo(expected);
        assertThat(places)
                .isEqualTo(Stream.iterate(0L, i -> i + 1).limit(shape.size()).toList());
    }
}
