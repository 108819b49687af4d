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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/** How fast does Spark go through a file in place, beside a loop of one thread, tasks without a data source, and Parquet? */
@BenchmarkMode(Mode.SingleShotTime)
public class SparkScanBenchmark extends FolderState {
    private static final String SNAPPY = "snappy";
    private static final String PLAIN = "uncompressed";

    private static final long MILLION = 1_000_000;

    /** How many bytes a task reads: Spark's default for files. A task of npymap's that makes no rows reads more. */
    private static final long TASK_BYTES = 128 << 20;

    /**
     * Queries of few rows, in as many tasks, and loops, before the first that counts: a Spark of some seconds is busy with its
     * own classes.
     */
    private static final int WARMUPS = 40;

    /** Where it measures nothing, these may be fewer, and other benchmarks may have the same Spark. */
    int warmups = WARMUPS;

    SparkProcess.Source sparks = SparkProcess::start;

    /** How many millions of rows there are, of 8 bytes or, where a field is read, of 24. */
    @Param("500")
    public int millions = 1;

    private Path folder;
    private SparkData data;
    private SparkData few;
    private boolean isWarm;

    /** Null until the first query: a loop needs none. */
    private WorkerProcess spark;

    /** Creates a benchmark. */
    public SparkScanBenchmark() {}

    @Override
    void prepare(Path folder) {
        this.folder = folder;
        data = new SparkData(folder, millions * MILLION, sparks);
        few = new SparkData(folder, MILLION, sparks);
    }

    @Override
    void release() {
        if (spark != null) {
            spark.close();
        }
    }

    @Benchmark
    public List<Double> loop_sum() throws IOException {
        return loop(SparkData.VALUE, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> bareRdd_sum() throws IOException {
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
    public List<Double> bareRdd_four() throws IOException {
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
    public List<Double> loop_squares() throws IOException {
        return loop(SparkData.VALUE, Aggregates.SQUARES);
    }

    @Benchmark
    public List<Double> bareRdd_squares() throws IOException {
        return shares(SparkData.VALUE, Aggregates.SQUARES);
    }

    @Benchmark
    public List<Double> npymap_squares() throws IOException {
        return npymap(SparkData.VALUE, Aggregates.SQUARES);
    }

    @Benchmark
    public List<Double> loop_fieldSum() throws IOException {
        return loop(SparkData.FIELD, Aggregates.SUM);
    }

    @Benchmark
    public List<Double> bareRdd_fieldSum() throws IOException {
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
    public List<Double> bareRdd_fieldFour() throws IOException {
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

    @Benchmark
    public List<Double> loop_fieldSquares() throws IOException {
        return loop(SparkData.FIELD, Aggregates.SQUARES);
    }

    @Benchmark
    public List<Double> bareRdd_fieldSquares() throws IOException {
        return shares(SparkData.FIELD, Aggregates.SQUARES);
    }

    @Benchmark
    public List<Double> npymap_fieldSquares() throws IOException {
        return npymap(SparkData.FIELD, Aggregates.SQUARES);
    }

    private List<Double> loop(String column, Aggregates aggregates) throws IOException {
        if (!isWarm) {
            for (int i = 0; i < warmups; i++) {
                loop(few, column, aggregates);
            }
            isWarm = true;
        }
        return loop(data, column, aggregates);
    }

    private static List<Double> loop(SparkData data, String column, Aggregates aggregates) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return aggregates.of(
                    SparkData.column(Npy.map(data.file(column), MapMode.READ_ONLY, Window.all(), arena), column));
        }
    }

    private List<Double> shares(String column, Aggregates aggregates) throws IOException {
        return spark(SparkWorker.Task.SHARES, rows -> rows.file(column), column, aggregates);
    }

    private List<Double> npymap(String column, Aggregates aggregates) throws IOException {
        return spark(SparkWorker.Task.QUERY_NPY, rows -> rows.file(column), column, aggregates);
    }

    private List<Double> parquet(String codec, String column, Aggregates aggregates) throws IOException {
        return spark(SparkWorker.Task.QUERY_PARQUET, rows -> rows.parquet(column, codec), column, aggregates);
    }

    /** Where the rows lie that a task is about. */
    @FunctionalInterface
    private interface Source {
        Path of(SparkData data) throws IOException;
    }

    private List<Double> spark(SparkWorker.Task task, Source source, String column, Aggregates aggregates)
            throws IOException {
        Path rows = source.of(data);
        if (spark == null) {
            Path fewRows = source.of(few);
            spark = sparks.get(folder);
            for (int i = 0; i < warmups; i++) {
                run(task, fewRows, column, aggregates, TASK_BYTES / millions);
            }
        }
        return run(task, rows, column, aggregates, TASK_BYTES);
    }

    private List<Double> run(SparkWorker.Task task, Path rows, String column, Aggregates aggregates, long taskBytes)
            throws IOException {
        spark.begin(task.name(), rows.toString(), column, aggregates.name(), String.valueOf(taskBytes));
        return Aggregates.parse(spark.await());
    }
}
