package dev.npymap;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by the one creator of a path, among all threads and processes of this machine: a lock on a file beside it, removed
 * on close. The kernel frees the lock of a process that dies.
 */
final class CreatorLock implements AutoCloseable {
    /**
     * Threads of this JVM wait here, before they open the lock file: closing any descriptor of a file drops all locks of the
     * process on it. Paths that share a stripe wait for each other, which costs time only.
     */
    private static final ReentrantLock[] STRIPES = new ReentrantLock[64];

    static {
        for (int i = 0; i < STRIPES.length; i++) {
            STRIPES[i] = new ReentrantLock();
        }
    }

    private final ReentrantLock stripe;
    private final Path file;
    private final RandomAccessFile handle;

    private CreatorLock(ReentrantLock stripe, Path file, RandomAccessFile handle) {
        this.stripe = stripe;
        this.file = file;
        this.handle = handle;
    }

    /** Waits until this thread alone holds the lock {@code file}, whose folder is a real path. */
    static CreatorLock acquire(Path file) throws IOException {
        ReentrantLock stripe = STRIPES[Math.floorMod(file.hashCode(), STRIPES.length)];
        stripe.lock();
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException(); // as the lock would, but before there is a file to be left
                // behind
            }
            while (true) {
                RandomAccessFile handle = open(file);
                if (lock(handle, file)) {
                    return new CreatorLock(stripe, file, handle);
                }
            }
        } catch (Throwable e) {
            stripe.unlock();
            throw e;
        }
    }

    private static RandomAccessFile open(Path file) throws FileSystemException {
        try {
            return new RandomAccessFile(file.toFile(), "rw");
        } catch (FileNotFoundException e) {
            FileSystemException denied =
                    new FileSystemException(file.toString(), null, "cannot make the lock file: " + e.getMessage());
            denied.initCause(e);
            throw denied;
        }
    }

    /**
     * Locks the file, and finds out whether it still is the one that bears the name: its former holder has removed it in the
     * meantime, perhaps, and another creator has made and locked a new one. Java tells no identity of an open file, but the
     * holder may give it a length that no other has.
     */
    private static boolean lock(RandomAccessFile handle, Path file) throws IOException {
        boolean held = false;
        try {
            FileLock lock = handle.getChannel().lock();
            long token = ThreadLocalRandom.current().nextLong(1, 1L << 30);
            handle.setLength(token);
            held = lock.isValid() && token == Files.size(file);
            return held;
        } catch (NoSuchFileException removed) {
            return false;
        } finally {
            if (!held) {
                handle.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (handle) {
            // Removed before it is unlocked: a creator that waits for it will find that it has lost its name.
            Files.deleteIfExists(file);
        } finally {
            stripe.unlock();
        }
    }
}
