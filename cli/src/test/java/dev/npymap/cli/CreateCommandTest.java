package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void makesAFileOfZeros() throws IOException {
        Path file = folder.resolve("a.npy");

        Cli.Result result = Cli.run("create", "--dtype", "<f8", "--shape", "1000,3", file);

        assertThat(result).isEqualTo(new Cli.Result(0, file + ": <f8, shape (1000, 3), 24128 bytes (24.1 kB)\n", ""));
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(24128);
        assertThat(new String(bytes, 10, 118, StandardCharsets.ISO_8859_1).strip())
                .isEqualTo("{'descr': '<f8', 'fortran_order': False, 'shape': (1000, 3), }");
        assertThat(Arrays.copyOfRange(bytes, 128, bytes.length)).containsOnly(0);
        assertThat(Cli.names(folder)).containsExactly("a.npy");
    }

    @Test
    void beginsAFillInShares() throws IOException {
        Path file = folder.resolve("a.npy");

        Cli.Result result = Cli.run("create", "--dtype", "<f8", "--shape", "1000,3", "--shares", "7", file);

        assertThat(result.out()).isEqualTo(file + ": <f8, shape (1000, 3), 24128 bytes (24.1 kB), in 7 shares\n");
        assertThat(SharedFill.inspect(file).status())
                .hasSize(7)
                .allMatch(share -> share.state() == ShareStatus.State.FREE);
        assertThat(Cli.names(folder)).containsExactlyInAnyOrder("a.npy", "a.npy.ledger.npy");
    }

    @Test
    void refusesNoSharesBeforeThereIsAFile() throws IOException {
        Cli.Result result =
                Cli.run("create", "--dtype", "<f8", "--shape", "5", "--shares", "0", folder.resolve("a.npy"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).first().isEqualTo("npymap create: a file in 0 shares");
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void takesPythonLiterals() throws IOException {
        Path file = folder.resolve("a.npy");

        Cli.Result result = Cli.run(
                "create",
                "--dtype",
                "[('id', '<i8'), ('pos', '>f4', (3,))]",
                "--shape",
                "(2, 3)",
                "--fortran",
                "--sparse",
                "--npy-version",
                "3.0",
                file);

        assertThat(result.err()).isEmpty();
        assertThat(Files.readAllBytes(file)).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 3, 0);
        assertThat(Cli.run("info", "--json", file).out())
                .contains(
                        "\"version\":\"3.0\",\"descr\":\"[('id', '<i8'), ('pos', '>f4', (3,))]\",\"shape\":[2,3],\"order\":\"F\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"5|(5,)", "(5,)|(5,)", "5,|(5,)", "''|()", "()|()", " 2 , 3 |(2, 3)", "(0, 3)|(0, 3)"})
    void takesShapes(String text, String shape) {
        assertThat(Cli.run("create", "--dtype", "i1", "--shape", text, folder.resolve("a.npy"))
                        .out())
                .contains("shape " + shape + ",");
    }

    @Test
    void leavesAnExistingFileUnlessTold() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npy"), "mine");

        Cli.Result result = Cli.run("create", "--dtype", "i1", "--shape", "3", file);

        assertThat(result).isEqualTo(new Cli.Result(1, "", "npymap: " + file + ": it exists, and is left as it is\n"));
        assertThat(file).hasContent("mine");
        assertThat(Cli.run("create", "--dtype", "i1", "--shape", "3", "--replace", file)
                        .exit())
                .isZero();
        assertThat(file).hasSize(131);
        assertThat(Cli.names(folder)).containsExactly("a.npy");
    }

    @Test
    void saysWhatIsWrongWithTheDisk() throws IOException {
        Path file = folder.resolve("a.npy");
        Path lost = folder.resolve("no/a.npy");

        Cli.Result large = Cli.run("create", "--dtype", "f8", "--shape", "1000000000000000", file);
        Cli.Result nowhere = Cli.run("create", "--dtype", "f8", "--shape", "3", lost);

        assertThat(large.exit()).isEqualTo(1);
        assertThat(large.err())
                .startsWith("npymap: " + file + ": no space: it needs 8000000000000128 bytes, and ")
                .hasLineCount(1);
        assertThat(nowhere)
                .isEqualTo(
                        new Cli.Result(1, "", "npymap: " + lost + ": there is no folder " + lost.getParent() + "\n"));
        assertThat(Cli.names(folder)).isEmpty();
    }

    private void assertUsage(String message, Object... options) throws IOException {
        Object[] arguments = Stream.of(Stream.of("create"), Stream.of(options), Stream.of(folder.resolve("a.npy")))
                .flatMap(s -> s)
                .toArray();
        Cli.Result result = Cli.run(arguments);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("npymap create: " + message, "Try 'npymap create --help'.");
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void wrongArgumentsAreUsageErrors() throws IOException {
        assertUsage("Missing required option: '--shape=N,M,...'", "--dtype", "f8");
        assertUsage("Missing required option: '--dtype=DESCR'", "--shape", "3");
        assertUsage(
                "Invalid value for option '--shape': '3,x' is no shape such as 1000,3",
                "--dtype",
                "f8",
                "--shape",
                "3,x");
        assertUsage(
                "Invalid value for option '--shape': a negative dimension, -3, in the shape (-3,)",
                "--dtype",
                "f8",
                "--shape=-3");
        assertUsage(
                "Invalid value for option '--npy-version': '4.0' is none of 1.0, 2.0 and 3.0",
                "--dtype",
                "f8",
                "--shape",
                "3",
                "--npy-version",
                "4.0");
        assertUsage(
                "Invalid value for option '--dtype': expected a dtype, found '<q8', at character 0",
                "--dtype",
                "<q8",
                "--shape",
                "3");
        assertUsage(
                "version 1.0 cannot hold a field name that is not Latin-1: [('→', '<i4')]; version 3.0 can",
                "--dtype",
                "[('→', '<i4')]",
                "--shape",
                "3",
                "--npy-version",
                "1.0");
        assertUsage(
                "shape (4611686018427387904,) of 8-byte elements exceeds 2^63 - 1 bytes",
                "--dtype",
                "f8",
                "--shape",
                "4611686018427387904");
    }
}
