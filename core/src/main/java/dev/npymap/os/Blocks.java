package dev.npymap.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reserves a file's blocks on disk, so that writing through a map never finds the disk full, which the kernel reports
 * by SIGBUS, and the JDK by an {@link InternalError} at best.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/fallocate.2.html">fallocate(2)</a>
 */
public final class Blocks {
    /** Linux alone has it. Not {@code posix_fallocate(3)}: where a file system lacks the call, glibc touches every block instead. */
    private static final CFunction FALLOCATE =
            CFunction.find("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));

    /** Bytes to write at a time. */
    private static final int ZEROS = 1 << 20;

    private Blocks() {}

    /**
     * Makes a file as long as asked, zeros from its present end onwards, with a block on disk for every byte. Where
     * {@code fallocate} is missing (another platform, NFS before 4.2, native access denied), the zeros are written, at
     * the disk's own speed; holes that the file has already then remain.
     *
     * @param file an existing regular file
     * @param size the wanted size in bytes
     * @return {@code true} if the file system allocated the blocks, {@code false} if zeros were written
     * @throws IllegalArgumentException if the file is longer than {@code size}: this never shortens one
     * @throws FileSystemException if the disk, the user's quota or the largest possible file is too small. The file may
     *     have grown, up to all the free space there was: delete it
     * @throws IOException if the file cannot be written
     */
    public static boolean reserve(Path file, long size) throws IOException {
        long present = Files.size(file);
        if (present > size) {
            throw new IllegalArgumentException(
                    "cannot reserve %d bytes for %s: it has %d already".formatted(size, file, present));
        }
        if (tryReserve(file, size)) {
            return true;
        }
        // For other errors than those that tryReserve expects, this either works or throws the JDK's own exception.
        writeZeros(file, size);
        return false;
    }

    /**
     * As {@link #reserve}, where {@code fallocate} does it at once; elsewhere the file stays as it is.
     *
     * @param file an existing regular file
     * @param size the wanted size in bytes, not less than the file has
     * @return {@code true} if the file system allocated the blocks, {@code false} if nothing was done
     * @throws FileSystemException if the disk, the user's quota or the largest possible file is too small. The file may
     *     have grown, up to all the free space there was: delete it
     */
    public static boolean tryReserve(Path file, long size) throws FileSystemException {
        int result = allocate(file, size);
        return switch (Errno.of(result)) {
            case NONE -> true;
            case ENOSPC, EDQUOT, EFBIG -> throw cannotReserve(file, size, Errno.describe(result), null);
            // Mostly EOPNOTSUPP or ENOSYS.
            default -> false;
        };
    }

    private static int allocate(Path file, long size) {
        int descriptor = Descriptor.openForWriting(file);
        if (descriptor < 0) {
            return descriptor;
        }
        try {
            return FALLOCATE.callThroughSignals(descriptor, 0, 0L, size);
        } finally {
            Descriptor.close(descriptor);
        }
    }

    static void writeZeros(Path file, long size) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = arena.allocate(ZEROS).asByteBuffer();
            long end = channel.size();
            while (end < size) {
                zeros.clear().limit((int) Math.min(ZEROS, size - end));
                end += channel.write(zeros, end);
            }
            channel.force(false); // only then does NFS tell that its disk is full
        } catch (ClosedChannelException | FileSystemException e) {
            throw e; // by an interrupt of this thread; names the file already
        } catch (IOException e) {
            throw cannotReserve(file, size, e.getMessage(), e);
        }
    }

    private static FileSystemException cannotReserve(Path file, long size, String reason, IOException cause) {
        var exception =
                new FileSystemException(file.toString(), null, "cannot reserve %d bytes: %s".formatted(size, reason));
        exception.initCause(cause);
        return exception;
    }
}
