package dev.npymap.cli;

import java.io.PrintStream;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a long task has come, on standard error: a bar on a terminal, a line a second elsewhere. */
interface Progress extends LongConsumer, AutoCloseable {
    /** Tells how many rows are done. */
    @Override
    void accept(long rows);

    @Override
    void close();

    static Progress of(Console console, String task, long rows) {
        return console.isTerminal() ? new Bar(console.err(), task, rows) : new Lines(console, task, rows);
    }

    /** A bar. */
    final class Bar implements Progress {
        /**
         * Fits in any usual terminal. Given no width, the library asks JLine, which puts SIGINT back to killing the JVM on the
         * spot: Ctrl-C would leave the unfinished file.
         */
        private static final int WIDTH = 78;

        private final ProgressBar bar;

        private Bar(PrintStream terminal, String task, long rows) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(rows)
                    .setUnit(" rows", 1)
                    .setUpdateIntervalMillis(100)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                    .build();
        }

        @Override
        public void accept(long rows) {
            bar.stepTo(rows);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Lines, none for a task that ends within a second. */
    final class Lines implements Progress {
        private static final long NANOS_BETWEEN_LINES = 1_000_000_000;

        private final Console console;
        private final String task;
        private final long rows;
        private long last = System.nanoTime();

        private Lines(Console console, String task, long rows) {
            this.console = console;
            this.task = task;
            this.rows = rows;
        }

        @Override
        public void accept(long done) {
            long now = System.nanoTime();
            if (now - last >= NANOS_BETWEEN_LINES) {
                last = now;
                console.message(task + ": " + (long) (100.0 * done / rows) + " % of " + rows + " rows");
            }
        }

        @Override
        public void close() {}
    }
}
