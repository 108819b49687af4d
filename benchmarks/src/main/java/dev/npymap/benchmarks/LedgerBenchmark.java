package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What does the ledger of a shared fill cost, beside the same loop over windows without one? */
@BenchmarkMode(Mode.SingleShotTime)
public class LedgerBenchmark extends FolderState {
    private static final FillOptions UNSYNCED = FillOptions.defaults().unsynced();

    private static final int WARMUP_SHARES = 5_000;
    private static final int WARMUP_ORBITS = 20;

    /** How often an operation without computing is done at a time: one alone is over too soon to tell it from the next. */
    private static final int TIMES = 20;

    /** How many shares there are, of 64 KiB and some 10 ms of computing. */
    @Param("1000")
    public int shares = 10;

    private Path file;

    /** Creates a benchmark. */
    public LedgerBenchmark() {}

    /** Warms up both ways, with many shares that are soon filled, and with a few of the others, each of which takes long. */
    @Override
    void prepare(Path folder) throws IOException {
        file = folder.resolve("filled.npy");
        warmUp(LedgerBenchmark::fillWithOneValue, WARMUP_SHARES);
        warmUp(Orbit::fill, WARMUP_ORBITS);
    }

    private void warmUp(SharedFill.Task task, int count) throws IOException {
        Fills.make(file, count);
        fillWithoutLedger(task, count, false);
        fill(task, count, UNSYNCED);
        removeFile();
    }

    /**
     * Makes the file that is filled.
     *
     * @throws IOException if the disk fails
     */
    @Setup(Level.Invocation)
    public void makeFile() throws IOException {
        Fills.make(file, shares);
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
        return fillWithoutLedger(Orbit::fill, shares, false);
    }

    @Benchmark
    public SharedFill npymap_unsynced() throws IOException {
        return fill(Orbit::fill, shares, UNSYNCED);
    }

    @Benchmark
    public Path windows_synced() throws IOException {
        return fillWithoutLedger(Orbit::fill, shares, true);
    }

    @Benchmark
    public SharedFill npymap_synced() throws IOException {
        return fill(Orbit::fill, shares, FillOptions.defaults());
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public Path windows_overhead() throws IOException {
        for (int i = 0; i < TIMES; i++) {
            fillWithoutLedger(LedgerBenchmark::fillWithOneValue, shares, false);
        }
        return file;
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public SharedFill npymap_overhead() throws IOException {
        SharedFill fill = fill(LedgerBenchmark::fillWithOneValue, shares, UNSYNCED);
        for (int i = 1; i < TIMES; i++) {
            Fills.removeLedger(file);
            fill = fill(LedgerBenchmark::fillWithOneValue, shares, UNSYNCED);
        }
        return fill;
    }

    private static void fillWithOneValue(NpyArray share) {
        share.doubles().fill(Samples.VALUE);
    }

    private SharedFill fill(SharedFill.Task task, int count, FillOptions options) throws IOException {
        SharedFill fill = SharedFill.open(file, count, options);
        fill.run(task);
        return fill;
    }

    private Path fillWithoutLedger(SharedFill.Task task, int count, boolean isSynced) throws IOException {
        for (long n = 0; n < count; n++) {
            try (Arena arena = Arena.ofConfined()) {
                NpyArray share = Npy.map(file, MapMode.READ_WRITE, Window.share(n, count), arena);
                task.fill(share);
                if (isSynced) {
                    share.force();
                }
            }
        }
        return file;
    }
}
