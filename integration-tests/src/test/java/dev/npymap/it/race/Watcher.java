package dev.npymap.it.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;

/** Looks at a file all the time, as a process that waits for it would, until it is closed. */
final class Watcher implements AutoCloseable {
    private static final long POLL_NANOS = 50_000;

    private final Set<String> defects = new ConcurrentSkipListSet<>();
    private final Look look;
    private final CompletableFuture<Void> watching;
    private volatile boolean ended;
    private long looks;

    /** One look. */
    @FunctionalInterface
    interface Look {
        /** {@return what is wrong, if the file is there and anything is} */
        Optional<String> defect();
    }

    Watcher(Look look) {
        this.look = look;
        this.watching = CompletableFuture.runAsync(
                this::watch, task -> Thread.ofPlatform().start(task));
    }

    private void watch() {
        while (!ended) {
            look.defect().ifPresent(defects::add);
            looks++;
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Ends, and fails if the file was ever there and not whole. */
    @Override
    public void close() {
        ended = true;
        watching.join();
        assertThat(looks).as("looks at the file").isPositive();
        assertThat(defects).as("what was seen of a file that was not whole").isEmpty();
    }
}
