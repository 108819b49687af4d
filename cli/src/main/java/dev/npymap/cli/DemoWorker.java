package dev.npymap.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One of the demo's processes: fills its share, and prints how many rows it has filled. Not for users. */
@Command(name = DemoWorker.NAME, hidden = true)
final class DemoWorker implements Callable<Integer> {
    static final String NAME = "demo-worker";

    private static final long NANOS_BETWEEN_REPORTS = 50_000_000;

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
        DemoRows.fill(file, share, of, new Reports());
        return 0;
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

    /** Prints the number of rows, not too often. */
    private final class Reports implements LongConsumer {
        private long last = System.nanoTime();

        @Override
        public void accept(long rows) {
            long now = System.nanoTime();
            if (now - last < NANOS_BETWEEN_REPORTS) {
                return;
            }
            last = now;
            try {
                console.line(Long.toString(rows));
                console.out().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
