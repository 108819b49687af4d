package dev.npymap.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SubarrayTypeTest {
    @Test
    void isASmallArray() {
        SubarrayType type = (SubarrayType) SubarrayType.of(DType.INT32, Shape.of(2, 3));

        assertThat(type.base()).isEqualTo(DType.INT32);
        assertThat(type.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(type.itemSize()).isEqualTo(24);
        assertThat(type.alignment()).isEqualTo(4);
        assertThat(type).hasToString("('<i4', (2, 3))").isEqualTo(DType.of("(2,3)<i4"));
        assertThat(type).hasSameHashCodeAs(DType.of("(2,3)<i4")).isNotEqualTo(DType.of("(3,2)<i4"));
        assertThat(type.withOrder(ByteOrder.BIG_ENDIAN)).hasToString("('>i4', (2, 3))");
    }

    @Test
    void ofNoDimensionsIsItsBase() {
        assertThat(SubarrayType.of(DType.INT32, Shape.SCALAR)).isSameAs(DType.INT32);
    }

    @Test
    void sizesHaveLimits() {
        DType empty = DType.struct().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubarrayType.of(DType.INT64, Shape.of(1L << 28)))
                .withMessage("a sub-array of shape (268435456,) of <i8 exceeds NumPy's limit of 2147483647 bytes an"
                        + " element");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubarrayType.of(empty, Shape.of(1L << 31)))
                .withMessage(
                        "a sub-array of shape (2147483648,) of [] exceeds NumPy's limit of 2147483647 bytes an element");
        assertThat(SubarrayType.of(DType.INT8, Shape.of(Integer.MAX_VALUE)).itemSize())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(SubarrayType.of(empty, Shape.of(Integer.MAX_VALUE)).itemSize())
                .isZero();
    }

    @Test
    void whatHasNoSizeHasNoSubarray() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubarrayType.of(DType.bytes(0), Shape.of(2)))
                .withMessage("a sub-array of |S0, which has no size");
        // NumPy refuses this too, but for a length in place of the shape, of which it makes a dtype that contradicts
        // itself.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubarrayType.of(SubarrayType.of(DType.INT32, Shape.of(2, 0)), Shape.of(3)))
                .withMessage("a sub-array of ('<i4', (2, 0)), which has no size");
    }
}
