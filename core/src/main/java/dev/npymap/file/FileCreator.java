package dev.npymap.file;

import dev.npymap.os.Rename;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Makes a file that nobody ever sees half-made.
 *
 * <p>It is built under a temporary name in the same folder, complete, and synced unless nobody asks for that, and then given its
 * own name by a hard link: on POSIX the only way in plain Java that never replaces. ({@code Files.move} looks first and renames later; of racing
 * movers several win.) A {@link CreatorLock} makes racing creators wait, so that N of them do not need N times the space.
 */
public final class FileCreator {
    private static final String LOCK = "npymap-lock";
    private static final String TEMPORARY = ".npymap-tmp";

    /** A name of 255 bytes is the longest on most file systems. */
    private static final int MAX_PREFIX = 180;

    private FileCreator() {}

    /**
     * Fills the file.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Build<T> {
        /**
         * Writes all that the file shall hold, and forces it to the disk where that is asked for.
         *
         * @param channel the empty file, open for reading and writing
         * @param temporary its name until it is complete
         * @return what comes of it
         * @throws IOException if that cannot be done; nothing of the file is left then
         */
        T of(FileChannel channel, Path temporary) throws IOException;
    }

    /**
     * Makes a file.
     *
     * @param <T> what comes of it
     * @param path its name
     * @param isReplacing whether an existing file of that name is replaced
     * @param isSynced whether its name is on the disk when this returns
     * @param build fills it, while nobody else can be creating a file of that name
     * @return what {@code build} returned
     * @throws FileAlreadyExistsException if the file exists and is not to be replaced
     * @throws IOException if it cannot be made
     */
    public static <T> T create(Path path, boolean isReplacing, boolean isSynced, Build<T> build) throws IOException {
        Path name = path.getFileName();
        if (name == null) {
            throw new FileSystemException(path.toString(), null, "a folder, not the name of a file");
        }
        // The same lock for all spellings of one folder.
        Path folder = folder(path);
        String prefix = prefix(name.toString());
        T built;
        try {
            checkFree(path, isReplacing);
            try (CreatorLock _ = lock(folder, path)) {
                checkFree(path, isReplacing);
                sweep(folder, prefix);
                Path temporary = folder.resolve(prefix + UUID.randomUUID() + TEMPORARY);
                try {
                    built = build(temporary, build);
                    publish(temporary, folder.resolve(name), isReplacing);
                } catch (IOException e) {
                    throw withName(path, e);
                } finally {
                    Files.deleteIfExists(temporary);
                }
            }
        } catch (FileAlreadyExistsException e) {
            sweepAbandoned(path);
            throw e;
        }
        if (isSynced) {
            sync(folder);
        }
        return built;
    }

    /** What is done while nobody else can be creating a file. */
    @FunctionalInterface
    public interface Action {
        /**
         * Runs while the lock is held.
         *
         * @throws IOException if what it does fails
         */
        void run() throws IOException;
    }

    /**
     * Does something while nobody else can be creating a file.
     *
     * @param path the file
     * @param action what is done
     * @throws IOException if that fails, or the file cannot be locked
     */
    public static void whileLocked(Path path, Action action) throws IOException {
        try (CreatorLock _ = lock(folder(path), path)) {
            action.run();
        }
    }

    private static Path lockFile(Path folder, Path path) {
        return folder.resolve(prefix(path.getFileName().toString()) + LOCK);
    }

    private static CreatorLock lock(Path folder, Path path) throws IOException {
        Path file = lockFile(folder, path);
        try {
            return CreatorLock.acquire(file);
        } catch (AccessDeniedException e) {
            String reason = Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? "another user is creating it, or left the lock file " + file
                    : "its folder takes no new file";
            throw withName(path, new AccessDeniedException(path.toString(), null, reason));
        } catch (IOException e) {
            throw withName(path, e);
        }
    }

    /**
     * Removes what a creator left that was killed after it had published the file: its temporary name, under which the file
     * would keep its blocks when it is deleted. Such a one has left its lock file too.
     *
     * @param path the file
     */
    public static void sweepAbandoned(Path path) {
        try {
            Path folder = folder(path);
            try (CreatorLock lock =
                    CreatorLock.acquireAbandoned(lockFile(folder, path)).orElse(null)) {
                if (lock != null) {
                    sweep(folder, prefix(path.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            // Hygiene only: the file is whole, and the next creator or opener will try again.
            return;
        }
    }

    private static Path folder(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        try {
            return parent.toRealPath();
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString(), null, "there is no folder " + parent);
        }
    }

    /** A dangling symbolic link counts as a file. */
    private static void checkFree(Path path, boolean isReplacing) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!isReplacing) {
                throw new FileAlreadyExistsException(path.toString(), null, "it exists, and is left as it is");
            }
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
                throw new FileSystemException(path.toString(), null, "neither a file nor a link, and so not replaced");
            }
        }
    }

    /** What the names of the lock and the temporary files begin with; a long name is cut, since they are longer than it. */
    static String prefix(String name) {
        boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= MAX_PREFIX;
        return "." + (fits ? name : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))) + ".";
    }

    /** Removes what killed creators of this name left: whoever holds the lock is alone. */
    private static void sweep(Path folder, String prefix) throws IOException {
        int length = prefix.length() + UUID.randomUUID().toString().length() + TEMPORARY.length();
        DirectoryStream.Filter<Path> left = entry -> {
            String name = entry.getFileName().toString();
            return name.startsWith(prefix) && name.endsWith(TEMPORARY) && name.length() == length;
        };
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, left)) {
            for (Path entry : entries) {
                try {
                    Files.deleteIfExists(entry);
                } catch (IOException e) {
                    // Another user's, in a folder where each may remove his own only: hygiene is no reason to fail.
                }
            }
        }
    }

    private static <T> T build(Path temporary, Build<T> build) throws IOException {
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return build.of(channel, temporary);
        }
    }

    private static void publish(Path temporary, Path target, boolean isReplacing) throws IOException {
        if (isReplacing) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            link(temporary, target);
        }
    }

    /**
     * Gives a complete file its name, which must be free.
     *
     * @param temporary the name that it has, and loses
     * @param target its name, in the same folder
     * @throws FileAlreadyExistsException if the name is not free
     * @throws IOException if it cannot be named
     */
    public static void publishNew(Path temporary, Path target) throws IOException {
        link(temporary, target);
        Files.deleteIfExists(temporary);
    }

    private static void link(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without hard links, as FAT.
            if (!Rename.noReplace(temporary, target)) {
                FileSystemException refusal = new FileSystemException(
                        target.toString(),
                        null,
                        "this file system has neither hard links nor a rename that never replaces, so a file cannot be published"
                                + " safely");
                refusal.initCause(e);
                throw refusal;
            }
        }
    }

    /**
     * The same error under the name that the caller gave, not a temporary one. An interrupt stays what it is, and so does an error
     * of another file, which the builder reads, or of another kind than the operating system's.
     */
    private static IOException withName(Path path, IOException e) {
        if (e instanceof ClosedChannelException
                || e instanceof InterruptedIOException
                || (e instanceof FileSystemException named
                        ? isOfAnother(path, named.getFile())
                        : e.getClass() != IOException.class)) {
            return e;
        }
        IOException named = switch (e) {
            case FileAlreadyExistsException _ ->
                new FileAlreadyExistsException(path.toString(), null, "another process created it meanwhile");
            case AccessDeniedException denied -> new AccessDeniedException(path.toString(), null, denied.getReason());
            case FileSystemException other -> new FileSystemException(path.toString(), null, other.getReason());
            default -> new FileSystemException(path.toString(), null, e.getMessage());
        };
        named.initCause(e);
        return named;
    }

    private static boolean isOfAnother(Path path, String file) {
        if (file == null) {
            return false;
        }
        Path found;
        try {
            found = Path.of(file).toAbsolutePath();
        } catch (InvalidPathException e) {
            // A name for people, or of another file system.
            return true;
        }
        String name = path.getFileName().toString();
        String foundName = String.valueOf(found.getFileName());
        return !(foundName.equals(name) || foundName.startsWith(prefix(name))) || !isSameFolder(found, path);
    }

    private static boolean isSameFolder(Path file, Path other) {
        try {
            return folder(file).equals(folder(other));
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the new name last through a power cut. Where folders cannot be opened (Windows) there is no way. */
    static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is complete and published; only its survival of a power cut in the next seconds is not certain.
            return;
        }
    }
}
