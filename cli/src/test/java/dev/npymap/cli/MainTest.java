package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void printsItsVersion() {
        Cli.Result result = Cli.run("--version");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("npymap ").endsWith("\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        Cli.Result result = Cli.run("--help");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains(
                        "info ",
                        "cat ",
                        "digest ",
                        "create ",
                        "compact ",
                        "status ",
                        "verify ",
                        "demo ",
                        "A file or the disk is wrong")
                .doesNotContain(DemoWorker.NAME);
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "cat", "digest", "create", "status", "verify", "demo"})
    void everyCommandHasHelp(String command) {
        Cli.Result result = Cli.run(command, "--help");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("Usage: npymap " + command);
    }

    @Test
    void tellsOfItsCommandsWhereNoneIsGiven() {
        Cli.Result result = Cli.run();

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo(Cli.run("--help").out());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(Cli.run("inof", "a.npy").errLines())
                .containsExactly(
                        "npymap: Unmatched arguments from index 0: 'inof', 'a.npy'",
                        "Did you mean info?",
                        "Try 'npymap --help'.");
        assertThat(Cli.run("cat", "--row", "1:2", "a.npy").errLines())
                .first()
                .isEqualTo("npymap cat: Unknown options: '--row', 'a.npy'");
        assertThat(Cli.run("info").errLines())
                .containsExactly("npymap info: Missing required parameter: 'FILE'", "Try 'npymap info --help'.");
        assertThat(Cli.run("info").exit()).isEqualTo(2);
    }

    @Test
    void aFileMayBeginWithAnAtSign() {
        assertThat(Cli.run("info", "@missing.npy").errLines()).containsExactly("npymap: @missing.npy: no such file");
    }

    /** Takes nothing, as a full disk or a pipe whose reader has gone. */
    private static Cli.Result runInto(String trouble, String... args) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(trouble);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        int exit = Main.run(args, new Console(new GuardedOutput(broken), messages, false));
        return new Cli.Result(exit, "", err.toString(StandardCharsets.UTF_8));
    }

    private static List<String[]> everyKindOfOutput() {
        String file = Cli.npy("nested").toString();
        return List.of(
                new String[] {"--help"},
                new String[] {"info", file},
                new String[] {"info", "--json", file},
                new String[] {"cat", file},
                new String[] {"cat", "--format", "csv", file},
                new String[] {"digest", file, file});
    }

    @Test
    void endsQuietlyWhenTheReaderHasGone() {
        for (String[] args : everyKindOfOutput()) {
            Cli.Result result = runInto("Broken pipe", args);

            assertThat(result.err()).as(args[0]).isEmpty();
            assertThat(result.exit()).as(args[0]).isZero();
        }
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() {
        for (String[] args : everyKindOfOutput()) {
            Cli.Result result = runInto("No space left on device", args);

            assertThat(result.errLines())
                    .as(args[0])
                    .containsExactly("npymap: standard output: No space left on device");
            assertThat(result.exit()).as(args[0]).isEqualTo(1);
        }
    }
}
