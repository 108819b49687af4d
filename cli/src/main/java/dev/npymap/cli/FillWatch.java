package dev.npymap.cli;

import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Waits until a file is filled, without a part in it: looks at the ledger's map, a few times a second. */
final class FillWatch {
    private static final long MILLIS_BETWEEN_LOOKS = 200;

    /** To ask after every process takes longer than to read the ledger. */
    private static final long LOOKS_BETWEEN_NOTES = 5;

    private FillWatch() {}

    /**
     * {@return the fill of a file, every share of which is done}
     *
     * @throws FileSystemException if the ledger is removed or replaced before
     */
    static SharedFill await(Path file, Console console) throws IOException {
        SharedFill fill = awaitLedger(file, console);
        Path ledger = SharedFill.ledgerOf(file.toRealPath());
        Object identity = identify(ledger);
        FillReport begin = FillReport.of(fill);
        Duration elapsed = begin.started()
                .map(start -> Duration.between(start, Instant.now()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        long rows = begin.sum(ShareStatus::rows);
        try (Progress progress =
                Progress.resumed(console, "filling", rows, begin.sumDone(ShareStatus::rows), elapsed)) {
            // In this order: the map of a ledger that was removed after its last share was done still says so.
            for (long look = 0; !fill.isDone(); look++) {
                if (look % LOOKS_BETWEEN_NOTES == 0) {
                    progress.note(abandoned(FillReport.of(fill)));
                }
                progress.accept(rowsDone(fill));
                checkIsThere(ledger, identity);
                sleep();
            }
            progress.note("");
            progress.accept(rows);
        }
        return fill;
    }

    /** Whoever waits must know where all have died. */
    private static String abandoned(FillReport report) {
        long abandoned = report.count(ShareReport.State.ABANDONED);
        if (abandoned == 0) {
            return "";
        }
        return abandoned + " abandoned" + (report.count(ShareReport.State.CLAIMED) == 0 ? ", none claimed" : "");
    }

    private static long rowsDone(SharedFill fill) {
        return fill.status().stream()
                .filter(share -> share.state() == ShareStatus.State.DONE)
                .mapToLong(ShareStatus::rows)
                .sum();
    }

    private static SharedFill awaitLedger(Path file, Console console) throws IOException {
        String told = "";
        while (true) {
            try {
                return SharedFill.inspect(file);
            } catch (NoSuchFileException e) {
                String missing = Problem.describe(e);
                if (!missing.equals(told)) {
                    console.message("waiting: " + missing);
                    told = missing;
                }
            }
            sleep();
        }
    }

    private static Object identify(Path ledger) throws IOException {
        return Files.readAttributes(ledger, BasicFileAttributes.class).fileKey();
    }

    /** Nobody writes any more to a ledger that has lost its name. */
    private static void checkIsThere(Path ledger, Object identity) throws IOException {
        if (Files.notExists(ledger) || !Objects.equals(identity, identify(ledger))) {
            throw new FileSystemException(
                    ledger.toString(), null, "it was removed or replaced before every share was done");
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
