package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final String GOOD =
            "{\"npymap\": 1, \"descr\": \"'<f8'\", \"row_shape\": [2], \"parts\": [{\"file\": \"é\", \"rows\": 3, \"bytes\": 9}]}";

    private static Manifest read(String text) throws NpyFormatException {
        return ManifestReader.read("m.json", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenIsRead() throws NpyFormatException {
        Manifest manifest = new Manifest(
                DType.of("[('a\"\\\\', '<i4'), ('é😀', '<f8', (3,))]"),
                Shape.of(2, 0),
                List.of(new Manifest.Entry("a b\"é😀.npy", 3, 200), new Manifest.Entry("c", 0, 0)));

        assertThat(read(manifest.toJson())).isEqualTo(manifest);
    }

    @Test
    void keysMayBeInAnyOrder() throws NpyFormatException {
        assertThat(
                        read(
                                "{\"parts\": [{\"bytes\": 9, \"file\": \"é\", \"rows\": 3}], \"row_shape\": [2], \"descr\": \"<f8\", \"npymap\": 1}"))
                .isEqualTo(read(GOOD))
                .isEqualTo(new Manifest(DType.FLOAT64, Shape.of(2), List.of(new Manifest.Entry("é", 3, 9))));
    }

    /** What of GOOD is replaced, by what, and the byte and problem that are told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "}]}|}|97|expected ',' or ']', found the end of the text",
                "1,|2, \"new\": 1,|11|expected a manifest of version 1, found 2",
                "1,|\"1\",|11|expected the version of the manifest as an integer, found a string",
                "\"npymap\": 1, |``|86|expected the key npymap in a manifest",
                "\"descr\"|\"dtype\"|14|expected one of the keys npymap, descr, row_shape, parts, found dtype",
                "\"row_shape\": [2]|\"descr\": \"<f8\"|32|the key descr for the second time",
                "\"'<f8'\"|[]|23|expected a dtype as a string, found an array",
                "'<f8'|<f9|23|expected a dtype, found '<f9', at character 0 of the dtype",
                "'<f8'|('<f8', (2,))|67|a manifest's dtype is no sub-array: ('<f8', (2,))",
                "'<f8'|O|23|`the dtype 'O' holds Python objects, which NumPy stores as a pickle: reading one can run any code, so"
                        + " npymap refuses it, at character 0 of the dtype`",
                "[2]|2|45|expected the shape of a row as an array, found an integer",
                "[2]|[\"2\"]|46|expected a dimension as an integer, found a string",
                "[2]|[-2]|45|a negative dimension, -2, in the shape (-2,)",
                "[{|[[], {|60|expected a part as an object, found an array",
                "\"bytes\"|\"size\"|86|expected one of the keys file, rows, bytes, found size",
                ", \"bytes\": 9|``|84|expected the key bytes in a part",
                "\"é\"|7|69|expected the name of a file as a string, found an integer",
                "\"é\"|\"../é\"|69|`expected the name of a file in the folder, found \"../é\"`",
                "3,|-3,|69|a file of -3 rows",
                "9}|-9}|69|a file of -9 bytes",
                "9}]|9}, {\"file\": \"é\", \"rows\": 3, \"bytes\": 9}]|59|the file é is listed twice",
                "3,|9223372036854775807,|59|the shape (9223372036854775807, 2) has more than 2^63 - 1 elements"
            })
    void whatIsNoManifestIsRefusedWithItsPlace(String old, String replacement, long offset, String problem) {
        assertThat(GOOD).contains(old);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(GOOD.replace(old, replacement)))
                .withMessage("m.json: byte " + offset + ": " + problem)
                .satisfies(e -> assertThat(e.byteOffset()).isEqualTo(offset));
    }

    @Test
    void rowsThatOverflowAreRefused() {
        String part = "{\"file\": \"a\", \"rows\": 9223372036854775807, \"bytes\": 9}";

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read("{\"npymap\": 1, \"descr\": \"|i1\", \"row_shape\": [], \"parts\": [" + part
                        + ", " + part.replace("\"a\"", "\"b\"") + "]}"))
                .withMessage("m.json: byte 56: more than 2^63 - 1 rows");
    }

    @Test
    void bytesThatOverflowAreRefused() {
        List<Manifest.Entry> entries =
                List.of(new Manifest.Entry("a", 1, Long.MAX_VALUE), new Manifest.Entry("b", 1, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(DType.INT8, Shape.SCALAR, entries))
                .withMessage("more than 2^63 - 1 bytes");
    }

    @Test
    void malformedTextIsRefusedWithItsPlace() {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        bytes[71] = 'x';

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> ManifestReader.read("m.json", bytes))
                .withMessage("m.json: byte 70: expected text in UTF-8, found a malformed sequence of bytes");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> ManifestReader.read("m.json", new byte[0]))
                .withMessage(
                        "m.json: byte 0: expected an object, an array, a string or an integer, found the end of the text");
    }

    @Test
    void aManifestHasALimit() {
        byte[] spaces = new byte[ManifestReader.MAX_BYTES + 1];
        Arrays.fill(spaces, (byte) ' ');

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> ManifestReader.read("m.json", spaces))
                .withMessage("m.json: byte 67108864: expected a manifest of at most 67108864 bytes");
    }
}
