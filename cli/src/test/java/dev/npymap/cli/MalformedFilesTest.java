package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is wrong gives exit code 1 and a line that names it, and stays as it is. */
class MalformedFilesTest {
    @TempDir
    private Path folder;

    private static byte[] npy(String header, int payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0});
        out.writeBytes(text);
        out.writeBytes(new byte[payload]);
        return out.toByteArray();
    }

    private static Stream<Arguments> files() throws IOException {
        byte[] whole = Files.readAllBytes(Cli.npy("demo"));
        return Stream.of(
                Arguments.of(
                        new byte[0],
                        "byte 0: expected the magic 93 4e 55 4d 50 59 of an NPY file, found an empty file"),
                Arguments.of(Arrays.copyOf(whole, 7), "byte 7: expected a format version, found the end of the file"),
                Arguments.of(
                        Arrays.copyOf(whole, 100),
                        "byte 8: expected a header that ends within the file's 100 bytes, found one that ends at byte 192"),
                Arguments.of(
                        Arrays.copyOf(whole, whole.length - 1),
                        "byte 247: expected 56 bytes of payload for shape (2,) of 28-byte elements, so a file of 248 bytes,"
                                + " found the end of the file"),
                Arguments.of(
                        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 8),
                        "byte 20: the dtype '|O' holds Python objects, which NumPy stores as a pickle: reading one can run any"
                                + " code, so npymap refuses it"),
                Arguments.of(
                        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", 8),
                        "byte 60: a negative dimension, -1, in the shape (-1,)"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void areRefusedAndLeftAlone(byte[] bytes, String problem) throws IOException {
        Path file = Files.write(folder.resolve("bad.npy"), bytes);
        FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, time);

        for (String command : new String[] {"info", "cat"}) {
            assertThat(Cli.run(command, file))
                    .isEqualTo(new Cli.Result(1, "", "npymap: " + file + ": " + problem + "\n"));
        }
        assertThat(Cli.run("digest", file)).isEqualTo(new Cli.Result(0, file + "\t-\tREFUSED\t" + problem + "\n", ""));

        assertThat(file).hasBinaryContent(bytes);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    }
}
