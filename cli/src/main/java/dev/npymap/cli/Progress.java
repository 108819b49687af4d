package dev.npymap.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a long task has come, on standard error: a bar on a terminal, a line a second elsewhere. */
interface Progress extends LongConsumer, AutoCloseable {
    /** Tells how much is done. */
    @Override
    void accept(long done);

    /** Tells what else there is to say of the task from now on; nothing if empty. */
    void note(String text);

    @Override
    void close();

    /** {@return the progress of a task that begins, counted in rows} */
    static Progress of(Console console, String task, long rows) {
        return resumed(console, task, rows, 0, Duration.ZERO);
    }

    /** {@return the progress of a task that others have begun, counted in rows} */
    static Progress resumed(Console console, String task, long rows, long done, Duration elapsed) {
        return of(console, new Task(task, rows, new Amount.Unit("rows", 1), rows + " rows"), done, elapsed);
    }

    /** {@return the progress of a task that begins, counted in bytes} */
    static Progress ofBytes(Console console, String task, long bytes) {
        return of(console, new Task(task, bytes, Amount.Unit.of(bytes), Amount.of((double) bytes)), 0, Duration.ZERO);
    }

    /** {@return the progress of a task of which nobody knows how long it takes: nothing is shown} */
    static Progress none() {
        return new Progress() {
            @Override
            public void accept(long done) {}

            @Override
            public void note(String text) {}

            @Override
            public void close() {}
        };
    }

    private static Progress of(Console console, Task task, long done, Duration elapsed) {
        return console.isTerminal() ? new Bar(console.err(), task, done, elapsed) : new Lines(console, task);
    }

    /**
     * What is to be done.
     *
     * @param name what it is called
     * @param max how much it is
     * @param unit in what a bar counts
     * @param text how much it is, for people
     */
    record Task(String name, long max, Amount.Unit unit, String text) {}

    /** A bar. */
    final class Bar implements Progress {
        /**
         * Fits in any usual terminal. Given no width, the library asks JLine, which puts SIGINT back to killing the JVM on the
         * spot: Ctrl-C would leave the unfinished file.
         */
        private static final int WIDTH = 78;

        private final ProgressBar bar;

        private Bar(PrintStream terminal, Task task, long done, Duration elapsed) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task.name())
                    .setInitialMax(task.max())
                    .setUnit(" " + task.unit().name(), task.unit().bytes())
                    .startsFrom(done, elapsed)
                    .setUpdateIntervalMillis(100)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                    .build();
        }

        @Override
        public void accept(long done) {
            bar.stepTo(done);
        }

        @Override
        public void note(String text) {
            bar.setExtraMessage(text);
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
        private final Task task;
        private long last = System.nanoTime();
        private String note = "";

        private Lines(Console console, Task task) {
            this.console = console;
            this.task = task;
        }

        @Override
        public void accept(long done) {
            long now = System.nanoTime();
            if (now - last >= NANOS_BETWEEN_LINES) {
                last = now;
                console.message(task.name() + ": " + (long) (100.0 * done / task.max()) + " % of " + task.text()
                        + (note.isEmpty() ? "" : ", " + note));
            }
        }

        @Override
        public void note(String text) {
            note = text;
        }

        @Override
        public void close() {}
    }
}
