package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.MapAdvice;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** How fast is a fresh file created and filled, its blocks reserved first or found one by one, or in huge pages? */
@BenchmarkMode(Mode.SingleShotTime)
public class FirstTouchBenchmark extends FolderState {
    /** The file's size in KiB. */
    @Param("524288")
    public int kibibytes = 256;

    private Path file;

    /** Creates a benchmark. */
    public FirstTouchBenchmark() {}

    @Override
    void prepare(Path folder) {
        file = folder.resolve("fresh.npy");
    }

    /**
     * Has the memory be there.
     *
     * @throws IOException if no process can be started
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    @Setup(Level.Invocation)
    public void pause() throws IOException, InterruptedException {
        Pause.take(Duration.ZERO, (long) kibibytes << 10);
    }

    /**
     * Removes the file, so that the next one is fresh.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Benchmark
    public double sparse_fill() throws IOException {
        return fill(CreateOptions.defaults().sparse(), MapAdvice.NORMAL);
    }

    @Benchmark
    public double reserved_fill() throws IOException {
        return fill(CreateOptions.defaults(), MapAdvice.NORMAL);
    }

    @Benchmark
    public double advised_fill() throws IOException {
        return fill(CreateOptions.defaults(), MapAdvice.FILL);
    }

    private double fill(CreateOptions options, MapAdvice advice) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.create(
                    file, DType.FLOAT64, Shape.of(Samples.elements(kibibytes)), options, Window.all(), arena);
            array.advise(advice);
            DoubleAccessor doubles = array.doubles();
            doubles.fill(Samples.VALUE);
            return doubles.get(doubles.size() - 1);
        }
    }
}
