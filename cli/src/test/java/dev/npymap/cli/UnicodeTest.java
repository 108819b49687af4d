package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy keeps any 32 bits as a character of a {@code U}; not all of them have a text. */
class UnicodeTest {
    private static final ValueLayout.OfInt CODE_POINT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @TempDir
    private Path folder;

    /** A row {@code A} and one of these values. */
    private Path file(int... values) throws IOException {
        Path file = folder.resolve("u.npy");
        NpyArray array = Npy.create(file, DType.string(values.length), Shape.of(2));
        array.segment().set(CODE_POINT, 0, 'A');
        for (int i = 0; i < values.length; i++) {
            array.segment().set(CODE_POINT, (values.length + i) * 4L, values[i]);
        }
        return file;
    }

    @Test
    void aSurrogateIsEscapedInJson() throws IOException {
        Cli.Result result = Cli.run("cat", file('\n', 0xD83D, 'c'));

        assertThat(result.outLines()).containsExactly("\"A\"", "\"\\n\\ud83dc\"");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void twoSurrogatesAreNotWrittenAsOneCharacter() throws IOException {
        assertThat(Cli.run("cat", "--rows", "1:", file(0xD83D, 0xDE00, '"', 0x1F600))
                        .out())
                .isEqualTo("\"\\ud83d\\ude00\\\"😀\"\n");
    }

    @Test
    void csvHasNoEscapes() throws IOException {
        Path file = file('b', 0xD83D, 'c');

        Cli.Result result = Cli.run("cat", "--format", "csv", file);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.outLines()).startsWith("value", "A");
        assertThat(result.errLines())
                .containsExactly("npymap: " + file
                        + ": row 1: the value 0xD83D among the characters of a U cannot be written as text");
    }

    @Test
    void valuesPastTheLastCharacterHaveNoText() throws IOException {
        Path file = file(0x110000);

        Cli.Result result = Cli.run("cat", "--rows", "1:", file);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errLines())
                .containsExactly("npymap: " + file
                        + ": row 1: the value 0x110000 among the characters of a U cannot be written as text");
    }
}
