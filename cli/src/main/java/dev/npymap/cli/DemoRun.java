package dev.npymap.cli;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyHeader;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /** Makes the file, its space reserved, and its ledger, which a process that is killed would leave half made. */
    synchronized NpyHeader create(long rows, int shares) throws IOException {
        checkInterrupted();
        NpyHeader header = Npy.allocate(file, DemoRows.DTYPE, Shape.of(rows), CreateOptions.defaults());
        isUnfinished = true;
        SharedFill.open(file, shares);
        return header;
    }

    /** {@return the processes, none of which runs before one is started} */
    DemoWorkers workers() {
        return workers;
    }

    /**
     * Starts a process, which ends by itself unless an option says otherwise.
     *
     * @return its number
     */
    synchronized long start(int n, int processes, List<String> options) throws IOException {
        checkInterrupted();
        return workers.start(n, processes, options);
    }

    /** Kills a process, and returns its number when it is gone. */
    synchronized long kill(int n) throws IOException {
        checkInterrupted();
        return workers.kill(n);
    }

    /** Keeps the file, which is complete. */
    synchronized void finish() throws IOException {
        checkInterrupted();
        isUnfinished = false;
    }

    /** Deletes the file, and what stands beside it. */
    synchronized boolean delete() throws IOException {
        isUnfinished = false;
        // The ledger first: if this fails half way, a file is left that can be filled, and not a ledger that forbids a
        // new one.
        Files.deleteIfExists(SharedFill.ledgerOf(file));
        Files.deleteIfExists(SharedFill.lockOf(file));
        return Files.deleteIfExists(file);
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
            try {
                isDeleted = delete();
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
