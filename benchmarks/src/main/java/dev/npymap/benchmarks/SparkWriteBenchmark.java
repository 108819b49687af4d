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

/** How fast does Spark write a column of doubles, beside its own Parquet? */
@BenchmarkMode(Mode.SingleShotTime)
public class SparkWriteBenchmark extends FolderState {
    /** How much is written, in MB. */
    @Param("400")
    public int megabytes = 1;

    /** Where it measures nothing, other benchmarks may have the same Spark. */
    SparkProcess.Source sparks = SparkProcess::start;

    private Path saved;
    private WorkerProcess spark;

    /** Creates a benchmark. */
    public SparkWriteBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        saved = folder.resolve("saved");
        spark = sparks.get(folder);
    }

    @Override
    void release() {
        if (spark != null) {
            spark.close();
        }
    }

    /**
     * Removes what was written, so that the next folder is fresh.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        if (Files.exists(saved)) {
            delete(saved);
        }
    }

    /** What was written, and a Spark that can read it. */
    record Saved(Path folder, WorkerProcess spark) {}

    @Benchmark
    public Saved npymap_write() throws IOException {
        return write("npy", "");
    }

    @Benchmark
    public Saved parquetSnappy_write() throws IOException {
        return write("parquet", "snappy");
    }

    @Benchmark
    public Saved parquetPlain_write() throws IOException {
        return write("parquet", "uncompressed");
    }

    private Saved write(String format, String codec) throws IOException {
        String rows = Long.toString(Samples.bytes(megabytes) / Double.BYTES);
        spark.begin(SparkWorker.Task.WRITE.name(), format, saved.toString(), rows, codec);
        spark.await();
        return new Saved(saved, spark);
    }
}
