package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.ShareClaim;
import dev.npymap.parallel.SharedFill;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StatusCommandTest {
    private static final String TIME = "20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z";

    @TempDir
    private Path folder;

    private Path file;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void name() {
        file = folder.resolve("a.npy");
    }

    @Test
    void tellsEveryState() throws IOException {
        SharedFill fill = FillFixture.make(file, 1000, 4);
        FillFixture.fill(fill, 0);
        try (ShareClaim _ = fill.claim(1).orElseThrow();
                ShareClaim _ = fill.claim(2).orElseThrow()) {
            FillFixture.setPid(file, 2, FillFixture.NO_PROCESS);

            Cli.Result result = Cli.run("status", file);

            long pid = ProcessHandle.current().pid();
            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
            assertThat(result.outLines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo(file.toString()),
                            line -> assertThat(line)
                                    .isEqualTo("  shares     4: 1 done, 1 claimed, 1 abandoned, 1 free"),
                            line -> assertThat(line).isEqualTo("  rows       250 of 1000 done"),
                            line -> assertThat(line).isEqualTo("  bytes      2000 of 8000 done"),
                            line -> assertThat(line).matches("  started    " + TIME),
                            line -> assertThat(line)
                                    .matches("  rate       [0-9.]+ (million )?rows/s, [0-9.]+ ([kMG]B|bytes)/s"),
                            line -> assertThat(line).matches("  remaining  about [0-9]+ s"),
                            line -> assertThat(line)
                                    .matches(
                                            "    share  rows      state      attempt  pid +host +started +seconds  crc32"),
                            line -> assertThat(line)
                                    .matches("        0  0\\.\\.249    done       1        " + pid + " +.+ +" + TIME
                                            + " +[0-9]+\\.[0-9]{3} +[0-9a-f]{8}"),
                            line -> assertThat(line)
                                    .matches("        1  250\\.\\.499  claimed    1        " + pid + " +.+ +" + TIME),
                            line -> assertThat(line)
                                    .matches("        2  500\\.\\.749  abandoned  1        " + FillFixture.NO_PROCESS
                                            + " +.+ +" + TIME),
                            line -> assertThat(line).isEqualTo("        3  750..999  free"),
                            line -> assertThat(line)
                                    .isEqualTo(
                                            "    abandoned: the process that claimed it is gone; whoever claims next takes it"));
        }
    }

    @Test
    void aProcessOfAnotherMachineIsNotCalledGone() throws IOException {
        SharedFill fill = FillFixture.make(file, 10, 2);
        try (ShareClaim _ = fill.claim(0).orElseThrow()) {
            FillFixture.setPid(file, 0, FillFixture.NO_PROCESS);
            FillFixture.setHost(file, 0, "elsewhere");

            assertThat(Cli.run("status", file).out())
                    .contains("2: 0 done, 1 claimed, 1 free")
                    .containsPattern("0  0\\.\\.4  claimed  1        2147483647  elsewhere")
                    .doesNotContain("abandoned", "rate", "remaining");
        }
    }

    @Test
    void ofManySharesThoseAreShownThatTellSomething() throws IOException {
        SharedFill fill = FillFixture.make(file, 100, 30);
        FillFixture.fill(fill, 3);
        FillFixture.fill(fill, 4);
        fill.reopen(4);
        FillFixture.fill(fill, 4);
        try (ShareClaim _ = fill.claim(7).orElseThrow()) {
            Cli.Result few = Cli.run("status", file);

            assertThat(few.outLines().stream().filter(line -> line.matches("  +[0-9]+  [0-9]+\\.\\..*")))
                    .satisfiesExactly(
                            line -> assertThat(line).matches(" +4  16\\.\\.19  done +2 .*"),
                            line -> assertThat(line).matches(" +7  28\\.\\.31  claimed +1 .*"));
            assertThat(few.out())
                    .endsWith("    28 more, free or done at the first attempt, are not shown; --all shows them\n");
            Cli.Result all = Cli.run("status", "--all", file);
            assertThat(all.outLines().stream().filter(line -> line.matches("  +[0-9]+  [0-9]+\\.\\..*")))
                    .hasSize(30);
            assertThat(all.out()).doesNotContain("--all");
        }
    }

    @Test
    void jsonHasEverything() throws IOException {
        SharedFill fill = FillFixture.make(file, 1000, 3);
        FillFixture.fill(fill, 0);
        try (ShareClaim _ = fill.claim(1).orElseThrow()) {
            FillFixture.setPid(file, 1, FillFixture.NO_PROCESS);

            String host = fill.status(0).host();
            String at = "\"" + TIME.replace("Z", "\\.[0-9]+Z") + "\"";
            assertThat(Cli.run("status", "--json", file).out())
                    .matches("\\{\"file\":\"" + file + "\",\"done\":1,\"claimed\":0,\"abandoned\":1,\"free\":1,"
                            + "\"rows\":1000,\"rows_done\":334,\"bytes\":8000,\"bytes_done\":2672,\"started\":" + at
                            + ",\"rows_per_second\":[0-9.E]+,\"bytes_per_second\":[0-9.E]+,\"remaining_seconds\":null,"
                            + "\"shares\":\\[\\{\"n\":0,\"first_row\":0,\"rows\":334,\"byte_offset\":128,\"byte_count\":2672,"
                            + "\"alignment\":1,\"state\":\"done\",\"attempt\":1,\"pid\":"
                            + ProcessHandle.current().pid() + ",\"host\":\"" + host + "\",\"started\":" + at
                            + ",\"finished\":" + at + ",\"crc32\":\"[0-9a-f]{8}\"\\},"
                            + "\\{\"n\":1,.*\"state\":\"abandoned\",\"attempt\":1,\"pid\":2147483647,.*\"finished\":null,"
                            + "\"crc32\":null\\},"
                            + "\\{\"n\":2,.*\"state\":\"free\",\"attempt\":0,\"pid\":0,\"host\":\"\",\"started\":null,"
                            + "\"finished\":null,\"crc32\":null\\}\\]\\}\n");
        }
    }

    @Test
    void neverMakesALockFile() throws IOException {
        FillFixture.make(file, 10, 2);

        assertThat(Cli.run("status", file).exit()).isZero();
        assertThat(SharedFill.lockOf(file)).doesNotExist();
    }

    @Test
    void aFileThatNobodyFillsIsAnError() throws IOException {
        assertThat(Cli.run("status", file)).isEqualTo(new Cli.Result(1, "", "npymap: " + file + ": no such file\n"));
        Npy.create(file, DType.FLOAT64, Shape.of(3));
        String missing =
                file + ": nobody has begun to fill it in shares: there is no " + SharedFill.ledgerOf(file.toRealPath());
        assertThat(Cli.run("status", file)).isEqualTo(new Cli.Result(1, "", "npymap: " + missing + "\n"));
    }

    private static void awaitText(ByteArrayOutputStream out, String text) throws InterruptedException {
        while (!out.toString(StandardCharsets.UTF_8).contains(text)) {
            Thread.sleep(20);
        }
    }

    private CompletableFuture<Integer> watch(boolean isTerminal) {
        Console console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), isTerminal);
        return CompletableFuture.supplyAsync(
                () -> Main.run(new String[] {"status", "--watch", file.toString()}, console));
    }

    @Test
    void watchWaitsForFileAndLedgerAndEndsWhenAllIsDone() throws Exception {
        CompletableFuture<Integer> watch = watch(false);
        awaitText(err, "waiting: " + file + ": no such file\n");
        SharedFill fill = FillFixture.make(file, 10, 2);
        FillFixture.fill(fill, 0);
        awaitText(err, "filling: 50 % of 10 rows\n");
        assertThat(watch).isNotDone();
        FillFixture.fill(fill, 1);

        assertThat(watch.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("  shares   2: 2 done, 0 claimed, 0 free\n");
    }

    @Test
    void watchTellsThatAllWhoFilledHaveDied() throws Exception {
        SharedFill fill = FillFixture.make(file, 10, 2);
        FillFixture.fill(fill, 0);
        try (ShareClaim share = fill.claim(1).orElseThrow()) {
            FillFixture.setPid(file, 1, FillFixture.NO_PROCESS);
            CompletableFuture<Integer> watch = watch(false);
            awaitText(err, "filling: 50 % of 10 rows, 1 abandoned, none claimed\n");
            assertThat(watch).isNotDone();

            share.array().doubles().fill(2.0);
            share.done();
            assertThat(watch.get(30, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void watchKeepsABarOnATerminal() throws Exception {
        SharedFill fill = FillFixture.make(file, 10, 2);
        CompletableFuture<Integer> watch = watch(true);
        FillFixture.fill(fill, 0);
        awaitText(err, " 5/10 rows (");
        FillFixture.fill(fill, 1);

        assertThat(watch.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\rfilling 100% [=", "] 10/10 rows (");
    }

    @Test
    void watchEndsWhenTheLedgerIsRemoved() throws Exception {
        SharedFill fill = FillFixture.make(file, 10, 2);
        FillFixture.fill(fill, 0);
        CompletableFuture<Integer> watch = watch(false);
        awaitText(err, "filling: 50 %");
        Path ledger = SharedFill.ledgerOf(file.toRealPath());

        Files.delete(ledger);

        assertThat(watch.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("npymap: " + ledger + ": it was removed or replaced before every share was done\n");
    }
}
