package dev.npymap.cli;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The demo's file and processes. Unless {@link #finish} is reached both are gone in the end: after an error, and also when the
 * JVM is told to end (Ctrl-C, SIGTERM), where nothing but a shutdown hook runs any more.
 */
final class DemoRun implements AutoCloseable {
    private final Path file;
    private final Console console;
    private final DemoWorkers workers;
    private final Thread owner = Thread.currentThread();
    private final Thread hook = new Thread(this::interrupt, "clean-up");
    private volatile boolean isInterrupted;
    private boolean isUnfinished;
    private boolean isDeleted;

    DemoRun(Path file, Console console) {
        this.file = file;
        this.console = console;
        this.workers = new DemoWorkers(file);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    // The methods are synchronized so that the hook never comes between a step and the note that it was taken.

    /** Makes the file, its space reserved. */
    synchronized NpyHeader create(long rows) throws IOException {
        checkInterrupted();
        NpyHeader header = Npy.allocate(file, DemoRows.DTYPE, Shape.of(rows), CreateOptions.defaults());
        isUnfinished = true;
        return header;
    }

    /** Starts the processes, which end by themselves. */
    synchronized DemoWorkers start(int processes) throws IOException {
        for (int n = 0; n < processes; n++) {
            checkInterrupted();
            workers.start(n, processes);
        }
        return workers;
    }

    /** Keeps the file, which is complete. */
    synchronized void finish() throws IOException {
        checkInterrupted();
        isUnfinished = false;
    }

    private void checkInterrupted() throws IOException {
        if (isInterrupted) {
            throw new IOException("interrupted");
        }
    }

    /** {@return whether the JVM is about to end, so that errors are no more than a consequence} */
    boolean isInterrupted() {
        return isInterrupted;
    }

    private void interrupt() {
        isInterrupted = true;
        // Ends a long creation, and what the main thread waits for.
        owner.interrupt();
        cleanUp();
        if (console.isTerminal()) {
            // Behind the bar.
            console.message("");
        }
        String consequence = isDeleted ? "; its processes are stopped and the unfinished file is deleted" : "";
        console.problem(file + ": interrupted" + consequence);
    }

    private synchronized void cleanUp() {
        workers.close();
        if (isUnfinished) {
            isUnfinished = false;
            try {
                isDeleted = Files.deleteIfExists(file);
            } catch (IOException e) {
                console.problem("the unfinished file stays: " + Problem.describe(file, e));
            }
        }
    }

    @Override
    public void close() {
        cleanUp();
        if (!isInterrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The interrupt comes this very moment, and finds nothing left to do.
                return;
            }
        }
    }
}
