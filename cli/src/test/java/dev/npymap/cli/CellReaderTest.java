package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.access.HalfAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the text of a cell is, by dtype. */
class CellReaderTest {
    /** At an odd place of a segment, and not beyond it. */
    private static byte[] bytes(String dtype, String text) throws CellException {
        ScalarType type = (ScalarType) DType.of(dtype);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(type.itemSize() + 5L);
            CellReader.of(type, segment).read(cell(text), 3);
            assertThat(segment.asSlice(0, 3).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
            assertThat(segment.asSlice(3L + type.itemSize()).toArray(ValueLayout.JAVA_BYTE))
                    .containsOnly(0);
            return segment.asSlice(3, type.itemSize()).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static CellText cell(String text) {
        CellText cell = new CellText();
        cell.set(text);
        return cell;
    }

    @ParameterizedTest
    @CsvSource({
        "?, true, 01",
        "?, False, 00",
        "?, 1, 01",
        "i1, -128, 80",
        "i1, +127, 7f",
        "u1, 255, ff",
        "<i2, -2, feff",
        ">u2, 65535, ffff",
        ">i4, 258, 00000102",
        "<u4, 4294967295, ffffffff",
        ">i8, -9223372036854775808, 8000000000000000",
        "<u8, 18446744073709551615, ffffffffffffffff",
        ">f8, 1, 3ff0000000000000",
        ">f8, -2.5e-1, bfd0000000000000",
        ">f8, .5, 3fe0000000000000",
        ">f8, 1., 3ff0000000000000",
        ">f8, NaN, 7ff8000000000000",
        ">f8, -inf, fff0000000000000",
        ">f8, Infinity, 7ff0000000000000",
        ">f8, 1e999, 7ff0000000000000",
        "<f4, 1, 0000803f",
        ">f4, nan, 7fc00000",
        ">f2, 1, 3c00",
        ">f2, 65520, 7c00",
        ">f2, 65519.99, 7bff",
        ">f2, -1e300, fc00",
        ">f2, 1e-300, 0000",
        ">f2, nan, 7e00",
        "<f16, 1, 0000000000000080ff3f000000000000",
        ">c8, 1+2j, 3f80000040000000",
        ">c8, (1-2.5j), 3f800000c0200000",
        ">c8, ( -1.+.5J ), bf8000003f000000",
        ">c8, 3j, 0000000040400000",
        ">c8, -3j, 00000000c0400000",
        ">c8, 5, 40a0000000000000",
        ">c8, (5), 40a0000000000000",
        ">c8, j, 000000003f800000",
        ">c8, -j, 00000000bf800000",
        ">c8, 1-J, 3f800000bf800000",
        ">c8, 1e+1-2e-1j, 41200000be4ccccd",
        ">c8, nan+infj, 7fc000007f800000",
        ">c8, -inf-infinityj, ff800000ff800000",
        ">c8, -0-0j, 8000000080000000",
        "<c16, 1+2j, 000000000000f03f0000000000000040",
        "<c32, 1, 0000000000000080ff3f00000000000000000000000000000000000000000000",
        "S3, ab, 616200",
        "S3, é, e90000",
        "<U2, a€, 61000000ac200000",
        "V2, 0aFF, 0aff",
        ">M8[D], 2026-01-31, 0000000000005004",
        ">M8[s], NaT, 8000000000000000",
        ">M8, 7, 0000000000000007",
        ">m8[s], -1, ffffffffffffffff",
        ">m8[s], nat, 8000000000000000",
    })
    void textIsBytes(String dtype, String text, String bytes) throws CellException {
        assertThat(HexFormat.of().formatHex(bytes(dtype, text))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "?; yes; true, false, 1 or 0",
                "i1; 128; an integer from -128 to 127",
                "i1; -129; an integer from -128 to 127",
                "u1; -1; an integer from 0 to 255",
                "i2; 1.0; an integer from -32768 to 32767",
                "i4; 3000000000; an integer from -2147483648 to 2147483647",
                "u4; 99999999999999999999; an integer from 0 to 4294967295",
                "i8; 9223372036854775808; an integer from -9223372036854775808 to 9223372036854775807",
                "u8; 18446744073709551616; an integer from 0 to 18446744073709551615",
                "u8; -1; an integer from 0 to 18446744073709551615",
                "f8; 1d; a number",
                "f8; 1F; a number",
                "f8; 0x1p3; a number",
                "f8; one; a number",
                "f8; -; a number",
                "f8; 1,5; a number",
                "f4; 1..2; a number",
                "f4; nano; a number",
                "c16; 1 + 2j; a complex number, as 1+2j",
                "c16; 1+-2j; a complex number, as 1+2j",
                "c16; 1+2i; a complex number, as 1+2j",
                "c16; 1e+j; a complex number, as 1+2j",
                "c16; (1+2j; a complex number, as 1+2j",
                "c16; 1+2j); a complex number, as 1+2j",
                "c16; 1+2; a complex number, as 1+2j",
                "c16; 1j+2; a complex number, as 1+2j",
                "c16; (); a complex number, as 1+2j",
                "c16; ((1)); a complex number, as 1+2j",
                "c16; --1j; a complex number, as 1+2j",
                "c16; 1 +2j; a complex number, as 1+2j",
                "c16; 1+ 2j; a complex number, as 1+2j",
                "c16; (; a complex number, as 1+2j",
                "c16; 1_0+2j; a complex number, as 1+2j",
                "c16; 0x1j; a complex number, as 1+2j",
                "c16; 1dj; a complex number, as 1+2j",
                "S3; abcd; text that fits in |S3",
                "S3; €; text that fits in |S3",
                "<U2; abc; text that fits in <U2",
                "V2; 0a; 4 hexadecimal digits",
                "V2; 0a0g; 4 hexadecimal digits",
                "<m8[s]; 1.5; a count, a 64-bit integer, or NaT",
                "<M8; 2026-01-01; a count, a 64-bit integer, or NaT",
                "<M8[D]; 1.1.2026; a date as 2026-01-31T12:00:00, or NaT",
            })
    void otherTextIsRefused(String dtype, String text, String expected) {
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> bytes(dtype, text))
                .withMessage(expected);
    }

    /** The neighbours of every border between two halves, which a rounding by way of float would take for the border itself. */
    @Test
    void halvesAreRoundedOnce() throws CellException {
        ScalarType half = DType.FLOAT16;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(2);
            CellReader reader = CellReader.of(half, segment);
            HalfAccessor value = HalfAccessor.of(new Strided(segment, half, 0, Shape.of(1), new long[] {2}));
            for (short bits = 0; bits < 0x7bff; bits++) {
                double border = (Float.float16ToFloat(bits) + (double) Float.float16ToFloat((short) (bits + 1))) / 2;
                reader.read(cell(Double.toString(Math.nextDown(border))), 0);
                assertThat(value.getBits(0)).isEqualTo(bits);
                reader.read(cell(Double.toString(-Math.nextUp(border))), 0);
                assertThat(value.getBits(0)).isEqualTo((short) (bits + 1 | 0x8000));
                reader.read(cell(Double.toString(border)), 0);
                assertThat(value.getBits(0)).isEqualTo((short) (bits + (bits & 1)));
            }
        }
    }

    /** What {@code cat} writes, and this reads, is the same bytes again. */
    @Test
    void readsWhatScalarTextWrites() throws IOException, CellException {
        Random random = new Random(5);
        for (String dtype : new String[] {
            "?",
            "i1",
            "u1",
            "<i2",
            ">u2",
            "<i4",
            ">u4",
            "<i8",
            ">u8",
            "<f2",
            ">f4",
            "<f8",
            "S5",
            "<U3",
            "V3",
            "<M8[D]",
            ">M8[ns]",
            "<M8[25s]",
            "<M8[M]",
            "<M8[h]",
            "<M8",
            "<m8[ms]"
        }) {
            ScalarType type = (ScalarType) DType.of(dtype);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment from = arena.allocate(type.itemSize());
                MemorySegment to = arena.allocate(type.itemSize());
                ScalarText text = ScalarText.of(type, from);
                CellReader reader = CellReader.of(type, to);
                for (int i = 0; i < 2000; i++) {
                    for (int at = 0; at < type.itemSize(); at++) {
                        from.set(ValueLayout.JAVA_BYTE, at, sample(type, at, random));
                    }
                    StringBuilder written = new StringBuilder();
                    text.write(0, new Collector(written));
                    if (written.length() > 0 || CellReader.isText(type)) {
                        reader.read(cell(written.toString()), 0);
                    }
                    assertThat(from.mismatch(to)).as("%s: %s", dtype, written).isEqualTo(-1);
                }
            }
        }
    }

    /** Any bytes, but NaN with the usual payload alone, text in the Basic Multilingual Plane, and dates that java.time knows. */
    private static byte sample(ScalarType type, int at, Random random) {
        int size = type.itemSize();
        boolean isLittle = type.order() == ByteOrder.LITTLE_ENDIAN;
        int significance = isLittle ? at : size - 1 - at;
        return switch (type.kind()) {
            case BOOL -> (byte) random.nextInt(2);
            case FLOAT -> (byte) (significance == size - 1 ? 0x30 + random.nextInt(8) : random.nextInt(256));
            case STRING -> (byte) (significance % 4 == 0 ? 1 + random.nextInt(255) : 0);
            case BYTES -> (byte) (1 + random.nextInt(255));
            case DATETIME -> (byte) (significance < 4 ? random.nextInt(256) : 0);
            default -> (byte) random.nextInt(256);
        };
    }

    /** Takes texts. */
    private record Collector(StringBuilder out) implements ScalarText.Sink {
        @Override
        public void literal(String text) {
            out.append(text);
        }

        @Override
        public void text(String text) {
            out.append(text);
        }

        @Override
        public void surrogates(int[] codePoints) {
            throw new AssertionError();
        }
    }
}
