package dev.npymap.file;

import dev.npymap.os.Blocks;
import dev.npymap.os.NativeAccess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives a new file its space on the disk. */
public final class Allocation {
    private Allocation() {}

    /**
     * Writes the beginning of a file, and zeros behind it up to a size.
     *
     * @param channel the file, empty
     * @param file its name
     * @param beginning its first bytes
     * @param size its size in bytes, these included
     * @param isSparse whether the blocks of the zeros are left to be allocated when they are first written
     * @throws FileSystemException if blocks were to be reserved, and the disk is too small
     * @throws IOException if writing fails
     */
    public static void write(FileChannel channel, Path file, byte[] beginning, long size, boolean isSparse)
            throws IOException {
        FileBytes.write(channel, ByteBuffer.wrap(beginning));
        if (isSparse) {
            extend(file, size);
        } else {
            reserve(file, size);
        }
    }

    private static void extend(Path file, long size) throws IOException {
        try (RandomAccessFile handle = new RandomAccessFile(file.toFile(), "rw")) {
            handle.setLength(size);
        }
    }

    /** Looks at the free space first: an impossible {@code fallocate} takes all of it before it fails. */
    private static void reserve(Path file, long size) throws IOException {
        checkSpace(file, size);
        Blocks.reserve(file, size);
    }

    /**
     * Prepares a file that will be written from its beginning to its end: it fails at once where the disk is too small, and
     * blocks that are reserved are written to faster, by a fifth or so.
     *
     * @param file an existing file
     * @param size how long it will be, in bytes; it may be so long already when this returns
     * @param isSparse whether its blocks are left to be allocated when they are written
     * @throws FileSystemException if the disk is too small
     * @throws IOException if the file cannot be found
     */
    public static void prepare(Path file, long size, boolean isSparse) throws IOException {
        checkSpace(file, size);
        // Where it takes no more than a call: writing zeros first would cost more than it gains.
        if (!isSparse && NativeAccess.isGranted()) {
            Blocks.tryReserve(file, size);
        }
    }

    /** Looks whether a file could become as long as it shall be. */
    private static void checkSpace(Path file, long size) throws IOException {
        long usable = file.toFile().getUsableSpace();
        // 0 may mean that it is not known; fallocate will tell then.
        if (usable > 0 && usable < size - Files.size(file)) {
            throw new FileSystemException(
                    file.toString(), null, "no space: it needs " + size + " bytes, and " + usable + " are free");
        }
    }
}
