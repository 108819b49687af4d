package dev.npymap.write;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Writes to memory, from its beginning. */
final class MemoryChannel implements WritableByteChannel {
    private final MemorySegment memory;
    private long position;

    MemoryChannel(MemorySegment memory) {
        this.memory = memory;
    }

    @Override
    public int write(ByteBuffer source) {
        int length = source.remaining();
        MemorySegment.copy(MemorySegment.ofBuffer(source), 0, memory, position, length);
        source.position(source.limit());
        position += length;
        return length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Memory is its arena's.
    }
}
