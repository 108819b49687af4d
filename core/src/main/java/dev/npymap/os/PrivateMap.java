package dev.npymap.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Copy-on-write maps of files that may only be read: what is written goes to pages of this process's own. {@code
 * FileChannel.map} has them too, but only of files that are open for writing.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mmap.2.html">mmap(2)</a>
 */
public final class PrivateMap {
    /** The same in Linux's {@code asm-generic/fcntl.h} and macOS's {@code sys/fcntl.h}. */
    private static final int O_RDONLY = 0;

    /** From the same two. */
    private static final int O_CLOEXEC = Platform.CURRENT == Platform.MACOS ? 0x1000000 : 0x80000;

    /** The same in Linux's {@code linux/fs.h} and macOS's {@code sys/unistd.h}. */
    private static final int SEEK_END = 2;

    /** The same in Linux's {@code asm-generic/mman-common.h} and {@code linux/mman.h}, and macOS's {@code sys/mman.h}. */
    private static final int PROT_READ_WRITE = 1 | 2;

    private static final int MAP_PRIVATE = 2;

    private static final CFunction OPEN = CFunction.find(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));

    private static final CFunction LSEEK =
            CFunction.find("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));

    /** Its address as a number: an error is -1. */
    private static final CFunction MMAP = CFunction.find(
            "mmap", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

    private static final CFunction MUNMAP =
            CFunction.find("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));

    private static final CFunction CLOSE = CFunction.find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private static final int PAGE_SIZE =
            CFunction.find("getpagesize", FunctionDescriptor.of(JAVA_INT)).call();

    private PrivateMap() {}

    /**
     * {@return a part of a file, mapped until the arena is closed}; empty where the platform has no such map, or native access is
     * denied
     *
     * @param file a regular file, which is only read
     * @param offset where the part begins, in bytes; any
     * @param size its size, in bytes
     * @param arena decides how long the map lives and which threads may use it
     * @throws FileSystemException if the file ends before the part does, or cannot be opened or mapped
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static Optional<MemorySegment> of(Path file, long offset, long size, Arena arena)
            throws FileSystemException {
        MemorySegment nothing = arena.allocate(0);
        int descriptor = OPEN.callThroughSignals(file, O_RDONLY | O_CLOEXEC);
        if (Errno.of(descriptor) == Errno.ENOSYS) {
            return Optional.empty();
        }
        if (descriptor < 0) {
            throw cannotMap(file, offset, size, Errno.describe(descriptor));
        }
        try {
            long end = LSEEK.callForLong(descriptor, 0L, SEEK_END);
            if (end < offset + size) {
                // A map of pages past the end would raise SIGBUS when they are touched.
                throw cannotMap(file, offset, size, "it ends at byte " + end);
            }
            return Optional.of(size == 0 ? nothing : map(file, descriptor, offset, size, arena));
        } finally {
            CLOSE.call(descriptor); // a map needs no descriptor, and nothing was written through this one
        }
    }

    @SuppressWarnings(
            "restricted") // the bytes from the address on are those just mapped, and unmapped by the arena alone
    private static MemorySegment map(Path file, int descriptor, long offset, long size, Arena arena)
            throws FileSystemException {
        long begin = offset & -PAGE_SIZE;
        long length = offset - begin + size;
        long address = MMAP.callForLong(MemorySegment.NULL, length, PROT_READ_WRITE, MAP_PRIVATE, descriptor, begin);
        if (address < 0) {
            throw cannotMap(file, offset, size, Errno.describe((int) address));
        }
        MemorySegment pages = MemorySegment.ofAddress(address);
        boolean owned = false;
        try {
            MemorySegment mapped = pages.reinterpret(length, arena, all -> MUNMAP.call(all, length));
            owned = true;
            return mapped.asSlice(offset - begin, size);
        } finally {
            if (!owned) {
                MUNMAP.call(pages, length);
            }
        }
    }

    private static FileSystemException cannotMap(Path file, long offset, long size, String reason) {
        return new FileSystemException(
                file.toString(), null, "cannot map " + size + " bytes from byte " + offset + " on: " + reason);
    }
}
