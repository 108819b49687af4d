package dev.npymap.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyHeaderTest {
    private static NpyHeader header(DType dtype, MemoryOrder order, long... dims) {
        return new NpyHeader(FormatVersion.V1_0, dtype, order, Shape.of(dims), 128);
    }

    @Test
    void tellsSizes() {
        NpyHeader header = header(DType.INT32, MemoryOrder.C, 5, 3);

        assertThat(header.payloadSize()).isEqualTo(60);
        assertThat(header.fileSize()).isEqualTo(188);
    }

    @Test
    void rowsRunAlongTheSlowestAxis() {
        NpyHeader c = header(DType.INT32, MemoryOrder.C, 5, 3, 2);
        NpyHeader fortran = header(DType.INT32, MemoryOrder.FORTRAN, 5, 3, 2);

        assertThat(c.rows()).isEqualTo(5);
        assertThat(c.rowElements()).isEqualTo(6);
        assertThat(fortran.rows()).isEqualTo(2);
        assertThat(fortran.rowElements()).isEqualTo(15);
        assertThat(header(DType.INT32, MemoryOrder.C, 0, 3).rowElements()).isEqualTo(3);
        assertThat(header(DType.INT32, MemoryOrder.C, 3, 0).rowElements()).isZero();
    }

    @Test
    void scalarHasNoRows() {
        NpyHeader scalar = header(DType.INT32, MemoryOrder.C);

        assertThatIllegalStateException().isThrownBy(scalar::rows).withMessage("a 0-d array has no rows");
        assertThat(scalar.rowElements()).isEqualTo(1);
        assertThat(scalar.payloadSize()).isEqualTo(4);
    }

    @Test
    void aDimensionOfZeroHidesNoAbsurdOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> header(DType.INT16, MemoryOrder.C, 1L << 62, 0))
                .withMessage("shape (4611686018427387904, 0) of 2-byte elements exceeds 2^63 - 1 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "<i8, 1152921504606846976, 9223372036854775808",
        "<i8, 1152921504606846975, the payload fits but the header does not",
        "|S2147483647, 9223372036854775807, more than a long by far"
    })
    void largerThanAnyFileIsRefused(String dtype, long length, String reason) {
        assertThatIllegalArgumentException()
                .as(reason)
                .isThrownBy(() -> header(DType.of(dtype), MemoryOrder.C, length))
                .withMessage(
                        "shape (%d,) of %d-byte elements exceeds 2^63 - 1 bytes",
                        length, DType.of(dtype).itemSize());
    }

    @Test
    void asLargeAsAFileCanBe() {
        assertThat(header(DType.INT8, MemoryOrder.C, Long.MAX_VALUE - 128).fileSize())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(header(DType.of("|S0"), MemoryOrder.C, Long.MAX_VALUE).payloadSize())
                .isZero();
    }

    @Test
    void partsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NpyHeader(FormatVersion.V1_0, DType.INT8, MemoryOrder.C, Shape.of(1), -1))
                .withMessage("a payload that begins at byte -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> header(DType.of("('<i4', (2,))"), MemoryOrder.C, 3))
                .withMessage("a header's dtype is no sub-array: ('<i4', (2,))");
        assertThatNullPointerException()
                .isThrownBy(() -> new NpyHeader(null, DType.INT8, MemoryOrder.C, Shape.of(1), 128));
        assertThatNullPointerException().isThrownBy(() -> NpyHeader.of(null, DType.INT8, MemoryOrder.C, Shape.of(1)));
    }

    @Test
    void denseStrides() {
        assertThat(MemoryOrder.C.strides(Shape.of(5, 3, 2), 4)).containsExactly(24, 8, 4);
        assertThat(MemoryOrder.FORTRAN.strides(Shape.of(5, 3, 2), 4)).containsExactly(4, 20, 60);
        assertThat(MemoryOrder.C.strides(Shape.of(5, 0, 2), 4)).containsExactly(8, 8, 4);
        assertThat(MemoryOrder.C.strides(Shape.SCALAR, 4)).isEmpty();
    }

    @Test
    void rowAxis() {
        assertThat(MemoryOrder.C.rowAxis(3)).isZero();
        assertThat(MemoryOrder.FORTRAN.rowAxis(3)).isEqualTo(2);
    }

    @Test
    void versionsHaveNames() {
        assertThat(FormatVersion.values()).extracting(FormatVersion::toString).containsExactly("1.0", "2.0", "3.0");
        assertThat(FormatVersion.values()).extracting(FormatVersion::major).containsExactly(1, 2, 3);
    }
}
