package dev.npymap.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Held by the one appender to a file, among all threads and processes of this machine: a {@link LockFile} beside it. It is held
 * as long as the appender is open, so that nobody waits for it: a second one is refused at once.
 */
public final class AppendLock implements AutoCloseable {
    private static final String SUFFIX = "npymap-append-lock";

    /** A lock file that another process removes while it is looked at is looked at again. */
    private static final int ATTEMPTS = 5;

    private static final int PAUSE_MILLIS = 2;

    /** Files that this JVM appends to, whose lock files must not be opened again. */
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private final Set<Object> keys;
    private final LockFile lock;

    private AppendLock(Set<Object> keys, LockFile lock) {
        this.keys = keys;
        this.lock = lock;
    }

    /**
     * {@return the lock}
     *
     * @param file a file's real path
     * @throws FileSystemException if another appender holds it, or the lock file can be neither made nor opened
     */
    public static AppendLock acquire(Path file) throws IOException {
        Object identity = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        // The file, by whatever name; and the name, which the lock file has, also when another file bears it by now.
        Set<Object> keys = identity == null ? Set.of(file) : Set.of(file, identity);
        hold(keys, file);
        try {
            return new AppendLock(keys, lock(file));
        } catch (Throwable e) {
            HELD.removeAll(keys);
            throw e;
        }
    }

    private static void hold(Set<Object> keys, Path file) throws FileSystemException {
        synchronized (HELD) {
            if (keys.stream().anyMatch(HELD::contains)) {
                throw busy(file);
            }
            HELD.addAll(keys);
        }
    }

    private static LockFile lock(Path file) throws IOException {
        Path beside = file.resolveSibling(FileCreator.prefix(file.getFileName().toString()) + SUFFIX);
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<LockFile> lock = LockFile.tryAcquire(beside);
                if (lock.isPresent()) {
                    return lock.get();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the file was locked");
        }
        throw busy(file);
    }

    private static FileSystemException busy(Path file) {
        return new FileSystemException(file.toString(), null, "another appender is at work on it");
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            HELD.removeAll(keys);
        }
    }
}
