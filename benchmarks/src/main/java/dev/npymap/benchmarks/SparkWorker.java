package dev.npymap.benchmarks;

import dev.npymap.NpyShare;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Has Spark do what it is told, on two cores and, but for the heap, by its defaults. */
final class SparkWorker {
    private SparkWorker() {}

    /** What Spark does, and what it needs to know for that. */
    enum Task {
        /** Reads by npymap: the path, the column, which aggregates, how many bytes a task reads by Spark's settings. */
        QUERY_NPY {
            @Override
            List<Double> run(SparkSession spark, List<String> what) {
                setTaskBytes(spark, what.get(3));
                return query(spark.read().format("npy").load(what.get(0)), what);
            }
        },

        /** Reads Parquet: the same. */
        QUERY_PARQUET {
            @Override
            List<Double> run(SparkSession spark, List<String> what) {
                setTaskBytes(spark, what.get(3));
                return query(spark.read().parquet(what.get(0)), what);
            }
        },

        /** Reads without a data source, by tasks that have a share each: the same. */
        SHARES {
            @Override
            List<Double> run(SparkSession spark, List<String> what) {
                Path path = Path.of(what.get(0));
                Aggregates aggregates = Aggregates.valueOf(what.get(2));
                int shares = 1 + (int) (path.toFile().length() / Long.parseLong(what.get(3)));
                String column = what.get(1);
                return JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(NpyShare.all(path, shares), shares)
                        .map(share -> of(share, column, aggregates))
                        .reduce(aggregates::merge);
            }
        },

        /** Makes a Parquet folder of a column: the file, the column, the folder, the codec. */
        CONVERT {
            @Override
            List<Double> run(SparkSession spark, List<String> what) {
                Dataset<Row> rows = spark.read().format("npy").load(what.get(0));
                rows.select(what.get(1))
                        .write()
                        .option("compression", what.get(3))
                        .parquet(what.get(2));
                return List.of();
            }
        },

        /** Writes doubles that are cheap to compute: the format, the folder, how many, the codec or nothing. */
        WRITE {
            @Override
            List<Double> run(SparkSession spark, List<String> what) {
                var writer = spark.range(0, Long.parseLong(what.get(2)), 1, WRITERS)
                        .selectExpr("id / 3.0D as value")
                        .write()
                        .format(what.get(0));
                if (!what.get(3).isEmpty()) {
                    writer.option("compression", what.get(3));
                }
                writer.save(what.get(1));
                return List.of();
            }
        };

        private static final int WRITERS = 2;

        /** By the setting and not by npymap's option, which would be kept to where larger tasks are better. */
        private static void setTaskBytes(SparkSession spark, String bytes) {
            spark.conf().set("spark.sql.files.maxPartitionBytes", bytes);
        }

        private static List<Double> query(Dataset<Row> rows, List<String> what) {
            Row row = rows.selectExpr(Aggregates.valueOf(what.get(2)).expressions(what.get(1)))
                    .head();
            return IntStream.range(0, row.size()).mapToObj(row::getDouble).toList();
        }

        abstract List<Double> run(SparkSession spark, List<String> what);
    }

    private static List<Double> of(NpyShare share, String column, Aggregates aggregates) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return aggregates.of(SparkData.column(share.map(arena), column));
        }
    }

    /**
     * Does the tasks that it is told.
     *
     * @param args none
     * @throws IOException if its input cannot be read
     */
    public static void main(String[] args) throws IOException {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("npymap benchmarks")
                .config("spark.ui.enabled", false)
                .getOrCreate();
        try {
            WorkerProcess.serve(task -> Task.valueOf(task.getFirst()).run(spark, task.subList(1, task.size())).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" ")));
        } finally {
            spark.stop();
        }
    }
}
