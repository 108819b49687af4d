package dev.npymap.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeTest {
    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(Shape.of(), "()", 1),
                arguments(Shape.of(0), "(0,)", 0),
                arguments(Shape.of(3), "(3,)", 3),
                arguments(Shape.of(2, 3), "(2, 3)", 6),
                arguments(Shape.of(2, 0, 4), "(2, 0, 4)", 0),
                arguments(Shape.of(Long.MAX_VALUE), "(9223372036854775807,)", Long.MAX_VALUE),
                arguments(Shape.of(Long.MAX_VALUE, 0), "(9223372036854775807, 0)", 0),
                arguments(Shape.of(1L << 31, 1L << 31), "(2147483648, 2147483648)", 1L << 62));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isWrittenAsPythonWritesTheTuple(Shape shape, String text, long size) {
        assertThat(shape).hasToString(text);
        assertThat(shape.size()).isEqualTo(size);
    }

    @Test
    void hasDimensions() {
        Shape shape = Shape.of(2, 3, 4);

        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.dim(2)).isEqualTo(4);
        assertThat(shape.toArray()).containsExactly(2, 3, 4);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> shape.dim(3));
    }

    @Test
    void isAValue() {
        assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(6));
        assertThat(Shape.of()).isSameAs(Shape.SCALAR);
    }

    @Test
    void keepsItsDimensionsToItself() {
        long[] dims = {2, 3};
        Shape shape = Shape.of(dims);

        dims[0] = 7;
        shape.toArray()[1] = 7;

        assertThat(shape).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void changesOneDimension() {
        assertThat(Shape.of(2, 3).with(1, 0)).isEqualTo(Shape.of(2, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Shape.of(2).with(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(2).with(0, -1))
                .withMessage("a negative dimension, -1, in the shape (-1,)");
    }

    @Test
    void appendsAnother() {
        assertThat(Shape.of(2).append(Shape.of(3, 4))).isEqualTo(Shape.of(2, 3, 4));
        assertThat(Shape.SCALAR.append(Shape.SCALAR)).isEqualTo(Shape.SCALAR);
    }

    @Test
    void negativeDimensionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(2, -3))
                .withMessage("a negative dimension, -3, in the shape (2, -3)");
    }

    @Test
    void moreElementsThanALongCountsAreRefusedAlsoBesideAZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(1L << 32, 1L << 31))
                .withMessage("the shape (4294967296, 2147483648) has more than 2^63 - 1 elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(0, Long.MAX_VALUE, 2))
                .withMessage("the shape (0, 9223372036854775807, 2) has more than 2^63 - 1 elements");
    }

    @Test
    void hasAsManyDimensionsAsNumPyAllows() {
        long[] ones = new long[Shape.MAX_RANK];
        Arrays.fill(ones, 1);

        assertThat(Shape.of(ones).rank()).isEqualTo(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(ones).append(Shape.of(1)))
                .withMessage("a shape of 65 dimensions; NumPy's limit is 64");
    }

    @Test
    void innerIsWhatWasAppendedToTheFirstDimension() {
        assertThat(Shape.of(4).append(Shape.of(2, 3)).inner()).isEqualTo(Shape.of(2, 3));
        assertThat(Shape.of(0).inner()).isSameAs(Shape.SCALAR);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(Shape.SCALAR::inner);
    }
}
