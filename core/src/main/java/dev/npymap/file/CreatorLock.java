package dev.npymap.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by the one creator of a path, among all threads and processes of this machine: a {@link LockFile} beside it.
 */
final class CreatorLock implements AutoCloseable {
    /**
     * Threads of this JVM wait here, before they open the lock file: closing any descriptor of a file drops all locks of the
     * process on it. Paths that share a stripe wait for each other, which costs time only.
     */
    private static final ReentrantLock[] STRIPES = new ReentrantLock[64];

    private static final int MAX_PAUSE_MILLIS = 20;

    static {
        for (int i = 0; i < STRIPES.length; i++) {
            STRIPES[i] = new ReentrantLock();
        }
    }

    private final ReentrantLock stripe;
    private final LockFile lock;

    private CreatorLock(ReentrantLock stripe, LockFile lock) {
        this.stripe = stripe;
        this.lock = lock;
    }

    /**
     * Waits until this thread alone holds the lock {@code file}, whose folder is a real path.
     *
     * @throws InterruptedIOException if the thread is interrupted meanwhile
     * @throws FileSystemException if the lock file can be neither made nor opened
     */
    static CreatorLock acquire(Path file) throws IOException {
        ReentrantLock stripe = stripe(file);
        try {
            stripe.lockInterruptibly();
            try {
                for (int pause = 1; ; pause = Math.min(2 * pause, MAX_PAUSE_MILLIS)) {
                    Optional<LockFile> lock = LockFile.tryAcquire(file);
                    if (lock.isPresent()) {
                        return new CreatorLock(stripe, lock.get());
                    }
                    Thread.sleep(pause);
                }
            } catch (Throwable e) {
                stripe.unlock();
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another creator of the file was at work");
        }
    }

    /** {@return the lock, if a lock file is there (a killed creator left it, or one is at work) and nobody holds it} */
    static Optional<CreatorLock> acquireAbandoned(Path file) throws IOException {
        ReentrantLock stripe = stripe(file);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || !stripe.tryLock()) {
            return Optional.empty();
        }
        Optional<CreatorLock> lock = Optional.empty();
        try {
            lock = LockFile.tryAcquire(file).map(held -> new CreatorLock(stripe, held));
            return lock;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lock;
        } finally {
            if (lock.isEmpty()) {
                stripe.unlock();
            }
        }
    }

    /** The same for names that differ in case only: they may be one file. */
    private static ReentrantLock stripe(Path file) {
        int hash = file.toString().toLowerCase(Locale.ROOT).hashCode();
        return STRIPES[Math.floorMod(hash, STRIPES.length)];
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            stripe.unlock();
        }
    }
}
