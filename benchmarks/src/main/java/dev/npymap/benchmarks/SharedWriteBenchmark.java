package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
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

    /** The file's size in KiB. */
    @Param("1048576")
    public int kibibytes = 256;

    private Path file;

    /** Creates a benchmark. */
    public SharedWriteBenchmark() {}

    /** Warms up the disk and its caches. */
    @Override
    void prepare(Path folder) throws IOException {
        file = folder.resolve("written.npy");
        FillWorker.Task.CHANNEL.run(file, Samples.elements(kibibytes));
        removeFile();
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
    public Path channel_write() throws IOException, InterruptedException {
        Fills.run(1, FillWorker.Task.CHANNEL, file, Samples.elements(kibibytes));
        return file;
    }

    @Benchmark
    public SharedFill oneProcess_write() throws IOException, InterruptedException {
        return fill(1);
    }

    @Benchmark
    public SharedFill twoProcesses_write() throws IOException, InterruptedException {
        return fill(2);
    }

    private SharedFill fill(int processes) throws IOException, InterruptedException {
        Npy.allocate(file, DType.FLOAT64, Shape.of(Samples.elements(kibibytes)), CreateOptions.defaults());
        Fills.run(processes, FillWorker.Task.WRITE, file, SHARES);
        return SharedFill.inspect(file);
    }
}
