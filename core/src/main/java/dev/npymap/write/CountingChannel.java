package dev.npymap.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** Tells how many bytes were written to another channel. */
public final class CountingChannel implements WritableByteChannel {
    private final WritableByteChannel target;
    private final LongConsumer progress;
    private long count;

    /**
     * Has written nothing yet.
     *
     * @param target takes the bytes
     * @param progress is told after each write how many there were up to now
     */
    public CountingChannel(WritableByteChannel target, LongConsumer progress) {
        this.target = target;
        this.progress = progress;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int written = target.write(bytes);
        count += written;
        progress.accept(count);
        return written;
    }

    @Override
    public boolean isOpen() {
        return target.isOpen();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
