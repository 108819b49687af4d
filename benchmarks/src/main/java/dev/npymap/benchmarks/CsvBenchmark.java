package dev.npymap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** How fast does a CSV file become an array, by the command that a user runs? */
@BenchmarkMode(Mode.SingleShotTime)
public class CsvBenchmark extends FolderState {
    /** How many lines of 64 bytes. */
    @Param("1000000")
    public int batch = 1000;

    private Path csv;
    private Path file;

    /** Creates a benchmark. */
    public CsvBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        csv = Samples.csv(folder, batch);
        file = folder.resolve("converted.npy");
    }

    /**
     * Removes the array, so that the next one is fresh.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /** By name: only this class needs the command line's classes, and only in another process. */
    @Benchmark
    public Path npymap_convert() throws IOException, InterruptedException {
        Workers.run(
                1, "dev.npymap.cli.Main", "convert", "--dtype", Samples.CSV.descr(), csv.toString(), file.toString());
        return file;
    }
}
