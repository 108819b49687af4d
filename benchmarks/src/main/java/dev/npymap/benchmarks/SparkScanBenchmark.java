package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.Window;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** How fast does Spark go through a file in place, beside a loop of one thread, tasks without a data source, and Parquet? */
@BenchmarkMode(Mode.SingleShotTime)
public class SparkScanBenchmark extends FolderState {
    private static final String SNAPPY = "snappy";
    private static final String PLAIN = "uncompressed";

    /** How many millions of rows there are, of 8 bytes or, where a field is read, of 24. */
    @Param("500")
    public int millions = 1;

    private SparkData data;

    /** Null until the first query: a loop needs none. */
    private WorkerProcess spark;

    /** Creates a benchmark. */
    public SparkScanBenchmark() {}

    @Override
    void prepare(Path folder) {
        data = new SparkData(folder, millions * 1_000_000L);
    }

    /** Ends Spark. */
    @TearDown(Level.Trial)
    public void endSpark() {
        if (spark != null) {
            spark.close();
        }
    }

    @Benchmark
    public List<Double> loop_sum() throws IOException {
        return loop(SparkData.VALUE, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> shares_sum() throws IOException {
        return shares(SparkData.VALUE, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> npymap_sum() throws IOException {
        return npymap(SparkData.VALUE, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> parquetSnappy_sum() throws IOException {
        return parquet(SNAPPY, SparkData.VALUE, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> parquetPlain_sum() throws IOException {
        return parquet(PLAIN, SparkData.VALUE, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> loop_four() throws IOException {
        return loop(SparkData.VALUE, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> shares_four() throws IOException {
        return shares(SparkData.VALUE, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> npymap_four() throws IOException {
        return npymap(SparkData.VALUE, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> parquetSnappy_four() throws IOException {
        return parquet(SNAPPY, SparkData.VALUE, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> parquetPlain_four() throws IOException {
        return parquet(PLAIN, SparkData.VALUE, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> loop_fieldSum() throws IOException {
        return loop(SparkData.FIELD, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> shares_fieldSum() throws IOException {
        return shares(SparkData.FIELD, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> npymap_fieldSum() throws IOException {
        return npymap(SparkData.FIELD, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> parquetSnappy_fieldSum() throws IOException {
        return parquet(SNAPPY, SparkData.FIELD, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> parquetPlain_fieldSum() throws IOException {
        return parquet(PLAIN, SparkData.FIELD, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> loop_fieldFour() throws IOException {
        return loop(SparkData.FIELD, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> shares_fieldFour() throws IOException {
        return shares(SparkData.FIELD, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> npymap_fieldFour() throws IOException {
        return npymap(SparkData.FIELD, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> parquetSnappy_fieldFour() throws IOException {
        return parquet(SNAPPY, SparkData.FIELD, Aggregates.FOUR);
    }

    @Benchmark
    public List<Double> parquetPlain_fieldFour() throws IOException {
        return parquet(PLAIN, SparkData.FIELD, Aggregates.FOUR);
    }

    private List<Double> loop(String column, Aggregates aggregates) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return aggregates.of(
                    SparkData.column(Npy.map(data.file(column), MapMode.READ_ONLY, Window.all(), arena), column));
        }
    }

    private List<Double> shares(String column, Aggregates aggregates) throws IOException {
        return spark(SparkWorker.Task.SHARES.name(), data.file(column).toString(), column, aggregates.name());
    }

    private List<Double> npymap(String column, Aggregates aggregates) throws IOException {
        return query("npy", data.file(column), column, aggregates);
    }

    private List<Double> parquet(String codec, String column, Aggregates aggregates) throws IOException {
        return query("parquet", data.parquet(column, codec), column, aggregates);
    }

    private List<Double> query(String format, Path path, String column, Aggregates aggregates) throws IOException {
        return spark(SparkWorker.Task.QUERY.name(), format, path.toString(), column, aggregates.name());
    }

    private List<Double> spark(String... task) throws IOException {
        if (spark == null) {
            spark = SparkProcess.start();
        }
        spark.begin(task);
        return Aggregates.parse(spark.await());
    }
}
