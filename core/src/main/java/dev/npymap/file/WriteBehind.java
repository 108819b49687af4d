package dev.npymap.file;

import dev.npymap.os.NativeAccess;
import dev.npymap.os.WriteBack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes to a file that will be forced, and has the disk at work meanwhile: where everything is left to {@code force}, both
 * together were seen to take half as long again.
 */
public final class WriteBehind implements WritableByteChannel {
    /** Large enough for one seek to be little of it, small enough for most of a file to be on its way by the end. */
    private static final long STEP_BYTES = 1 << 23;

    /** Is told which bytes of the file it may begin with. */
    interface Disk extends AutoCloseable {
        void begin(long offset, long length);

        @Override
        void close();
    }

    private final FileChannel channel;

    /** Empty where the disk may wait, or cannot be told. */
    private final Optional<Disk> disk;

    private long position;
    private long begun;

    /**
     * Writes to a channel, from where it stands on.
     *
     * @param channel the file, which stays open
     * @param file its name
     * @param isForced whether it will be forced
     * @throws IOException if the channel is closed
     */
    public WriteBehind(FileChannel channel, Path file, boolean isForced) throws IOException {
        this(
                channel,
                isForced,
                () -> NativeAccess.isGranted() ? Optional.of(of(new WriteBack(file))) : Optional.empty());
    }

    WriteBehind(FileChannel channel, boolean isForced, Supplier<Optional<Disk>> disk) throws IOException {
        this.channel = channel;
        this.position = channel.position();
        this.begun = position;
        this.disk = isForced ? disk.get() : Optional.empty();
    }

    private static Disk of(WriteBack writeBack) {
        return new Disk() {
            @Override
            public void begin(long offset, long length) {
                writeBack.begin(offset, length);
            }

            @Override
            public void close() {
                writeBack.close();
            }
        };
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = channel.write(source);
        position += count;
        if (position - begun >= STEP_BYTES) {
            disk.ifPresent(told -> told.begin(begun, position - begun));
            begun = position;
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        disk.ifPresent(Disk::close);
    }
}
