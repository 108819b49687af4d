package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Where values are at hand and the disk is what takes time: are two processes as fast as one that writes sequentially? */
@BenchmarkMode(Mode.SingleShotTime)
public class SharedWriteBenchmark extends FolderState {
    static final int SHARES = 16;

    private static final int WARMUPS = 20;
    private static final int WARMUP_ELEMENTS = 1 << 20;

    /** How long the disk rests, for each mebibyte of the file: for some times as long as a local disk takes to write it. */
    private static final Duration REST_FOR_MIB = Duration.ofMillis(6);

    /** The file's size in KiB. */
    @Param("1048576")
    public int kibibytes = 256;

    private Path fresh;
    private Path old;
    private List<WorkerProcess> processes = List.of();

    /** Creates a benchmark. */
    public SharedWriteBenchmark() {}

    /** Starts two processes and warms them up, and the disk. */
    @Override
    void prepare(Path folder) throws IOException {
        fresh = folder.resolve("fresh.npy");
        old = folder.resolve("old.npy");
        processes = List.of(FillWorker.start(), FillWorker.start());
        for (int i = 0; i < WARMUPS; i++) {
            warmUp(WARMUP_ELEMENTS);
        }
        int elements = Samples.elements(kibibytes);
        warmUp(elements);
        write(0, old, elements);
    }

    private void warmUp(int elements) throws IOException {
        for (int i = 0; i < processes.size(); i++) {
            write(i, fresh, elements);
            clean();
        }
        for (FillWorker.Task task : List.of(FillWorker.Task.WRITE, FillWorker.Task.WRITE_BY_TWO)) {
            fillFresh(task, processes, SHARES, elements);
            clean();
        }
    }

    @Override
    void release() {
        processes.forEach(WorkerProcess::close);
    }

    /**
     * Has the disk rest, and the memory be there.
     *
     * @throws IOException if no process can be started
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    @Setup(Level.Invocation)
    public void pause() throws IOException, InterruptedException {
        Pause.take(REST_FOR_MIB.multipliedBy(kibibytes >> 10), (long) kibibytes << 10);
    }

    /**
     * Removes one file, so that the next one is fresh, and makes the other one that nobody has begun to fill.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Invocation)
    public void clean() throws IOException {
        Fills.remove(fresh);
        Fills.removeLedger(old);
    }

    @Benchmark
    public Path channel_write() throws IOException {
        return write(0, fresh, Samples.elements(kibibytes));
    }

    @Benchmark
    public SharedFill oneProcess_write() throws IOException {
        return fillFresh(FillWorker.Task.WRITE, processes.subList(0, 1), SHARES, Samples.elements(kibibytes));
    }

    @Benchmark
    public SharedFill twoProcesses_write() throws IOException {
        return fillFresh(FillWorker.Task.WRITE, processes, SHARES, Samples.elements(kibibytes));
    }

    @Benchmark
    public SharedFill twoProcessesOfTwoThreads_write() throws IOException {
        return fillFresh(FillWorker.Task.WRITE_BY_TWO, processes, SHARES, Samples.elements(kibibytes));
    }

    @Benchmark
    public SharedFill twoProcesses_halves() throws IOException {
        return fillFresh(FillWorker.Task.WRITE, processes, processes.size(), Samples.elements(kibibytes));
    }

    @Benchmark
    public Path channel_rewrite() throws IOException {
        return write(0, old, Samples.elements(kibibytes));
    }

    @Benchmark
    public SharedFill oneProcess_rewrite() throws IOException {
        return fill(FillWorker.Task.WRITE, processes.subList(0, 1), old, SHARES);
    }

    @Benchmark
    public SharedFill twoProcesses_rewrite() throws IOException {
        return fill(FillWorker.Task.WRITE, processes, old, SHARES);
    }

    private Path write(int process, Path file, int elements) throws IOException {
        FillWorker.Task.CHANNEL.runBy(List.of(processes.get(process)), file, elements);
        return file;
    }

    private SharedFill fillFresh(FillWorker.Task task, List<WorkerProcess> processes, int shares, int elements)
            throws IOException {
        Npy.allocate(fresh, DType.FLOAT64, Shape.of(elements), CreateOptions.defaults());
        return fill(task, processes, fresh, shares);
    }

    private static SharedFill fill(FillWorker.Task task, List<WorkerProcess> processes, Path file, int shares)
            throws IOException {
        task.runBy(processes, file, shares);
        return SharedFill.inspect(file);
    }
}
