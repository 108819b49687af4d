package dev.npymap.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.Dtypes;
import dev.npymap.write.GrowthRoom.Patch;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GrowthRoomTest {
    private static final int SECTOR = 512;

    @Provide
    Arbitrary<DType> dtypes() {
        return Dtypes.any();
    }

    @Provide
    Arbitrary<Shape> rowShapes() {
        return Arbitraries.longs()
                .between(1, 12)
                .array(long[].class)
                .ofMaxSize(3)
                .map(Shape::of);
    }

    /** Whatever the dtype, its names and the header's version. */
    @Property
    void patchedHeaderIsThatOfTheOtherNumberOfRows(
            @ForAll("dtypes") DType dtype,
            @ForAll("rowShapes") Shape rowShape,
            @ForAll @LongRange(max = 1_000_000_000_000L) long from,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long more) {
        NpyHeader before = header(dtype, rowShape, from);
        byte[] bytes = before.encode();
        GrowthRoom room = GrowthRoom.of(bytes, before);
        long to = Math.min(from + more, room.maxRows());
        Assume.that(to > from);

        Patch patch = room.patch(from, to);
        byte[] text = patch.text().getBytes(ISO_8859_1);
        System.arraycopy(text, 0, bytes, (int) patch.offset(), text.length);

        assertThat(bytes).isEqualTo(header(dtype, rowShape, to).encode());
        assertThat(patch.offset() / SECTOR).isEqualTo((patch.offset() + text.length - 1) / SECTOR);
    }

    private static NpyHeader header(DType dtype, Shape rowShape, long rows) {
        return NpyHeader.of(dtype, MemoryOrder.C, Shape.of(rows).append(rowShape));
    }

    @Test
    void headerOfNumPyHasRoomForAnyNumber() {
        for (FormatVersion version : FormatVersion.values()) {
            NpyHeader header = NpyHeader.of(version, DType.INT8, MemoryOrder.C, Shape.of(0));

            assertThat(GrowthRoom.of(header.encode(), header).maxRows()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void onlyWhatChangesIsWritten() {
        NpyHeader header = NpyHeader.of(DType.INT8, MemoryOrder.C, Shape.of(0, 7));
        GrowthRoom room = GrowthRoom.of(header.encode(), header);
        long digits = new String(header.encode(), ISO_8859_1).indexOf("(0, 7)") + 1L;

        assertThat(room.patch(129, 138)).isEqualTo(new Patch(digits + 1, "38"));
        assertThat(room.patch(119, 219)).isEqualTo(new Patch(digits, "2"));
        assertThat(room.patch(9, 10)).isEqualTo(new Patch(digits, "10, 7), }"));
        assertThat(room.patch(1, 11)).isEqualTo(new Patch(digits + 1, "1, 7), }"));
    }
}
