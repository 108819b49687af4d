package dev.npymap.file;

import java.io.IOException;
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
import java.util.Objects;
import java.util.Optional;

/**
 * A locked file, which is removed on close and never written to. Its holder is alone among all processes of this machine; the
 * kernel frees the lock of a process that dies.
 *
 * <p>Within one JVM it is the caller who sees to it that a lock file which is held is not opened again: closing any descriptor
 * of a file drops all locks of the process on it.
 */
final class LockFile implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks the file and then finds out whether it still is the one that bears the name: its former holder may have removed
     * it, and another process made and locked a new one. Java tells no identity of an open file, but that of a name: the
     * same before the file was opened and after it was locked, it is that of the open file.
     *
     * <p>Never waits for the kernel: a waiting lock would be taken for a deadlock where two processes lock two files with two
     * threads each.
     *
     * @return nothing if another process holds it, or it was removed meanwhile
     * @throws FileSystemException if the file can be neither made nor opened
     */
    static Optional<LockFile> tryAcquire(Path file) throws IOException, InterruptedException {
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
            return held ? Optional.of(new LockFile(file, channel)) : Optional.empty();
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    /** Waits for a holder in this JVM that the caller cannot know, of another class loader: to close would free its lock. */
    private static FileLock tryLock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                return channel.tryLock();
            } catch (OverlappingFileLockException e) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static Object makeAndIdentify(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Another one made it, and holds it or died.
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
            // Removed before it is unlocked: who waits for it will find that it has lost its name.
            Files.deleteIfExists(file);
        }
    }
}
