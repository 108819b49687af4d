package dev.npymap.parallel;

import dev.npymap.NpyArray;
import dev.npymap.file.WriteBehind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * The bytes of a mapped share.
 *
 * @param path the file
 * @param array the share
 * @param isSynced whether {@link #force} forces
 */
record MappedData(Path path, NpyArray array, boolean isSynced) implements FillStorage.Data {
    /** Stays in a core's first cache: larger blocks are copied out of it and back, which doubles the time. */
    private static final int BLOCK = 1 << 14;

    /** Has the disk begin with the bytes that were summed: {@link #force} is next. */
    @Override
    public int checksum() throws IOException {
        long offset = array.header().payloadOffset()
                + array.elementOffset() * array.dtype().itemSize();
        try (WriteBehind disk = new WriteBehind(path, offset, isSynced)) {
            return checksum(disk::advance);
        }
    }

    /**
     * {@return the CRC-32 of the share's bytes}
     *
     * <p>A copy of each block is what is summed: {@code CRC32} over the map itself would end the JVM by SIGBUS where another
     * process has shortened the file.
     *
     * @param progress takes the size of each block that was read
     */
    int checksum(LongConsumer progress) throws IOException {
        try {
            MemorySegment bytes = array.contiguousSegment();
            byte[] block = new byte[(int) Math.min(BLOCK, bytes.byteSize())];
            CRC32 crc = new CRC32();
            for (long offset = 0; offset < bytes.byteSize(); offset += block.length) {
                int length = (int) Math.min(block.length, bytes.byteSize() - offset);
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, block, 0, length);
                crc.update(block, 0, length);
                progress.accept(length);
            }
            return (int) crc.getValue();
        } catch (InternalError e) {
            FileSystemException gone = new FileSystemException(
                    path.toString(), null, "it became shorter while it was mapped, or the disk is full");
            gone.initCause(e);
            throw gone;
        }
    }

    @Override
    public void force() {
        if (isSynced) {
            array.force();
        }
    }
}
