package dev.npymap.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.testing.NpyBytes;
import dev.npymap.testing.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderWriterTest {
    static Stream<Arguments> written() {
        return Table.rows("format/written.tsv", 140);
    }

    @ParameterizedTest
    @MethodSource("written")
    void writesEveryByteAsNumPyDoes(String version, String descr, String fortranOrder, String shape, String bytes) {
        DType dtype = DType.of(descr);
        MemoryOrder order = fortranOrder.equals("True") ? MemoryOrder.FORTRAN : MemoryOrder.C;
        Shape dims = Shape.of(NpyBytes.dims(shape));

        NpyHeader header = version.equals("any")
                ? NpyHeader.of(dtype, order, dims)
                : NpyHeader.of(version(version), dtype, order, dims);

        assertThat(new String(header.encode(), StandardCharsets.ISO_8859_1)).isEqualTo(bytes);
        assertThat(header.payloadOffset()).isEqualTo(bytes.length()).isEqualTo(header.payloadOffset() / 64 * 64);
        assertThat(header).isEqualTo(new NpyHeader(header.version(), dtype, order, dims, bytes.length()));
    }

    static Stream<Arguments> limits() {
        return Table.rows("format/limits.tsv", 18);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void choosesTheSmallestVersionThatHoldsTheHeader(
            int length, String letter, String version, int bytes, String sha256) throws Exception {
        DType dtype = DType.struct().field(letter.repeat(length), DType.INT32).build();

        NpyHeader header = NpyHeader.of(dtype, MemoryOrder.C, Shape.of(1));

        assertThat(header.version()).hasToString(version);
        assertThat(header.payloadOffset()).isEqualTo(bytes);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(header.encode());
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
    }

    private static FormatVersion version(String text) {
        return Arrays.stream(FormatVersion.values())
                .filter(version -> version.toString().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void dimensionsOfASubarrayAreTheLastOnesOfTheShape() {
        DType nested = SubarrayType.of(SubarrayType.of(DType.INT32, Shape.of(4)), Shape.of(2, 3));

        assertThat(NpyHeader.of(nested, MemoryOrder.C, Shape.of(5)))
                .isEqualTo(NpyHeader.of(DType.INT32, MemoryOrder.C, Shape.of(5, 2, 3, 4)));
    }

    @Test
    void oneDimensionIsInCOrder() {
        assertThat(NpyHeader.of(DType.INT32, MemoryOrder.FORTRAN, Shape.of(5)).order())
                .isEqualTo(MemoryOrder.C);
        assertThat(NpyHeader.of(DType.INT32, MemoryOrder.FORTRAN, Shape.SCALAR).order())
                .isEqualTo(MemoryOrder.C);
    }

    @Test
    void versionThatCannotHoldTheNamesIsRefused() {
        DType dtype = DType.struct().field("\u0100", DType.INT32).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyHeader.of(FormatVersion.V2_0, dtype, MemoryOrder.C, Shape.of(1)))
                .withMessage("version 2.0 cannot hold a field name that is not Latin-1: [('\u0100', '<i4')];"
                        + " version 3.0 can");
    }

    @Test
    void versionThatCannotHoldTheLengthIsRefused() {
        DType dtype = DType.struct().field("n".repeat(65440), DType.INT32).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyHeader.of(FormatVersion.V1_0, dtype, MemoryOrder.C, Shape.of(1)))
                .withMessage("version 1.0 cannot hold a header of 65590 bytes; its limit is 65535");
        assertThat(NpyHeader.of(FormatVersion.V3_0, dtype, MemoryOrder.C, Shape.of(1))
                        .payloadOffset())
                .isEqualTo(65600);
    }
}
