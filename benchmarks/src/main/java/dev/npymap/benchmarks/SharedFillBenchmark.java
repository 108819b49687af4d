package dev.npymap.benchmarks;

import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Where values take long to compute: what does a second process gain? */
@BenchmarkMode(Mode.SingleShotTime)
public class SharedFillBenchmark extends FolderState {
    private static final int WARMUPS = 20;
    private static final int WARMUP_SHARES = 4;

    /** How many shares there are, of 64 KiB and some 10 ms of computing. */
    @Param("1000")
    public int shares = 10;

    private Path file;
    private List<WorkerProcess> processes = List.of();

    /** Creates a benchmark. */
    public SharedFillBenchmark() {}

    /** Starts two processes and warms them up. */
    @Override
    void prepare(Path folder) throws IOException {
        file = folder.resolve("filled.npy");
        processes = List.of(FillWorker.start(), FillWorker.start());
        for (int i = 0; i < WARMUPS; i++) {
            Fills.make(file, WARMUP_SHARES);
            fill(processes, WARMUP_SHARES);
            removeFile();
        }
    }

    @Override
    void release() {
        processes.forEach(WorkerProcess::close);
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
    public SharedFill oneProcess_compute() throws IOException {
        return fill(processes.subList(0, 1), shares);
    }

    @Benchmark
    public SharedFill twoProcesses_compute() throws IOException {
        return fill(processes, shares);
    }

    private SharedFill fill(List<WorkerProcess> processes, int shares) throws IOException {
        FillWorker.Task.COMPUTE.runBy(processes, file, shares);
        return SharedFill.inspect(file);
    }
}
