package dev.npymap.file;

import dev.npymap.os.NativeAccess;
import dev.npymap.os.WriteBack;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Has the disk at work on the bytes of a file that will be forced, while the next ones are still to come: where everything is left to
 * {@code force}, both together were seen to take half as long again.
 */
public final class WriteBehind implements AutoCloseable {
    /** Large enough for one seek to be little of it, small enough for most of a file to be on its way by the end. */
    private static final long STEP_BYTES = 1 << 23;

    /** Is told which bytes of the file it may begin with. */
    interface Disk extends AutoCloseable {
        void begin(long offset, long length);

        @Override
        void close();
    }

    private final boolean isForced;
    private final Supplier<Disk> disks;
    private final long offset;

    /** How many bytes have their values, and of how many the disk was told. */
    private long count;

    private long begun;

    /** Null until there is something to tell it: to begin with a small file would cost more than it gains. */
    private Disk disk;

    /**
     * Tells the disk of bytes that follow each other.
     *
     * @param file the file, which exists
     * @param offset where the first of them lies
     * @param isForced whether they will be forced; else nothing is told
     */
    public WriteBehind(Path file, long offset, boolean isForced) {
        this(offset, isForced && NativeAccess.isGranted(), () -> of(new WriteBack(file)));
    }

    WriteBehind(long offset, boolean isForced, Supplier<Disk> disks) {
        this.isForced = isForced;
        this.disks = disks;
        this.offset = offset;
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

    /**
     * Notes that the next bytes have their values.
     *
     * @param bytes how many
     */
    public void advance(long bytes) {
        advanceTo(count + bytes);
    }

    /**
     * Notes that the first bytes have their values.
     *
     * @param bytes how many, no less than before
     */
    public void advanceTo(long bytes) {
        count = bytes;
        if (isForced && count - begun >= STEP_BYTES) {
            if (disk == null) {
                disk = disks.get();
            }
            disk.begin(offset + begun, count - begun);
            begun = count;
        }
    }

    @Override
    public void close() {
        if (disk != null) {
            disk.close();
        }
    }
}
