package dev.npymap.cli;

import dev.npymap.parallel.ShareClaim;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One of the demo's processes: fills its share, then what is left, and prints how many rows it has filled. Not for users. */
@Command(name = DemoWorker.NAME, hidden = true)
final class DemoWorker implements Callable<Integer> {
    static final String NAME = "demo-worker";

    /** Fill the worker's own share alone. */
    static final String OWN = "--own";

    /** Stop in the middle of the worker's own share, with the claim in hand, say so, and wait for the end. */
    static final String STOP = "--stop";

    /** What a worker says that has stopped. */
    static final String STOPPED = "stopped";

    private static final long NANOS_BETWEEN_REPORTS = 50_000_000;

    @Option(names = OWN)
    private boolean isOwn;

    @Option(names = STOP)
    private boolean stops;

    @Parameters(index = "0")
    private Path file;

    @Parameters(index = "1")
    private int share;

    @Parameters(index = "2")
    private int of;

    private final Console console;

    DemoWorker(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        endWithParent();
        SharedFill fill = SharedFill.open(file, of);
        Reports reports = new Reports();
        fill(fill.claim(share), reports);
        while (!isOwn && fill(fill.claim(), reports)) {
            // Another one was left: by a process that died, or by one that has not begun yet.
        }
        return 0;
    }

    /** {@return whether there was a share to fill} */
    private boolean fill(Optional<ShareClaim> claim, Reports reports) throws IOException {
        try (ShareClaim mine = claim.orElse(null)) {
            if (mine == null) {
                return false;
            }
            long rows = mine.array().rows();
            DemoRows.fill(mine.array(), mine.n(), stops ? rows / 2 : rows, reports);
            if (stops) {
                console.say(STOPPED);
                waitForTheEnd();
            }
            mine.done();
            reports.shareDone(rows);
            return true;
        }
    }

    private static void waitForTheEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    /** The parent holds the other end of standard input: it closes when the parent dies, however that comes about. */
    private static void endWithParent() {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                Runtime.getRuntime().halt(1);
            }
        });
    }

    /** Prints the number of rows of all shares, not too often. */
    private final class Reports implements LongConsumer {
        private long before;
        private long last = System.nanoTime();

        private void shareDone(long rows) {
            before += rows;
        }

        @Override
        public void accept(long rows) {
            long now = System.nanoTime();
            if (now - last < NANOS_BETWEEN_REPORTS) {
                return;
            }
            last = now;
            try {
                console.say(Long.toString(before + rows));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
