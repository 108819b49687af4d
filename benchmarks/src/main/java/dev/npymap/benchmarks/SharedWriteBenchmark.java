package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** Where values are at hand and the disk is what takes time: are two processes as fast as one that writes sequentially? */
@BenchmarkMode(Mode.SingleShotTime)
public class SharedWriteBenchmark extends FolderState {
    static final int SHARES = 16;

    private static final int WARMUPS = 20;
    private static final long WARMUP_ELEMENTS = 1 << 20;

    /** The file's size in KiB. */
    @Param("1048576")
    public int kibibytes = 256;

    private Path file;
    private List<FillProcess> processes = List.of();

    /** Creates a benchmark. */
    public SharedWriteBenchmark() {}

    /** Starts two processes and warms them up, and the disk. */
    @Override
    void prepare(Path folder) throws IOException {
        file = folder.resolve("written.npy");
        processes = List.of(new FillProcess(), new FillProcess());
        for (int i = 0; i < WARMUPS; i++) {
            for (FillProcess process : processes) {
                write(process, WARMUP_ELEMENTS);
                removeFile();
                fill(List.of(process), WARMUP_ELEMENTS);
                removeFile();
            }
        }
        write(processes.getFirst(), Samples.elements(kibibytes));
        removeFile();
    }

    /** Ends the processes. */
    @TearDown(Level.Trial)
    public void endProcesses() {
        processes.forEach(FillProcess::close);
    }

    /**
     * Removes the file, so that the next one is fresh.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Invocation)
    public void removeFile() throws IOException {
        Fills.remove(file);
    }

    @Benchmark
    public Path channel_write() throws IOException {
        write(processes.getFirst(), Samples.elements(kibibytes));
        return file;
    }

    @Benchmark
    public SharedFill oneProcess_write() throws IOException {
        return fill(processes.subList(0, 1), Samples.elements(kibibytes));
    }

    @Benchmark
    public SharedFill twoProcesses_write() throws IOException {
        return fill(processes, Samples.elements(kibibytes));
    }

    private void write(FillProcess process, long elements) throws IOException {
        process.begin(FillWorker.Task.CHANNEL, file, elements);
        process.await();
    }

    private SharedFill fill(List<FillProcess> processes, long elements) throws IOException {
        Npy.allocate(file, DType.FLOAT64, Shape.of(elements), CreateOptions.defaults());
        for (FillProcess process : processes) {
            process.begin(FillWorker.Task.WRITE, file, SHARES);
        }
        for (FillProcess process : processes) {
            process.await();
        }
        return SharedFill.inspect(file);
    }
}
