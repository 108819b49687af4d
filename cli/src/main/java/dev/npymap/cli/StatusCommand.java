package dev.npymap.cli;

import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code npymap status}: how far the processes have come that fill a file. */
@Command(
        name = "status",
        description = {
            "Tells how far the processes have come that fill a file in shares: how much is done, how fast, and who holds what.",
            "",
            "A share is free, claimed or done. One is abandoned whose process is no more on this machine: whoever claims next"
                    + " takes it. Rates are what is done by the time from the first start to the last finish."
        })
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--all", description = "Show every share; otherwise, of many, those that tell something.")
    private boolean all;

    @Option(names = "--json", description = "Print everything as one JSON object, on one line.")
    private boolean json;

    @Option(
            names = "--watch",
            description =
                    "Wait until every share is done, with a progress bar, also for a file that is yet to be made.")
    private boolean watch;

    @Parameters(paramLabel = "FILE", description = "The .npy file.")
    private Path file;

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEach(List.of(file), this::print);
    }

    private void print(Path file) throws IOException {
        SharedFill fill = watch ? FillWatch.await(file, console) : SharedFill.inspect(file);
        FillReport report = FillReport.of(fill);
        console.line(json ? StatusJson.of(file, report) : StatusText.of(file, report, all));
    }
}
