package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.parallel.FillOptions;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.npy");
    }

    private static String hex(long crc32) {
        return HexFormat.of().toHexDigits(crc32, 8);
    }

    /** The line of a share whose rows were changed. */
    private static String line(SharedFill fill, long n, String rows) throws IOException {
        return "share " + n + ": rows " + rows + ", expected crc32 "
                + hex(fill.status(n).crc32()) + ", found " + hex(fill.checksum(n));
    }

    @Test
    void sharesThatHoldWhatWasWrittenAreNotMentioned() throws IOException {
        SharedFill fill = FillFixture.make(file, 1000, 4);
        FillFixture.fill(fill, 0);
        FillFixture.fill(fill, 2);

        assertThat(Cli.run("verify", file))
                .isEqualTo(new Cli.Result(0, file + ": 2 shares verified, 0 different, 2 not done yet\n", ""));
    }

    @Test
    void eachShareThatDiffersHasALine() throws IOException {
        SharedFill fill = FillFixture.make(file, 1000, 4);
        for (long n = 0; n < 4; n++) {
            FillFixture.fill(fill, n);
        }
        FillFixture.spoil(file, 999);
        FillFixture.spoil(file, 250);

        Cli.Result result = Cli.run("verify", file);

        assertThat(result.outLines())
                .containsExactly(
                        line(fill, 1, "250..499"),
                        line(fill, 3, "750..999"),
                        file + ": 4 shares verified, 2 different, 0 not done yet");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(fill.isDone()).isTrue();
    }

    @Test
    void reopenMakesThemFreeAgain() throws IOException {
        // The ledger's own alignment is used.
        FillOptions options = FillOptions.defaults().aligned(512).unsynced();
        SharedFill fill = FillFixture.make(file, 1000, 3, options);
        for (long n = 0; n < 3; n++) {
            FillFixture.fill(fill, n);
        }
        ShareStatus second = fill.status(1);
        FillFixture.spoil(file, second.firstRow());
        String rows = second.firstRow() + ".." + (second.firstRow() + second.rows() - 1);
        String differs = line(fill, 1, rows);

        Cli.Result result = Cli.run("verify", "--reopen", file);

        assertThat(result.outLines())
                .containsExactly(
                        differs, "share 1: free again", file + ": 3 shares verified, 1 different, 0 not done yet");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(fill.status(1).state()).isEqualTo(ShareStatus.State.FREE);
        FillFixture.fill(fill, 1);
        assertThat(fill.status(1).attempt()).isEqualTo(2);
        assertThat(Cli.run("verify", "--reopen", file))
                .isEqualTo(new Cli.Result(0, file + ": 3 shares verified, 0 different, 0 not done yet\n", ""));
    }

    @Test
    void aTerminalHasABar() throws IOException {
        SharedFill fill = FillFixture.make(file, 100_000, 2);
        FillFixture.fill(fill, 0);
        FillFixture.fill(fill, 1);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console terminal =
                new Console(new ByteArrayOutputStream(), new PrintStream(err, true, StandardCharsets.UTF_8), true);

        assertThat(Main.run(new String[] {"verify", file.toString()}, terminal)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\rverifying 100% [=", "] 800/800 kB (");
    }

    @Test
    void aFileThatNobodyFilledIsAnError() {
        assertThat(Cli.run("verify", file)).isEqualTo(new Cli.Result(1, "", "npymap: " + file + ": no such file\n"));
        assertThat(Cli.run("verify").errLines())
                .containsExactly("npymap verify: Missing required parameter: 'FILE'", "Try 'npymap verify --help'.");
    }
}
