package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.FillOptions;
import dev.npymap.parallel.ShareClaim;
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
    /** More than are claimed in the longest iteration. */
    private static final long SHARES = 1 << 17;

    static final int CHECKED_ROWS = (1 << 20) / Double.BYTES;

    private static final int PAGE_BYTES = 4096;

    private Path empty;
    private SharedFill unsynced;
    private SharedFill synced;
    private long next;

    private SharedFill checked;
    private byte[] checkedBytes;

    private FileChannel channel;
    private MemorySegment page;

    /** Creates a benchmark. */
    public ClaimBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        empty = folder.resolve("empty.npy");
        Npy.allocate(empty, DType.FLOAT64, Shape.of(0), CreateOptions.defaults());
        NpyArray full = Samples.dense(folder, CHECKED_ROWS);
        checked = SharedFill.open(Samples.denseFile(folder, CHECKED_ROWS), 1);
        checkedBytes = full.contiguousSegment().toArray(ValueLayout.JAVA_BYTE);
        Path other = folder.resolve("other");
        channel = FileChannel.open(
                other, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
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
     * Makes a ledger in which no share is claimed.
     *
     * @throws IOException if the disk fails
     */
    @Setup(Level.Iteration)
    public void makeLedger() throws IOException {
        Fills.removeLedger(empty);
        unsynced = SharedFill.open(empty, SHARES, FillOptions.defaults().unsynced());
        synced = SharedFill.open(empty, SHARES);
        next = 0;
    }

    @Benchmark
    public SharedFill unsynced_claim() throws IOException {
        return claim(unsynced);
    }

    @Benchmark
    public SharedFill synced_claim() throws IOException {
        return claim(synced);
    }

    private SharedFill claim(SharedFill fill) throws IOException {
        try (ShareClaim claim = fill.claim(next++).orElseThrow()) {
            claim.done();
        }
        return fill;
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
            return Npy.map(empty, MapMode.READ_WRITE, Window.share(next++, SHARES), arena);
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
    public long heapArray_checksum() {
        CRC32 crc = new CRC32();
        crc.update(checkedBytes);
        return crc.getValue();
    }

    @Benchmark
    public long npymap_checksum() throws IOException {
        return checked.checksum(0);
    }
}
