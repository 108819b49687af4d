package dev.npymap.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what other threads do. */
final class Background {
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private Background() {}

    /**
     * {@return the result of a task, when it is there}
     *
     * @param progress is run every now and then meanwhile
     * @throws IOException if the task did, or waiting was interrupted; what else the task threw is thrown too
     */
    static <T> T await(Future<T> task, Runnable progress) throws IOException {
        while (true) {
            try {
                return task.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                progress.run();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException io -> throw io;
                    case RuntimeException runtime -> throw runtime;
                    case Error error -> throw error;
                    default -> throw new AssertionError(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }
}
