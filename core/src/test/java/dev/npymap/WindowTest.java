package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which part of a file each window is. */
class WindowTest {
    private static NpyHeader header(MemoryOrder order, long... dims) {
        return new NpyHeader(FormatVersion.V1_0, DType.INT32, order, Shape.of(dims), 128);
    }

    private static final NpyHeader C = header(MemoryOrder.C, 10, 4, 3);
    private static final NpyHeader FORTRAN = header(MemoryOrder.FORTRAN, 3, 4, 10);

    static Stream<Arguments> regions() {
        return Stream.of(
                arguments(C, Window.all(), 0, 0, Shape.of(10, 4, 3)),
                arguments(C, Window.rows(2, 5), 24, 2, Shape.of(3, 4, 3)),
                arguments(C, Window.rows(10, 10), 120, 10, Shape.of(0, 4, 3)),
                arguments(C, Window.rows(0, 10), 0, 0, Shape.of(10, 4, 3)),
                arguments(C, Window.elements(13, Shape.of(2, 5)), 13, 1, Shape.of(2, 5)),
                arguments(C, Window.elements(119, Shape.SCALAR), 119, 9, Shape.SCALAR),
                arguments(C, Window.elements(120, Shape.of(0)), 120, 10, Shape.of(0)),
                arguments(C, Window.elements(0, Shape.of(2, 2, 2, 2, 2)), 0, 0, Shape.of(2, 2, 2, 2, 2)),
                arguments(C, Window.share(0, 3), 0, 0, Shape.of(4, 4, 3)),
                arguments(C, Window.share(2, 3), 84, 7, Shape.of(3, 4, 3)),
                arguments(FORTRAN, Window.all(), 0, 0, Shape.of(3, 4, 10)),
                arguments(FORTRAN, Window.rows(2, 5), 24, 2, Shape.of(3, 4, 3)),
                arguments(FORTRAN, Window.share(2, 3), 84, 7, Shape.of(3, 4, 3)),
                arguments(FORTRAN, Window.elements(13, Shape.of(2, 5)), 13, 1, Shape.of(2, 5)),
                arguments(header(MemoryOrder.C), Window.all(), 0, 0, Shape.SCALAR),
                arguments(header(MemoryOrder.C), Window.elements(0, Shape.of(1, 1)), 0, 0, Shape.of(1, 1)),
                arguments(header(MemoryOrder.C, 0, 5), Window.all(), 0, 0, Shape.of(0, 5)),
                arguments(header(MemoryOrder.C, 0, 5), Window.rows(0, 0), 0, 0, Shape.of(0, 5)),
                arguments(header(MemoryOrder.C, 0, 5), Window.share(1, 2), 0, 0, Shape.of(0, 5)));
    }

    @ParameterizedTest
    @MethodSource("regions")
    void isARunOfElements(NpyHeader header, Window window, long offset, long firstRow, Shape shape) {
        assertThat(Region.of(header, window)).isEqualTo(new Region(offset, firstRow, shape));
    }

    static Stream<Arguments> windowsBeyond() {
        Shape most = Shape.of(Long.MAX_VALUE);
        return Stream.of(
                arguments(C, Window.rows(0, 11), "rows from 0 to 11 of an array of 10 rows"),
                arguments(C, Window.rows(11, 11), "rows from 11 to 11 of an array of 10 rows"),
                arguments(
                        FORTRAN,
                        Window.rows(5, Long.MAX_VALUE),
                        "rows from 5 to " + Long.MAX_VALUE + " of an array of 10 rows"),
                arguments(
                        C, Window.elements(0, Shape.of(121)), "121 elements from offset 0 of an array of 120 elements"),
                arguments(
                        C,
                        Window.elements(120, Shape.SCALAR),
                        "1 elements from offset 120 of an array of 120 elements"),
                arguments(
                        C, Window.elements(121, Shape.of(0)), "0 elements from offset 121 of an array of 120 elements"),
                arguments(
                        C,
                        Window.elements(Long.MAX_VALUE, most),
                        Long.MAX_VALUE + " elements from offset " + Long.MAX_VALUE + " of an array of 120 elements"));
    }

    @ParameterizedTest
    @MethodSource("windowsBeyond")
    void mustLieWithinTheArray(NpyHeader header, Window window, String message) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Region.of(header, window))
                .withMessage(message);
    }

    static Stream<Window> windowsOfRows() {
        return Stream.of(
                Window.rows(0, 0),
                Window.rows(0, 1),
                Window.share(0, 1),
                Window.share(0, 1).aligned());
    }

    @ParameterizedTest
    @MethodSource("windowsOfRows")
    void scalarHasNoRows(Window window) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Region.of(header(MemoryOrder.C), window))
                .withMessage("a 0-d array has no rows to take a window of; map all of it");
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "3, 2", "-2, -1"})
    void rowsGoForward(long from, long to) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.rows(from, to))
                .withMessage("rows from %d to %d", from, to);
    }

    @Test
    void elementsBeginSomewhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.elements(-1, Shape.of(3)))
                .withMessage("elements from offset -1");
        assertThatNullPointerException().isThrownBy(() -> Window.elements(0, null));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 4", "4, 4", "5, 4", "0, -1"})
    void shareIsOneOfN(long n, long of) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.share(n, of))
                .withMessage("share %d of %d: n is counted from 0 to N - 1", n, of);
    }

    @Test
    void alignmentIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.share(0, 4).aligned(0))
                .withMessage("a share aligned to 0 bytes");
        assertThat(Window.share(0, 4).aligned()).isEqualTo(new Window.Share(0, 4, 65_536));
        assertThat(Window.share(0, 4).aligned().aligned(1)).isEqualTo(Window.share(0, 4));
    }
}
