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
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What does the ledger of a shared fill cost, beside the same loop over windows without one? */
@BenchmarkMode(Mode.SingleShotTime)
public class LedgerBenchmark extends FolderState {
    private static final long EMPTY_SHARES = 5_000;
    private static final long WARMUP_SHARES = 20;

    /** How many shares there are, of 64 KiB and some 10 ms of computing. */
    @Param("1000")
    public int shares = 10;

    private Path file;

    /** Creates a benchmark. */
    public LedgerBenchmark() {}

    /** Warms up with many empty shares and a few full ones: an operation has too few, and takes too long. */
    @Override
    void prepare(Path folder) throws IOException {
        file = folder.resolve("filled.npy");
        warmUp(0, EMPTY_SHARES);
        warmUp(WARMUP_SHARES * Orbit.BLOCK_ROWS, WARMUP_SHARES);
    }

    private void warmUp(long rows, long shares) throws IOException {
        Npy.allocate(file, DType.FLOAT64, Shape.of(rows), CreateOptions.defaults());
        SharedFill.open(file, shares, FillOptions.defaults().unsynced()).run(Orbit::fill);
        removeFile();
    }

    /**
     * Makes the file that is filled.
     *
     * @throws IOException if the disk fails
     */
    @Setup(Level.Invocation)
    public void makeFile() throws IOException {
        Npy.allocate(file, DType.FLOAT64, Shape.of((long) shares * Orbit.BLOCK_ROWS), CreateOptions.defaults());
    }

    /**
     * Removes it.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Invocation)
    public void removeFile() throws IOException {
        Fills.remove(file);
    }

    @Benchmark
    public Path windows_unsynced() throws IOException {
        return fillWithoutLedger(Orbit::fill, false);
    }

    @Benchmark
    public SharedFill npymap_unsynced() throws IOException {
        return fill(Orbit::fill, FillOptions.defaults().unsynced());
    }

    @Benchmark
    public Path windows_synced() throws IOException {
        return fillWithoutLedger(Orbit::fill, true);
    }

    @Benchmark
    public SharedFill npymap_synced() throws IOException {
        return fill(Orbit::fill, FillOptions.defaults());
    }

    @Benchmark
    public Path windows_overhead() throws IOException {
        return fillWithoutLedger(LedgerBenchmark::fillWithOneValue, false);
    }

    @Benchmark
    public SharedFill npymap_overhead() throws IOException {
        return fill(LedgerBenchmark::fillWithOneValue, FillOptions.defaults().unsynced());
    }

    private static void fillWithOneValue(NpyArray share) {
        share.doubles().fill(Samples.VALUE);
    }

    private SharedFill fill(SharedFill.Task task, FillOptions options) throws IOException {
        SharedFill fill = SharedFill.open(file, shares, options);
        fill.run(task);
        return fill;
    }

    private Path fillWithoutLedger(SharedFill.Task task, boolean isSynced) throws IOException {
        for (long n = 0; n < shares; n++) {
            try (Arena arena = Arena.ofConfined()) {
                NpyArray share = Npy.map(file, MapMode.READ_WRITE, Window.share(n, shares), arena);
                task.fill(share);
                if (isSynced) {
                    share.force();
                }
            }
        }
        return file;
    }
}
