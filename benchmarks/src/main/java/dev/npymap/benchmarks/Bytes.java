package dev.npymap.benchmarks;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes all of some bytes: a channel may take fewer at once. */
final class Bytes {
    private Bytes() {}

    static void write(FileChannel channel, MemorySegment bytes) throws IOException {
        write(channel, bytes.asByteBuffer());
    }

    static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
