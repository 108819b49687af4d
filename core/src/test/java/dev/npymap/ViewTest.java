package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slices of arrays whose elements are their places in the file. What NumPy makes of the same is checked by ViewIT. */
class ViewTest {
    @TempDir
    private Path folder;

    private NpyArray array(MemoryOrder order, long... dims) throws IOException {
        return Npy.map(NpyFiles.counting(folder.resolve("a.npy"), order, dims));
    }

    private static long[] elements(NpyArray array) {
        return array.longs().toArray();
    }

    @Test
    void rowsOfCOrder() throws IOException {
        NpyArray rows = array(MemoryOrder.C, 5, 2).rows(2, 4);

        assertThat(elements(rows)).containsExactly(4, 5, 6, 7);
        assertThat(rows.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(rows.rows()).isEqualTo(2);
        assertThat(rows.firstRow()).isEqualTo(2);
        assertThat(rows.elementOffset()).isEqualTo(4);
        assertThat(rows.fileShape()).isEqualTo(Shape.of(5, 2));
    }

    @Test
    void rowsOfFortranOrder() throws IOException {
        NpyArray rows = array(MemoryOrder.FORTRAN, 2, 5).rows(2, 4);

        assertThat(elements(rows)).containsExactly(4, 6, 5, 7);
        assertThat(rows.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(rows.firstRow()).isEqualTo(2);
        assertThat(rows.elementOffset()).isEqualTo(4);
    }

    @Test
    void rowsOfAWindowCountFromItsFirst() throws IOException {
        Path file = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 10);
        NpyArray rows = Npy.map(file, Window.share(1, 2)).rows(1, 3);

        assertThat(elements(rows)).containsExactly(6, 7);
        assertThat(rows.firstRow()).isEqualTo(6);
        assertThat(rows.elementOffset()).isEqualTo(6);
    }

    @Test
    void noRowsAtTheEnd() throws IOException {
        NpyArray none = array(MemoryOrder.C, 5, 2).rows(5, 5);

        assertThat(none.rows()).isZero();
        assertThat(none.firstRow()).isEqualTo(5);
        assertThat(elements(none)).isEmpty();
        assertThat(none.contiguousSegment().byteSize()).isZero();
    }

    @Test
    void rowsOutside() throws IOException {
        NpyArray array = array(MemoryOrder.FORTRAN, 2, 5);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.rows(3, 6))
                .withMessage("the slice from 3 to 6 by 1 of axis 1, which has 5 elements");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> array.rows(-1, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> array.rows(3, 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> array.at(0, 0).at(0, 0).rows(0, 1))
                .withMessage("a 0-d array has no rows");
    }

    @Test
    void slicesByStep() throws IOException {
        NpyArray array = array(MemoryOrder.C, 10);

        assertThat(elements(array.slice(0, 1, 10, 4))).containsExactly(1, 5, 9);
        assertThat(elements(array.slice(0, 1, 9, 4))).containsExactly(1, 5);
        assertThat(elements(array.slice(0, 9, -1, -1))).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        assertThat(elements(array.slice(-1, 9, 2, -3))).containsExactly(9, 6, 3);
        assertThat(elements(array.slice(0, 3, 10, Long.MAX_VALUE))).containsExactly(3);
        assertThat(elements(array.slice(0, 3, -1, Long.MIN_VALUE))).containsExactly(3);
        assertThat(array.slice(0, 9, 2, -3).firstRow()).isEqualTo(9);
        assertThat(array.slice(0, 9, 2, -3).slice(0, 1, 3, 1).firstRow()).isEqualTo(6);
        assertThat(elements(array.slice(0, 9, -1, -1).slice(0, 9, -1, -1)))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void emptySlices() throws IOException {
        NpyArray none = array(MemoryOrder.C, 0, 3);

        assertThat(none.slice(0, -1, -1, -1).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(none.slice(1, -1, -1, -2).shape()).isEqualTo(Shape.of(0, 0));
        assertThat(none.slice(1, 2, -1, -1).baseOffset()).isNotNegative();
    }

    @Test
    void anEmptySliceOfAReversedAxisBeginsInTheArray() throws IOException {
        NpyArray reversed = array(MemoryOrder.C, 10).slice(0, 9, -1, -1);
        NpyArray none = reversed.rows(10, 10);

        assertThat(none.rows()).isZero();
        assertThat(none.baseOffset()).isEqualTo(reversed.baseOffset());
        assertThat(none.firstRow()).isEqualTo(9);
        assertThat(reversed.rows(9, 10).firstRow()).isZero();
    }

    @Test
    void slicesOutside() throws IOException {
        NpyArray array = array(MemoryOrder.C, 4, 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.slice(0, 0, 1, 0))
                .withMessage("a slice with step 0");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.slice(-1, 5, 0, -1))
                .withMessage("the slice from 5 to 0 by -1 of axis 1, which has 5 elements");
        for (long[] wrong : new long[][] {{-1, 2, 1}, {2, 1, 1}, {0, 6, 1}, {4, -2, -1}, {2, 3, -1}, {5, 5, -1}}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> array.slice(1, wrong[0], wrong[1], wrong[2]));
        }
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.slice(2, 0, 1, 1))
                .withMessage("axis 2 of an array of 2 dimensions");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.slice(-3, 0, 1, 1))
                .withMessage("axis -3 of an array of 2 dimensions");
    }

    @Test
    void atDropsTheAxis() throws IOException {
        NpyArray array = array(MemoryOrder.C, 2, 3, 4);

        assertThat(elements(array.at(0, 1).at(0, 2))).containsExactly(20, 21, 22, 23);
        assertThat(elements(array.at(-1, 3).at(1, 0))).containsExactly(3, 15);
        assertThat(array.at(0, 1).rows()).isEqualTo(3);
        assertThat(array.at(1, 1).rows()).isEqualTo(2);
        assertThat(array.at(0, 1).firstRow()).isEqualTo(1);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.at(1, 3))
                .withMessage("index 3 of axis 1, which has 3 elements");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.at(-1, -1))
                .withMessage("index -1 of axis 2, which has 4 elements");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.at(3, 0))
                .withMessage("axis 3 of an array of 3 dimensions");
    }

    @Test
    void rowsStayAlongTheSlowestAxis() throws IOException {
        NpyArray fortran = array(MemoryOrder.FORTRAN, 2, 3, 4);

        assertThat(fortran.rows()).isEqualTo(4);
        assertThat(fortran.at(2, 0).rows()).isEqualTo(3);
        assertThat(fortran.at(0, 0).rows()).isEqualTo(4);
        assertThat(fortran.transpose().rows()).isEqualTo(4);
        assertThat(fortran.transpose().at(0, 1).rows()).isEqualTo(3);
        assertThat(fortran.transpose().rows(1, 2).firstRow()).isEqualTo(1);
    }

    @Test
    void rowsOfAFieldStayTheArrays() throws IOException {
        Path file = NpyFiles.zeros(folder.resolve("s.npy"), DType.of("[('m', '<i8', (2, 3))]"), 4);
        NpyArray field = Npy.map(file).field("m");

        assertThat(field.rows()).isEqualTo(4);
        assertThat(field.at(2, 1).rows()).isEqualTo(4);
        assertThat(field.at(0, 1).rows()).isEqualTo(2);
        assertThat(field.rows(3, 4).firstRow()).isEqualTo(3);
    }

    @Test
    void reshapes() throws IOException {
        NpyArray array = array(MemoryOrder.C, 4, 6);

        assertThat(elements(array.reshape(Shape.of(24)))).isEqualTo(elements(array));
        assertThat(array.slice(1, 0, 6, 2).reshape(Shape.of(2, 1, 6)).strides()).containsExactly(96, 96, 16);
        assertThat(array.transpose().reshape(Shape.of(3, 2, 4)).rows()).isEqualTo(3);
        assertThat(array.at(0, 1).at(0, 3).reshape(Shape.of(1, 1)).longs().get(0, 0))
                .isEqualTo(9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.reshape(Shape.of(5, 5)))
                .withMessage("the shape (5, 5) has 25 elements, where the array of shape (4, 6) has 24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.transpose().reshape(Shape.of(24)))
                .withMessage(
                        "an array of shape (6, 4) and strides [8, 48] cannot be seen as (24,) without a copy: an axis of"
                                + " 6 elements steps 8 bytes, where 192 would join it to the next");
    }

    @Test
    void moreAxesThanThree() throws IOException {
        NpyArray array = array(MemoryOrder.C, 2, 3, 2, 3, 2);

        assertThat(elements(array.transpose().transpose())).isEqualTo(elements(array));
        assertThat(elements(
                        array.at(3, 1).at(0, 1).slice(-1, 1, -1, -1).at(1, 1).at(0, 2)))
                .containsExactly(69, 68);
        assertThat(array.slice(4, 0, 1, 1).shape()).isEqualTo(Shape.of(2, 3, 2, 3, 1));
    }

    @Test
    void contiguousSegments() throws IOException {
        NpyArray array = array(MemoryOrder.C, 4, 6);

        assertThat(array.contiguousSegment().byteSize()).isEqualTo(192);
        assertThat(array.transpose().contiguousSegment().byteSize()).isEqualTo(192);
        assertThat(array.rows(1, 3).contiguousSegment().address())
                .isEqualTo(array.segment().address() + 48);
        assertThat(array.slice(1, 5, 6, 1).at(0, 2).contiguousSegment().byteSize())
                .isEqualTo(8);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> array.slice(1, 0, 3, 1).contiguousSegment())
                .withMessage(
                        "the array of shape (4, 3) and strides [48, 8] is not contiguous: an axis of 4 elements steps 48"
                                + " bytes, where 24 would be dense");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> array.slice(0, 3, -1, -1).contiguousSegment());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> array.transpose().slice(0, 0, 3, 1).contiguousSegment())
                .withMessage(
                        "the array of shape (3, 4) and strides [8, 48] is not contiguous: an axis of 4 elements steps 48"
                                + " bytes, where 24 would be dense");
    }

    @Test
    void writesGoToTheFile() throws IOException {
        Path file = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 10);
        try (Arena arena = Arena.ofConfined()) {
            NpyArray view =
                    Npy.map(file, MapMode.READ_WRITE, Window.all(), arena).slice(0, 8, 1, -3);
            view.longs().set(1, -1);
            view.force();
            view.advise(MapAdvice.RANDOM);
        }
        assertThat(elements(Npy.map(file))).containsExactly(0, 1, 2, 3, 4, -1, 6, 7, 8, 9);
    }
}
