package dev.npymap.format;

import static dev.npymap.testing.NpyBytes.cut;
import static dev.npymap.testing.NpyBytes.file;
import static dev.npymap.testing.NpyBytes.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.NpyBytes;
import dev.npymap.testing.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderReaderTest {
    private static final String GOOD = text("'<f8'", "False", "(3,)");

    private static NpyHeader read(byte[] file) throws IOException {
        return read(file, file.length, ReadOptions.defaults());
    }

    private static NpyHeader read(byte[] file, long fileSize, ReadOptions options) throws IOException {
        return new HeaderReader("a.npy", fileSize, options).read((into, position) -> {
            if (position >= file.length) {
                return -1;
            }
            int count = Math.min(into.remaining(), file.length - (int) position);
            into.put(file, (int) position, count);
            return count;
        });
    }

    static Stream<Arguments> texts() {
        return Table.rows("format/read.tsv", 250);
    }

    /** NumPy takes a bool for a dimension, and a dict without fields for no fields. */
    private static final Set<String> REFUSED_ALL_THE_SAME =
            Set.of("(True,)", "{'descr': {}, 'fortran_order': False, 'shape': (3,)}");

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("texts")
    void readsWhatNumPyReads(
            String version, String text, String outcome, String descr, String fortranOrder, String shape)
            throws IOException {
        byte[] file = file(version.charAt(0) - '0', text, 1000);
        if (outcome.equals("refused") || REFUSED_ALL_THE_SAME.stream().anyMatch(text::contains)) {
            assertThatExceptionOfType(NpyFormatException.class).isThrownBy(() -> read(file));
            return;
        }

        NpyHeader header = read(file);

        assertThat(header.version()).hasToString(version);
        assertThat(header.dtype().descr()).isEqualTo(descr);
        assertThat(header.order() == MemoryOrder.FORTRAN).isEqualTo(fortranOrder.equals("True"));
        assertThat(header.shape()).hasToString(shape);
        assertThat(header.payloadOffset()).isEqualTo(file.length - 1000);
    }

    @ParameterizedTest
    @MethodSource("dev.npymap.format.HeaderWriterTest#written")
    void readsWhatNumPyWrites(String version, String descr, String fortranOrder, String shape, String bytes)
            throws IOException {
        NpyHeader header = read(bytes.getBytes(ISO_8859_1), Long.MAX_VALUE, ReadOptions.defaults());

        assertThat(header.dtype().descr()).isEqualTo(DType.of(descr).descr());
        assertThat(header.order() == MemoryOrder.FORTRAN).isEqualTo(fortranOrder.equals("True"));
        assertThat(header.shape()).hasToString(shape);
        assertThat(header.payloadOffset()).isEqualTo(bytes.length());
    }

    static Stream<Arguments> malformedFiles() {
        byte[] good = file(1, GOOD, 24);
        byte[] good2 = file(2, GOOD, 24);
        String magic = "expected the magic 93 4e 55 4d 50 59 of an NPY file, found ";
        return Stream.of(
                arguments("empty", new byte[0], 0, magic + "an empty file"),
                arguments("one byte of magic", cut(good, 1), 0, magic + "93"),
                arguments("part of the magic", cut(good, 5), 0, magic + "93 4e 55 4d 50"),
                arguments("text", "1.0 2.0\n".getBytes(UTF_8), 0, magic + "31 2e 30 20 32 2e, perhaps text"),
                arguments("lower case", with(good, 1, 'n'), 0, magic + "93 6e 55 4d 50 59"),
                arguments(
                        "zip",
                        "PK\3\4....".getBytes(UTF_8),
                        0,
                        magic + "50 4b 03 04 2e 2e, a zip archive (an .npz file?)"),
                arguments(
                        "empty zip", "PK\5\6".getBytes(UTF_8), 0, magic + "50 4b 05 06, a zip archive (an .npz file?)"),
                arguments(
                        "pickle",
                        "\u0080\4\u0095.".getBytes(ISO_8859_1),
                        0,
                        magic + "80 04 95 2e, perhaps a Python pickle"),
                arguments("HDF5", "\u0089HDF\r\n\u001a\n".getBytes(ISO_8859_1), 0, magic + "89 48 44 46 0d 0a"),
                arguments("no version", cut(good, 6), 6, "expected a format version, found the end of the file"),
                arguments("half a version", cut(good, 7), 7, "expected a format version, found the end of the file"),
                arguments("version 0.0", with(good, 6, 0), 6, "expected format version 1.0, 2.0 or 3.0, found 0.0"),
                arguments("version 1.1", with(good, 7, 1), 6, "expected format version 1.0, 2.0 or 3.0, found 1.1"),
                arguments("version 4.0", with(good, 6, 4), 6, "expected format version 1.0, 2.0 or 3.0, found 4.0"),
                arguments(
                        "version 255.255",
                        with(with(good, 6, 255), 7, 255),
                        6,
                        "expected format version 1.0, 2.0 or 3.0, found 255.255"),
                arguments("no length", cut(good, 8), 8, "expected the header's length, found the end of the file"),
                arguments("half a length", cut(good, 9), 9, "expected the header's length, found the end of the file"),
                arguments(
                        "a quarter of a length",
                        cut(good2, 9),
                        9,
                        "expected the header's length, found the end of the file"),
                arguments(
                        "no text",
                        cut(good, 10),
                        8,
                        "expected a header that ends within the file's 10 bytes, found one that ends at byte 68"),
                arguments(
                        "part of the text",
                        cut(good, 67),
                        8,
                        "expected a header that ends within the file's 67 bytes, found one that ends at byte 68"),
                arguments(
                        "length of 65535",
                        with(with(good, 8, 255), 9, 255),
                        8,
                        "expected a header that ends within the file's 92 bytes, found one that ends at byte 65545"),
                arguments(
                        "length of 2^20 + 1",
                        with(with(good2, 8, 1), 10, 16),
                        8,
                        "expected a header of at most 1048576 bytes, found one of 1048577"),
                arguments(
                        "length of 2^32 - 1",
                        with(with(with(with(good2, 8, 255), 9, 255), 10, 255), 11, 255),
                        8,
                        "expected a header of at most 1048576 bytes, found one of 4294967295"),
                arguments(
                        "length of 2^31",
                        with(with(good2, 8, 0), 11, 128),
                        8,
                        "expected a header of at most 1048576 bytes, found one of 2147483648"),
                arguments("empty text", file(1, "", 24), 10, "expected a value, found the end of the text"),
                arguments(
                        "payload too short",
                        cut(good, 91),
                        91,
                        "expected 24 bytes of payload for shape (3,) of 8-byte elements, so a file of 92 bytes, found the"
                                + " end of the file"),
                arguments(
                        "no payload",
                        cut(good, 68),
                        68,
                        "expected 24 bytes of payload for shape (3,) of 8-byte elements, so a file of 92 bytes, found the"
                                + " end of the file"));
    }

    private static byte[] with(byte[] file, int offset, int value) {
        byte[] changed = file.clone();
        changed[offset] = (byte) value;
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedFiles")
    void saysWhatIsWrongInTheFileAndWhere(String name, byte[] file, long offset, String problem) {
        assertRefused(() -> read(file), offset, problem);
    }

    static Stream<Arguments> malformedTexts() {
        String keys = "expected one of the keys 'descr', 'fortran_order', 'shape', found ";
        String objects =
                " holds Python objects, which NumPy stores as a pickle: reading one can run any code, so npymap"
                        + " refuses it";
        return Stream.of(
                arguments("[1]", 0, "expected a dict, found a list"),
                arguments("None", 0, "expected a dict, found None"),
                arguments("hello", 0, "expected a value, found the name hello"),
                arguments("{} {}", 3, "expected the end of the text, found '{'"),
                arguments("{", 1, "expected a value, found the end of the text"),
                arguments("{'descr': '<f8'", 15, "expected ',' or '}', found the end of the text"),
                arguments("{'descr': '<f8\n'}", 10, "a string without its closing '"),
                arguments(
                        "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}\0",
                        55,
                        "a NUL character, which Python source cannot hold"),
                arguments("{'dtype': '<f8'}", 1, keys + "'dtype'"),
                arguments("{'descr': '<f8', b'shape': ()}", 17, keys + "bytes"),
                arguments("{'descr': '<f8', 1: ()}", 17, keys + "an int"),
                arguments("{}", 1, "expected the key 'descr', found the end of the header's dict"),
                arguments(
                        "{'descr': '<f8'}", 15, "expected the key 'fortran_order', found the end of the header's dict"),
                arguments(
                        "{'descr': '<f8', 'fortran_order': True}",
                        38,
                        "expected the key 'shape', found the end of the header's dict"),
                arguments(text("'<f8'", "1", "(3,)"), 34, "expected fortran_order as True or False, found an int"),
                arguments(text("'<f8'", "None", "(3,)"), 34, "expected fortran_order as True or False, found None"),
                arguments(text("'<f8'", "true", "(3,)"), 34, "expected a value, found the name true"),
                arguments(text("'<f8'", "False", "3"), 50, "expected shape as a tuple of ints, found an int"),
                arguments(text("'<f8'", "False", "(3)"), 51, "expected shape as a tuple of ints, found an int"),
                arguments(text("'<f8'", "False", "[3]"), 50, "expected shape as a tuple of ints, found a list"),
                arguments(text("'<f8'", "False", "(2, '3')"), 54, "expected a dimension as an int, found a str"),
                arguments(text("'<f8'", "False", "(3.0,)"), 51, "expected a dimension as an int, found a float"),
                arguments(text("'<f8'", "False", "(2, -1)"), 50, "a negative dimension, -1, in the shape (2, -1)"),
                arguments(text("'<f8'", "False", "(9223372036854775808,)"), 51, "an int that does not fit in 64 bits"),
                arguments(
                        text("'<f8'", "False", "(4294967296, 4294967296)"),
                        50,
                        "the shape (4294967296, 4294967296) has more than 2^63 - 1 elements"),
                arguments(
                        text("'<f8'", "False", "(0, 9223372036854775807, 2)"),
                        50,
                        "the shape (0, 9223372036854775807, 2) has more than 2^63 - 1 elements"),
                arguments(
                        text("'<f8'", "False", "(1152921504606846976,)"),
                        50,
                        "shape (1152921504606846976,) of 8-byte elements exceeds 2^63 - 1 bytes"),
                arguments(
                        text("('<f8', (2,))", "False", "(4611686018427387904,)"),
                        58,
                        "the shape (4611686018427387904, 2) has more than 2^63 - 1 elements"),
                arguments(
                        text("'<f8'", "False", "(" + "1,".repeat(65) + ")"),
                        50,
                        "a shape of 65 dimensions; NumPy's limit is 64"),
                arguments(text("7", "False", "(3,)"), 10, "expected a dtype as a str, list or tuple, found an int"),
                arguments(text("None", "False", "(3,)"), 10, "expected a dtype as a str, list or tuple, found None"),
                arguments(text("True", "False", "(3,)"), 10, "expected a dtype as a str, list or tuple, found a bool"),
                arguments(text("b'<f8'", "False", "(3,)"), 10, "expected a dtype as a str, list or tuple, found bytes"),
                arguments(
                        text("{'a': ('<f8', 0)}", "False", "(3,)"),
                        10,
                        "expected a dtype as a str, list or tuple, found a dict"),
                arguments(text("'<x8'", "False", "(3,)"), 10, "expected a dtype, found '<x8'"),
                arguments(text("[('a', '<i4'), ('b', '<x8')]", "False", "(3,)"), 31, "expected a dtype, found '<x8'"),
                arguments(
                        text("[('a', '<i4'), ('a', '<i4')]", "False", "(3,)"),
                        10,
                        "the name 'a' is already used as a name or title"),
                arguments(text("'|O'", "False", "(3,)"), 10, "the dtype '|O'" + objects),
                arguments(text("[('a', '<i4'), ('b', [('c', 'O')])]", "False", "(3,)"), 38, "the dtype 'O'" + objects));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedTexts")
    void saysWhatIsWrongInTheTextAndWhere(String text, int offset, String problem) {
        assertRefused(() -> read(file(1, text, 100)), 10 + offset, problem);
        assertRefused(() -> read(file(3, text, 100)), 12 + offset, problem);
    }

    private interface Read {
        Object read() throws IOException;
    }

    private static void assertRefused(Read read, long offset, String problem) {
        NpyFormatException e = catchThrowableOfType(NpyFormatException.class, read::read);

        assertThat(e).hasMessage("a.npy: byte %d: %s", offset, problem);
        assertThat(e.byteOffset()).isEqualTo(offset);
        assertThat(e.file()).isEqualTo("a.npy");
    }

    @Nested
    class Version3 {
        @Test
        void offsetsCountBytes() {
            String text = text("[('\u6570', '<i4'), ('\ud83d\ude00', '<x4')]", "False", "(3,)");
            int before = text.substring(0, text.indexOf("'<x4'")).getBytes(UTF_8).length;

            assertRefused(() -> read(file(3, text, 12)), 12 + before, "expected a dtype, found '<x4'");
        }

        @Test
        void malformedUtf8IsLocated() {
            byte[] text = text("[('??', '<i4')]", "False", "(3,)").getBytes(UTF_8);
            text[13] = (byte) 0xc3;
            assertRefused(
                    () -> read(file(3, text, 12)),
                    12 + 13,
                    "expected text in UTF-8, found a malformed sequence of bytes");

            byte[] cutOff = Arrays.copyOf(text, text.length + 1);
            cutOff[13] = '?';
            cutOff[text.length] = (byte) 0xe6;
            assertRefused(
                    () -> read(file(3, cutOff, 12)),
                    12 + text.length,
                    "expected text in UTF-8, found a malformed sequence of bytes");
        }

        @Test
        void theSameBytesAreLatin1InVersion2() throws IOException {
            byte[] text = text("[('\u00e9', '<i4')]", "False", "(3,)").getBytes(UTF_8);

            assertThat(read(file(3, text, 12)).dtype()).hasToString("[('\u00e9', '<i4')]");
            assertThat(read(file(2, text, 12)).dtype()).hasToString("[('\u00c3\u00a9', '<i4')]");
        }

        @Test
        void hasNoSuffixOfPython2() {
            assertRefused(
                    () -> read(file(3, text("'<f8'", "False", "(3L,)"), 24)),
                    12 + 52,
                    "expected the end of a number, found 'L'");
            assertRefused(
                    () -> read(file(3, text("('<f8', (3L,))", "False", "(1,)"), 24)),
                    12 + 20,
                    "expected the end of a number, found 'L'");
        }
    }

    @Nested
    class Limits {
        private final byte[] file = file(1, text("[('a', [('b', '<i4')])]", "False", "(3,)"), 12);

        @Test
        void headerBytes() throws IOException {
            int length = file.length - 10 - 12;

            assertThat(read(file, file.length, ReadOptions.defaults().maxHeaderBytes(length)))
                    .isNotNull();
            assertRefused(
                    () -> read(file, file.length, ReadOptions.defaults().maxHeaderBytes(length - 1)),
                    8,
                    "expected a header of at most " + (length - 1) + " bytes, found one of " + length);
        }

        @Test
        void headerBytesOfAJavaArray() {
            byte[] prefix = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, 0x7f};

            assertRefused(
                    () -> read(prefix, Long.MAX_VALUE, ReadOptions.defaults().maxHeaderBytes(Integer.MAX_VALUE)),
                    8,
                    "expected a header of at most 2147483583 bytes, found one of 2147483647");
        }

        @Test
        void depth() throws IOException {
            assertThat(read(file, file.length, ReadOptions.defaults().maxDepth(5)))
                    .isNotNull();
            assertRefused(
                    () -> read(file, file.length, ReadOptions.defaults().maxDepth(4)),
                    10 + 18,
                    "more than 4 nested brackets");
        }

        @Test
        void values() throws IOException {
            int three = new String(file, ISO_8859_1).indexOf("3,");

            assertThat(read(file, file.length, ReadOptions.defaults().maxValues(14)))
                    .isNotNull();
            assertRefused(
                    () -> read(file, file.length, ReadOptions.defaults().maxValues(13)), three, "more than 13 values");
        }

        @Test
        void trailingBytes() throws IOException {
            ReadOptions strict = ReadOptions.defaults().rejectTrailingBytes(true);

            assertThat(read(file, file.length, strict)).isEqualTo(read(file));
            assertThat(read(file, file.length + 5L, ReadOptions.defaults())).isEqualTo(read(file));
            assertRefused(
                    () -> read(file, file.length + 5L, strict),
                    file.length,
                    "expected the end of the file, found 5 trailing bytes");
        }
    }

    @Test
    void longHeadersAreReadInWhole() throws IOException {
        String name = "n".repeat(500_000);
        byte[] file = file(2, text("[('" + name + "', '<i4')]", "False", "(3,)"), 12);

        assertThat(read(file).dtype())
                .isEqualTo(DType.struct().field(name, DType.INT32).build());
    }

    @Test
    void fileThatShrinksMeanwhileIsNoticed() {
        byte[] file = file(2, text("[('" + "n".repeat(1000) + "', '<i4')]", "False", "(3,)"), 12);

        assertRefused(
                () -> read(cut(file, 700), file.length, ReadOptions.defaults()),
                700,
                "the file ended here while it was read");
    }

    @Test
    void payloadMayBeginAnywhereAndHaveNoBytes() throws IOException {
        NpyHeader header = read(file(1, text("'<f8'", "False", "(3, 0)"), 0));

        assertThat(header.shape()).isEqualTo(Shape.of(3, 0));
        assertThat(header.payloadOffset() % 8).isNotZero();
    }

    @Test
    void channelKeepsItsPosition(@TempDir Path folder) throws IOException {
        Path path = Files.write(folder.resolve("a.npy"), file(1, GOOD, 24));
        try (FileChannel channel = FileChannel.open(path)) {
            channel.position(7);

            NpyHeader header = NpyHeader.read(channel, path, ReadOptions.defaults());

            assertThat(header.shape()).isEqualTo(Shape.of(NpyBytes.dims("(3,)")));
            assertThat(channel.position()).isEqualTo(7);
        }
    }

    @Test
    void messagesNameTheFileAsTheCallerDid(@TempDir Path folder) throws IOException {
        Path path = Files.createFile(folder.resolve("empty.npy"));
        try (FileChannel channel = FileChannel.open(path)) {
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> NpyHeader.read(channel, path, ReadOptions.defaults()))
                    .withMessageStartingWith(path + ": byte 0: ");
        }
    }
}
