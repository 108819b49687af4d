package dev.npymap.cli;

import dev.npymap.parallel.FillOptions;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code npymap verify}: whether shares still hold what their processes wrote. */
@Command(
        name = "verify",
        description = {
            "Reads every share that is done, and compares its checksum with the one that was recorded when it was.",
            "Prints a line for each that differs; the exit code is 1 if any does."
        })
final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--reopen",
            description =
                    "Make the shares that differ free again, so that the next process to claim one fills it anew.")
    private boolean reopen;

    @Parameters(paramLabel = "FILE", description = "The .npy file.")
    private Path file;

    private final Console console;
    private boolean hasDifferences;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        int exit = console.forEach(List.of(file), this::verify);
        return hasDifferences ? 1 : exit;
    }

    private void verify(Path file) throws IOException {
        SharedFill fill = SharedFill.inspect(file);
        ShareVerifier.Result result = ShareVerifier.verify(fill, console);
        for (ShareVerifier.Difference difference : result.differences()) {
            hasDifferences = true;
            ShareStatus share = difference.share();
            console.line("share " + share.n() + ": rows " + ShareReport.rows(share) + ", expected crc32 "
                    + ShareReport.hex(share.crc32()) + ", found " + ShareReport.hex(difference.found()));
        }
        if (reopen && hasDifferences) {
            reopen(file, fill, result.differences());
        }
        console.line(file + ": " + result.verified() + " shares verified, "
                + result.differences().size() + " different, " + result.notDone() + " not done yet");
    }

    private void reopen(Path file, SharedFill inspected, List<ShareVerifier.Difference> differences)
            throws IOException {
        // The ledger's own numbers, or it would be refused.
        long alignment = inspected.status(0).alignment();
        SharedFill fill =
                SharedFill.open(file, inspected.shares(), FillOptions.defaults().aligned(alignment));
        for (ShareVerifier.Difference difference : differences) {
            long n = difference.share().n();
            console.line("share " + n + ": "
                    + (fill.reopen(n) ? "free again" : "not reopened, since another process has claimed it meanwhile"));
        }
    }
}
