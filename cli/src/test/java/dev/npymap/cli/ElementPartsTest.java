package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.cli.ElementParts.Copy;
import dev.npymap.cli.ElementParts.Repeat;
import dev.npymap.cli.ElementParts.Swap;
import dev.npymap.dtype.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementPartsTest {
    private static ElementParts parts(String dtype) {
        return ElementParts.of(DType.of(dtype));
    }

    @Test
    void aPackedLittleEndianStructIsOneCopy() {
        ElementParts parts =
                parts("[('id', '<i8'), ('p', [('x', '<f4'), ('y', '<f4', (2, 3))]), ('s', 'S3'), ('u', '<U2')]");

        assertThat(parts.parts()).containsExactly(new Copy(0, 8 + 4 + 24 + 3 + 8));
        assertThat(parts.packedSize()).isEqualTo(parts.itemSize());
    }

    @Test
    void paddingIsLeftOut() {
        ElementParts parts = parts("[('a', 'i1'), ('', 'V7'), ('b', '<f8'), ('c', '<i2'), ('', 'V6')]");

        assertThat(parts.parts()).containsExactly(new Copy(0, 1), new Copy(8, 10));
        assertThat(parts.packedSize()).isEqualTo(11);
        assertThat(parts.itemSize()).isEqualTo(24);
    }

    @Test
    void bigEndianNumbersAreTurnedAround() {
        assertThat(parts("[('a', '>i2'), ('b', '>u2', (3,)), ('c', '>f8'), ('d', '<f8')]")
                        .parts())
                .containsExactly(new Swap(0, 2, 4), new Swap(8, 8, 1), new Copy(16, 8));
        assertThat(parts(">c16").parts()).containsExactly(new Swap(0, 8, 2));
        assertThat(parts(">c32").parts()).containsExactly(new Swap(0, 16, 2));
        assertThat(parts(">f16").parts()).containsExactly(new Swap(0, 16, 1));
        assertThat(parts(">U5").parts()).containsExactly(new Swap(0, 4, 5));
        assertThat(parts(">M8[ns]").parts()).containsExactly(new Swap(0, 8, 1));
        assertThat(parts(">i1").parts()).containsExactly(new Copy(0, 1));
    }

    @Test
    void aLargeSubArrayIsNotUnrolled() {
        ElementParts parts = parts("[('m', [('x', '<i4'), ('', 'V4')], (1000, 1000))]");

        ElementParts item = new ElementParts(List.of(new Copy(0, 4)), 8, 4);
        assertThat(parts.parts()).containsExactly(new Repeat(0, item, 1_000_000));
        assertThat(parts.packedSize()).isEqualTo(4_000_000);
        assertThat(parts("[('m', [('x', '<i4'), ('y', 'S4')], (1000, 1000))]").parts())
                .containsExactly(new Copy(0, 8_000_000));
        assertThat(parts("[('m', [('x', '>i4'), ('y', '>i4')], (1000, 1000))]").parts())
                .containsExactly(new Swap(0, 4, 2_000_000));
    }

    @Test
    void whatHoldsNothingHasNoParts() {
        assertThat(parts("S0").parts()).isEmpty();
        assertThat(parts("[]").parts()).isEmpty();
        assertThat(parts("[('', 'V8')]").parts()).isEmpty();
        assertThat(parts("[('a', '<i4', (0,)), ('b', 'S0'), ('c', [('', 'V4')], (5,))]")
                        .parts())
                .isEmpty();
    }
}
