package dev.npymap.cli;

import dev.npymap.format.NpyHeader;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code npymap demo}: what npymap is for, on this machine, with real processes. */
@Command(
        name = "demo",
        description = {
            "Makes demo.npy, lets several processes fill it at once, each through a map of its own share alone, reads every row"
                    + " back, and tells how to open it in NumPy. With --kill, one of them dies in the middle of its share.",
            "An existing demo.npy is left as it is."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long MILLIS_BETWEEN_LOOKS = 50;
    private static final long MILLIS_FOR_SIGNALS = 100;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many rows of 28 bytes to write; ${DEFAULT-VALUE} by default.")
    private long rows;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "How many processes fill the file; by default one for each processor, and at least 2.")
    private Integer processes;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder for demo.npy; by default the current one.")
    private Path folder = Path.of("");

    @Option(names = "--rm", description = "Delete the file and its ledger in the end.")
    private boolean remove;

    @Option(
            names = "--kill",
            description = "Kill one of the processes in the middle of its share, and let another one take over.")
    private boolean kill;

    @Spec
    private CommandSpec spec;

    private final Console console;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int count =
                processes != null ? processes : Math.max(2, Runtime.getRuntime().availableProcessors());
        if (rows < 0 || count < 1) {
            throw new ParameterException(
                    spec.commandLine(), rows < 0 ? "--rows is less than 0" : "--processes is less than 1");
        }
        Path file = folder.resolve("demo.npy");
        try (DemoRun run = new DemoRun(file, console)) {
            try {
                play(run, file, count);
                return 0;
            } catch (IOException | RuntimeException | InterruptedException e) {
                if (isInterrupted(run)) {
                    // The JVM ends, with the signal's exit code, when its clean-up is done.
                    return 1;
                }
                throw e;
            }
        }
    }

    /** Ctrl-C reaches all processes of a terminal at once: a worker may die of it before this JVM knows of it. */
    private static boolean isInterrupted(DemoRun run) {
        try {
            Thread.sleep(MILLIS_FOR_SIGNALS);
        } catch (InterruptedException e) {
            return true;
        }
        return run.isInterrupted();
    }

    private void play(DemoRun run, Path file, int count) throws IOException, InterruptedException {
        NpyHeader header = run.create(rows, count);
        console.say(
                file + ": made, " + rows + " rows of " + header.dtype() + ", " + Amount.of((double) header.fileSize()));

        long begin = System.nanoTime();
        DemoKill killing = kill ? new DemoKill(run, file, count, console) : null;
        for (int n = 0; n < count; n++) {
            run.start(n, count, killing == null ? List.of() : killing.options(n));
        }
        console.say(count + " processes fill it, each through a map of its own share");
        if (killing != null) {
            killing.kill();
        }
        DemoWorkers workers = run.workers();
        try (Progress progress = Progress.of(console, "filling", rows)) {
            while (workers.isRunning()) {
                workers.check();
                progress.accept(workers.rows());
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
            workers.check();
            progress.accept(rows);
        }
        console.say("filled:   " + rate(header, begin) + ", the start of the JVMs included");

        begin = System.nanoTime();
        try (Progress progress = Progress.of(console, "verifying", rows)) {
            DemoRows.verify(file, count, progress);
        }
        console.say("verified: " + rate(header, begin));
        if (killing != null) {
            killing.verify();
        }

        run.finish();
        if (remove) {
            run.delete();
            console.say("deleted " + file + ", its ledger and its lock file");
        } else {
            console.say("It is yours: " + file.toAbsolutePath());
            console.say("Its ledger:  " + SharedFill.ledgerOf(file.toAbsolutePath())
                    + ", for `npymap status` and `npymap verify`");
            console.say("In NumPy:    " + PythonCommand.show(file.toAbsolutePath()));
        }
    }

    private static String rate(NpyHeader header, long begin) {
        double seconds = Math.max(1, System.nanoTime() - begin) / 1e9;
        return String.format(
                Locale.ROOT,
                "%d rows in %.2f s, %.1f million rows/s, %s/s",
                header.rows(),
                seconds,
                header.rows() / seconds / 1e6,
                Amount.of(header.payloadSize() / seconds));
    }
}
