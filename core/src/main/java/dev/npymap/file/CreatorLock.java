package dev.npymap.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by the one creator of a path, among all threads and processes of this machine: a lock on a file beside it, which is
 * removed on close and never written to. The kernel frees the lock of a process that dies.
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
    private final Path file;
    private final FileChannel channel;

    private CreatorLock(ReentrantLock stripe, Path file, FileChannel channel) {
        this.stripe = stripe;
        this.file = file;
        this.channel = channel;
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
                    Optional<FileChannel> channel = tryLock(file);
                    if (channel.isPresent()) {
                        return new CreatorLock(stripe, file, channel.get());
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
            lock = tryLock(file).map(channel -> new CreatorLock(stripe, file, channel));
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

    /**
     * Locks the file and then finds out whether it still is the one that bears the name: its former holder may have removed
     * it, and another creator made and locked a new one. Java tells no identity of an open file, but that of a name: the
     * same before the file was opened and after it was locked, it is that of the open file.
     *
     * <p>Never waits for the kernel: a waiting lock would be taken for a deadlock where two processes create two files with
     * two threads each.
     */
    private static Optional<FileChannel> tryLock(Path file) throws IOException, InterruptedException {
        Object identity = makeAndIdentify(file);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        }
        boolean held = false;
        try {
            FileLock lock = tryLock(channel);
            held = lock != null && Objects.equals(identity, identify(file));
            return held ? Optional.of(channel) : Optional.empty();
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    /** Waits for a holder in this JVM that the stripes do not know, of another class loader: to close would free its lock. */
    private static FileLock tryLock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                return channel.tryLock();
            } catch (OverlappingFileLockException e) {
                Thread.sleep(MAX_PAUSE_MILLIS);
            }
        }
    }

    private static Object makeAndIdentify(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Another creator made it, and holds it or died.
        }
        try {
            return identify(file);
        } catch (NoSuchFileException removed) {
            return file;
        }
    }

    /** What tells one file from another under the same name; null on Windows, where an open file cannot be removed. */
    private static Object identify(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "no regular file, though its name is that of a lock");
        }
        return attributes.fileKey();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            // Removed before it is unlocked: a creator that waits for it will find that it has lost its name.
            Files.deleteIfExists(file);
        } finally {
            stripe.unlock();
        }
    }
}
