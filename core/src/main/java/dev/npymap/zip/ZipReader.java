package dev.npymap.zip;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;

/**
 * Reads parts of a zip, and tells where it is wrong.
 *
 * @param channel the file
 * @param file its name, for messages
 * @param size its size in bytes, looked at once
 */
record ZipReader(FileChannel channel, String file, long size) {
    static ZipReader of(FileChannel channel, String file) throws IOException {
        return new ZipReader(channel, file, channel.size());
    }

    /** {@return so many bytes of the file, little-endian; the caller knows that it has them} */
    ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }

    /**
     * {@return how many bytes were read}
     *
     * @throws IOException if reading fails, or there is nothing more to read; its message has the file's name, since another one
     *     may be written meanwhile
     */
    int read(ByteBuffer into, long position) throws IOException {
        int count;
        try {
            count = channel.read(into, position);
        } catch (IOException e) {
            if (e.getClass() != IOException.class) {
                throw e;
            }
            FileSystemException named = new FileSystemException(file, null, e.getMessage());
            named.initCause(e);
            throw named;
        }
        if (count < 0) {
            throw endedAt(position);
        }
        return count;
    }

    NpyFormatException endedAt(long position) {
        return wrong(position, "the file ended here while it was read");
    }

    NpyFormatException wrong(long offset, String problem) {
        return new NpyFormatException(file, offset, problem);
    }

    /** {@return what a record begins with, as the file has it} */
    static String signature(int littleEndian) {
        return String.format("%08x", Integer.reverseBytes(littleEndian)).replaceAll("..(?!$)", "$0 ");
    }
}
