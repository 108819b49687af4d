package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.FillOptions;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What does it cost to claim a share and to record it as done, beside what fills it? */
public class ClaimBenchmark extends FolderState {
    static final int CHECKED_ROWS = (1 << 20) / Double.BYTES;

    private static final int PAGE_BYTES = 4096;

    private EmptyFill unsynced;
    private EmptyFill synced;
    private SharedFill checked;
    private byte[] checkedBytes;

    private Path empty;
    private FileChannel channel;
    private MemorySegment page;
    private long next;

    /** Creates a benchmark. */
    public ClaimBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        unsynced = new EmptyFill(
                folder.resolve("unsynced.npy"), FillOptions.defaults().unsynced());
        synced = new EmptyFill(folder.resolve("synced.npy"), FillOptions.defaults());
        NpyArray full = Samples.dense(folder, CHECKED_ROWS);
        checked = SharedFill.open(Samples.denseFile(folder, CHECKED_ROWS), 1);
        checkedBytes = full.contiguousSegment().toArray(ValueLayout.JAVA_BYTE);
        empty = folder.resolve("empty.npy");
        Npy.allocate(empty, DType.FLOAT64, Shape.of(0), CreateOptions.defaults());
        channel = FileChannel.open(
                folder.resolve("other"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        page = channel.map(MapMode.READ_WRITE, 0, PAGE_BYTES, Arena.ofAuto());
    }

    /**
     * Closes what is locked.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Trial)
    public void closeChannel() throws IOException {
        channel.close();
    }

    /**
     * Sees to it that enough shares are free.
     *
     * @throws IOException if the disk fails
     */
    @Setup(Level.Iteration)
    public void renewLedgers() throws IOException {
        unsynced.renew();
        synced.renew();
    }

    @Benchmark
    public SharedFill unsynced_claim() throws IOException {
        return unsynced.claim();
    }

    @Benchmark
    public SharedFill synced_claim() throws IOException {
        return synced.claim();
    }

    /** Of a channel that is open: a claim without a ledger and without a map. */
    @Benchmark
    public FileLock bareLock_claim() throws IOException {
        FileLock lock = channel.tryLock(next++, 1, false);
        lock.release();
        return lock;
    }

    /** What a claim maps. */
    @Benchmark
    public NpyArray window_claim() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Window share = Window.share(next++ % EmptyFill.SHARES, EmptyFill.SHARES);
            return Npy.map(empty, MapMode.READ_WRITE, share, arena);
        }
    }

    /** What a claim with sync waits for, once: a page that was written, on the disk. */
    @Benchmark
    public MemorySegment bareForce_claim() {
        page.set(ValueLayout.JAVA_LONG, 0, ++next);
        page.force();
        return page;
    }

    @Benchmark
    public long byteArray_checksum() {
        CRC32 crc = new CRC32();
        crc.update(checkedBytes);
        return crc.getValue();
    }

    @Benchmark
    public long npymap_checksum() throws IOException {
        return checked.checksum(0);
    }
}
