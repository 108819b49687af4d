package dev.npymap.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Writes all bytes of a buffer: a channel may take fewer at once. */
public final class FileBytes {
    private FileBytes() {}

    /**
     * Writes what is left of a buffer.
     *
     * @param channel takes it, where it stands
     * @param bytes the buffer
     * @throws IOException if writing fails
     */
    public static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Writes what is left of a buffer to a place in a file, whose own position stays as it is.
     *
     * @param channel the file
     * @param bytes the buffer
     * @param position where the first byte goes, in bytes
     * @return where the bytes end that were written
     * @throws IOException if writing fails
     */
    public static long write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
        return next;
    }
}
