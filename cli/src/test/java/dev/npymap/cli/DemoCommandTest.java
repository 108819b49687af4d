package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class DemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void processesFillTheirShares() throws IOException {
        Cli.Result result = Cli.run("demo", "--rows", 1000, "--processes", 3, "--dir", folder);

        Path file = folder.resolve("demo.npy");
        // On a slow machine.
        assertThat(result.errLines()).allMatch(line -> line.matches("(filling|verifying): [0-9]+ % of 1000 rows"));
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .matches(
                        "(?s)" + file + ": made, 1000 rows of \\[\\('id', '<i8'\\), \\('x', '<f8'\\), \\('y', '<f8'\\),"
                                + " \\('share', '<i4'\\)\\], 28\\.2 kB\n"
                                + "3 processes fill it, each through a map of its own share\n"
                                + "filled:   1000 rows in [0-9.]+ s, [0-9.]+ million rows/s, [0-9.]+ [kM]B/s, the start of the JVMs included\n"
                                + "verified: 1000 rows in [0-9.]+ s, [0-9.]+ million rows/s, [0-9.]+ [kMG]B/s\n"
                                + "It is yours: " + file + "\n"
                                + "Its ledger:  " + file + ".ledger.npy, for `npymap status` and `npymap verify`\n"
                                + "In NumPy:    python3 -c '.*" + file + ".*'\n");
        NpyArray rows = Npy.map(file);
        assertThat(rows.rows()).isEqualTo(1000);
        for (long i = 0; i < 1000; i++) {
            assertThat(rows.longs("id").get(i)).isEqualTo(i);
            assertThat(rows.doubles("x").get(i)).isEqualTo(i * 0.5);
            assertThat(rows.doubles("y").get(i)).isEqualTo(-i * 0.25);
            assertThat(rows.ints("share").get(i)).isEqualTo(i < 334 ? 0 : i < 667 ? 1 : 2);
        }
        assertThat(Cli.names(folder)).containsExactlyInAnyOrder("demo.npy", "demo.npy.ledger.npy", "demo.npy.lock");
        assertThat(Cli.run("verify", file))
                .isEqualTo(new Cli.Result(0, file + ": 3 shares verified, 0 different, 0 not done yet\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"1000, 3, 2, 667..999", "5, 2, 1, 3..4", "1, 2, 1, none", "7, 1, 0, 0..6"})
    void whatAKilledProcessLeavesIsTakenOver(long rows, int processes, int victim, String victimRows)
            throws IOException {
        Cli.Result result = Cli.run("demo", "--kill", "--rows", rows, "--processes", processes, "--dir", folder);

        Path file = folder.resolve("demo.npy");
        assertThat(result.exit()).as(result.err()).isZero();
        Matcher story = Pattern.compile("process ([0-9]+) is killed in the middle of its share\n"
                        + "share " + victim + ": rows " + victimRows + ", abandoned, attempt 1, process \\1\n"
                        + "process ([0-9]+) takes over whatever is not done\n"
                        + "(?s:.*)"
                        + "share " + victim + ": rows " + victimRows + ", done, attempt 2, process \\2\n"
                        + "checksums of " + processes + " shares verified\n")
                .matcher(result.out());
        assertThat(story.find()).as(result.out()).isTrue();
        SharedFill fill = SharedFill.inspect(file);
        for (ShareStatus share : fill.status()) {
            assertThat(share.state()).isEqualTo(ShareStatus.State.DONE);
            // Only what was not done is filled.
            assertThat(share.attempt()).isEqualTo(share.n() == victim ? 2 : 1);
        }
        assertThat(fill.status(victim).pid()).isEqualTo(Long.parseLong(story.group(2)));
        assertThat(fill.verify()).isEmpty();
    }

    @Test
    void aTerminalHasABar() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console terminal = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), true);
        String[] arguments = {"demo", "--rows", "1000", "--processes", "1", "--dir", folder.toString()};

        assertThat(Main.run(arguments, terminal)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("\rfilling 100% [=", "\rverifying 100% [=", "] 1000/1000 rows (");
    }

    @Test
    void thereMayBeMoreProcessesThanRows() throws IOException {
        assertThat(Cli.run("demo", "--rows", 1, "--processes", 2, "--dir", folder, "--rm")
                        .out())
                .contains("verified: 1 rows")
                .endsWith("deleted " + folder.resolve("demo.npy") + ", its ledger and its lock file\n");
        assertThat(Cli.run("demo", "--rows", 0, "--processes", 1, "--dir", folder, "--rm")
                        .exit())
                .isZero();
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void neverOverwrites() throws IOException {
        Path file = Files.writeString(folder.resolve("demo.npy"), "mine");

        Cli.Result result = Cli.run("demo", "--rows", 10, "--dir", folder, "--rm");

        assertThat(result).isEqualTo(new Cli.Result(1, "", "npymap: " + file + ": it exists, and is left as it is\n"));
        assertThat(file).hasContent("mine");
        assertThat(Cli.names(folder)).containsExactly("demo.npy");
    }

    @Test
    void aLedgerThatWasLeftIsLeft() throws IOException {
        Cli.run("demo", "--rows", 10, "--processes", 1, "--dir", folder);
        Path file = folder.resolve("demo.npy");
        Files.delete(file);

        Cli.Result result = Cli.run("demo", "--rows", 10, "--dir", folder, "--rm");

        assertThat(result)
                .isEqualTo(
                        new Cli.Result(
                                1,
                                "",
                                "npymap: " + file + ": " + SharedFill.ledgerOf(file)
                                        + " is there, which tells of the shares of an earlier file of this name: delete it first\n"));
        assertThat(Cli.names(folder)).containsExactlyInAnyOrder("demo.npy.ledger.npy", "demo.npy.lock");
    }

    @Test
    void aDiskThatIsTooSmallIsAnError() throws IOException {
        Cli.Result result = Cli.run("demo", "--rows", 1_000_000_000_000_000L, "--dir", folder);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("npymap: " + folder.resolve("demo.npy") + ": no space: it needs 28000000000000")
                .hasLineCount(1);
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void wrongNumbersAreUsageErrors() {
        assertThat(Cli.run("demo", "--rows", "-1").errLines())
                .containsExactly("npymap demo: --rows is less than 0", "Try 'npymap demo --help'.");
        assertThat(Cli.run("demo", "--processes", "0").errLines())
                .containsExactly("npymap demo: --processes is less than 1", "Try 'npymap demo --help'.");
        assertThat(Cli.run("demo", "--rows", "many").exit()).isEqualTo(2);
    }

    @Test
    void verificationFindsAWrongRow() throws IOException {
        Cli.run("demo", "--rows", 1000, "--processes", 2, "--dir", folder);
        Path file = folder.resolve("demo.npy");
        NpyArray rows = Npy.map(file, MapMode.READ_WRITE, Window.all());
        rows.doubles("x").set(700, 1.0);

        assertThat(catchException(() -> DemoRows.verify(file, 2, _ -> {})))
                .hasMessage(
                        file + ": row 700 holds id 700, x 1.0, y -175.0, share 1; what was written is id 700, x 350.0,"
                                + " y -175.0, share 1");
    }

    /** Runs the demo as a user does, in a JVM of its own. */
    private Process start(long rows, String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo",
                "--rows",
                Long.toString(rows),
                "--processes",
                "2",
                "--dir",
                folder.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }

    /** Waits until the demo has started its processes. */
    private static List<ProcessHandle> workers(Process demo) throws IOException {
        BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).contains("made");
        assertThat(out.readLine()).startsWith("2 processes fill it");
        List<ProcessHandle> workers = demo.children().toList();
        assertThat(workers).hasSize(2);
        return workers;
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aProcessThatIsKilledEndsTheDemo() throws Exception {
        Process demo = start(5_000_000);
        List<ProcessHandle> workers = workers(demo);

        workers.getLast().destroyForcibly();

        assertThat(errors(demo))
                .matches("(?s).*npymap: " + folder.resolve("demo.npy")
                        + ": worker [01] of 2 \\(process " + workers.getLast().pid()
                        + "\\) ended with exit code 137\n");
        assertThat(demo.waitFor()).isEqualTo(1);
        workers.getFirst().onExit().get(10, TimeUnit.SECONDS);
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals that run shutdown hooks")
    void aSignalLeavesNothingBehind() throws Exception {
        Process demo = start(5_000_000);
        List<ProcessHandle> workers = workers(demo);

        // Not Process.destroy, which closes the streams.
        demo.toHandle().destroy();

        assertThat(errors(demo))
                .endsWith("npymap: " + folder.resolve("demo.npy")
                        + ": interrupted; its processes are stopped and the unfinished file is deleted\n");
        assertThat(demo.waitFor()).isEqualTo(143);
        for (ProcessHandle worker : workers) {
            worker.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals that run shutdown hooks")
    void aSignalAfterAKillLeavesNothingBehind() throws Exception {
        Process demo = start(5_000_000, "--kill");
        workers(demo);
        BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).endsWith("is killed in the middle of its share");
        assertThat(Cli.names(folder)).containsExactlyInAnyOrder("demo.npy", "demo.npy.ledger.npy", "demo.npy.lock");

        demo.toHandle().destroy();

        assertThat(errors(demo)).endsWith("its processes are stopped and the unfinished file is deleted\n");
        assertThat(demo.waitFor()).isEqualTo(143);
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void processesDoNotOutliveTheDemo() throws Exception {
        Process demo = start(5_000_000);
        List<ProcessHandle> workers = workers(demo);

        demo.destroyForcibly();

        for (ProcessHandle worker : workers) {
            worker.onExit().get(30, TimeUnit.SECONDS);
        }
        assertThat(demo.waitFor()).isEqualTo(137);
    }

    @Test
    void aWorkersErrorIsRelayed() throws IOException, InterruptedException {
        Path file = folder.resolve("missing.npy");
        try (DemoWorkers workers = new DemoWorkers(file)) {
            workers.start(0, 1, List.of());
            while (workers.isRunning()) {
                Thread.sleep(20);
            }

            assertThat(catchException(workers::check))
                    .hasMessageMatching(file + ": worker 0 of 1 \\(process [0-9]+\\) ended with exit code 1: npymap: "
                            + file + ": no such file");
        }
    }
}
