package dev.npymap.cli;

import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code demo --kill} adds: the last process stops in the middle of its share, however short that is, and is killed there;
 * another one takes over. The others fill their own shares alone, so that none of them is quicker than the one that is shown.
 */
final class DemoKill {
    private static final long MILLIS_BETWEEN_LOOKS = 10;

    private final DemoRun run;
    private final Path file;
    private final int processes;
    private final int victim;
    private final Console console;

    DemoKill(DemoRun run, Path file, int processes, Console console) {
        this.run = run;
        this.file = file;
        this.processes = processes;
        this.victim = processes - 1;
        this.console = console;
    }

    /** {@return the options of a process} */
    List<String> options(int n) {
        return n == victim ? List.of(DemoWorker.OWN, DemoWorker.STOP) : List.of(DemoWorker.OWN);
    }

    /** Kills the process when it has stopped, and starts one that takes over. */
    void kill() throws IOException, InterruptedException {
        while (!run.workers().isStopped(victim)) {
            run.workers().check();
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        console.say("process " + run.kill(victim) + " is killed in the middle of its share");
        console.say(describe(ShareReport.of(SharedFill.inspect(file), victim)));
        console.say("process " + run.start(victim, processes, List.of()) + " takes over whatever is not done");
    }

    /** Shows who filled the share, and compares all checksums. */
    void verify() throws IOException {
        SharedFill fill = SharedFill.inspect(file);
        console.say(describe(ShareReport.of(fill, victim)));
        ShareVerifier.Result result = ShareVerifier.verify(fill, console);
        if (result.notDone() > 0 || !result.differences().isEmpty()) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "of " + fill.shares() + " shares " + result.differences().size()
                            + " differ from their checksums, and " + result.notDone() + " are not done");
        }
        console.say("checksums of " + result.verified() + " shares verified");
    }

    private static String describe(ShareReport report) {
        ShareStatus share = report.share();
        return "share " + share.n() + ": rows " + ShareReport.rows(share) + ", " + report.state() + ", attempt "
                + share.attempt() + ", process " + share.pid();
    }
}
