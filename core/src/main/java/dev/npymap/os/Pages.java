package dev.npymap.os;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pages of mapped files, made present before they are used: what a page fault would meet, as a full disk, is an error here that
 * the caller can handle.
 *
 * <p>Plain Java cannot do the same: a write that changes nothing is atomic, or its fault becomes an exception, but never both
 * ({@code docs/faults.md}).
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/madvise.2.html">madvise(2)</a>
 */
public final class Pages {
    /** From Linux's {@code asm-generic/mman-common.h}, since Linux 5.14. */
    static final int MADV_POPULATE_READ = 22;

    private static final int MADV_POPULATE_WRITE = 23;

    private Pages() {}

    /**
     * Does to every page that the segment touches what a read, or a write that changes nothing, would do.
     *
     * @param segment a part of a mapped file; for one of no bytes there is nothing to do
     * @param isWritten whether pages are made writable, each with a block on disk
     * @param file the file, for messages
     * @param offset where the segment begins in the file, in bytes, for messages
     * @return {@code false} if nothing was done, since the platform or the kernel cannot, the segment is not mapped, or native
     *     access is denied
     * @throws FileSystemException if a page cannot be had; those before it are, and keep their blocks
     * @throws IllegalStateException if the segment's arena is closed
     */
    public static boolean populate(MemorySegment segment, boolean isWritten, Path file, long offset)
            throws FileSystemException {
        // On macOS these numbers mean nothing, or something else one day.
        int result = Platform.CURRENT == Platform.LINUX
                ? Madvise.call(segment, isWritten ? MADV_POPULATE_WRITE : MADV_POPULATE_READ)
                : Errno.ENOSYS.result();
        return switch (Errno.of(result)) {
            case NONE -> true;
            case EINVAL, ENOSYS, EOPNOTSUPP -> false;
            case EFAULT -> throw cannotPopulate(file, offset, segment, reason(file, offset + segment.byteSize()));
            default -> throw cannotPopulate(file, offset, segment, Errno.describe(result));
        };
    }

    /** What a fault would have met, of which the kernel says no more than that: SIGBUS. */
    private static String reason(Path file, long end) {
        try {
            long size = Files.size(file);
            if (size < end) {
                return "the file was shortened to " + size + " bytes";
            }
        } catch (IOException e) {
            return "the file is gone: " + e;
        }
        return "the disk is full, or fails: " + file.toFile().getUsableSpace() + " bytes are free";
    }

    private static FileSystemException cannotPopulate(Path file, long offset, MemorySegment segment, String reason) {
        return new FileSystemException(
                file.toString(),
                null,
                "cannot populate %d bytes from byte %d: %s".formatted(segment.byteSize(), offset, reason));
    }
}
