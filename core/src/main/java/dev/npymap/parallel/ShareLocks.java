package dev.npymap.parallel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The claims of this JVM: exclusive locks of the kernel's on single bytes of a lock file, byte n for share n. The kernel frees
 * the locks of a process that dies, at once.
 *
 * <p>A process loses all its locks on a file when it closes any descriptor of it. So all claims on one file go through one
 * channel, which is open as long as one of them lives, and which no other code can reach. Nothing else ever opens the lock
 * file, not even to look at it. ({@code tryLock} does not wait, and so an interrupt does not close the channel.)
 */
final class ShareLocks {
    /** By the lock file's real path; guarded by itself, as every channel in it is. */
    private static final Map<Path, ShareLocks> OPEN = new HashMap<>();

    private final FileChannel channel;

    /** Tells the open file from another that bears its name later; null on Windows, where an open file keeps its name. */
    private final Object identity;

    private final Map<Long, FileLock> held = new HashMap<>();

    /** Whether other code of this JVM, as npymap in another class loader, holds locks that a close would free. */
    private boolean isShared;

    private ShareLocks(FileChannel channel, Object identity) {
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * {@return whether the lock was free, and now is the caller's}
     *
     * @param file the lock file, in a folder that is a real path; made where it is missing
     * @throws FileSystemException if the file was removed or replaced while this JVM holds locks on it, so that it and other
     *     processes no longer see each other's
     */
    static boolean tryLock(Path file, long n) throws IOException {
        synchronized (OPEN) {
            ShareLocks locks = OPEN.get(file);
            if (locks == null) {
                locks = open(file);
                OPEN.put(file, locks);
            }
            try {
                return locks.tryLock(n) && locks.checkName(file, n);
            } finally {
                locks.closeIfUnused(file);
            }
        }
    }

    static void unlock(Path file, long n) throws IOException {
        synchronized (OPEN) {
            ShareLocks locks = OPEN.get(file);
            try {
                locks.held.remove(n).release();
            } finally {
                locks.closeIfUnused(file);
            }
        }
    }

    private static ShareLocks open(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException e) {
                // Another process made it meanwhile: it stays where it is.
            }
        }
        Object identity = identify(file);
        return new ShareLocks(FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), identity);
    }

    private static Object identify(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(
                    file.toString(), null, "no regular file, though its name is that of a lock file");
        }
        return attributes.fileKey();
    }

    private boolean tryLock(long n) throws IOException {
        if (held.containsKey(n)) {
            return false;
        }
        try {
            FileLock lock = channel.tryLock(n, 1, false);
            if (lock != null) {
                held.put(n, lock);
            }
            return lock != null;
        } catch (OverlappingFileLockException e) {
            isShared = true;
            return false;
        }
    }

    /** Looked at with the lock in hand: whoever opens the file by its name from now on meets that lock. */
    private boolean checkName(Path file, long n) throws IOException {
        boolean isSame = false;
        try {
            isSame = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Objects.equals(identity, identify(file));
        } finally {
            if (!isSame) {
                held.remove(n).release();
            }
        }
        if (!isSame) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "this lock file was removed or replaced while shares were claimed through it");
        }
        return true;
    }

    private void closeIfUnused(Path file) throws IOException {
        if (held.isEmpty() && !isShared) {
            OPEN.remove(file);
            channel.close();
        }
    }
}
