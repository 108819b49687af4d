package dev.npymap.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own read shares; those that fail or die change nothing of a result. */
class ClusterReadIT extends ClusterTest {
    private static final int ROWS = 4_000_000;

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private static Path file;
    private static List<String> undisturbed;

    @BeforeAll
    static void aFile() throws IOException {
        file = data.resolve("trades.npy");
        NpyArray array =
                Npy.create(file, DType.of("[('id', '<i8'), ('price', '<f8'), ('kind', '<u2')]"), Shape.of(ROWS));
        for (int i = 0; i < ROWS; i++) {
            array.longs("id").set(i, i);
            array.doubles("price").set(i, (i % 1000) / 8.0);
            array.shorts("kind").set(i, (short) (i % 7));
        }
        array.force();
        undisturbed = totals(ids());
    }

    private static List<String> totals(Dataset<Long> ids) {
        return ids
                .toDF("value")
                .groupBy(col("value").mod(7).as("kind"))
                .agg(count("*"), sum("value"), max("value"))
                .orderBy("kind")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }

    private static Dataset<Long> ids() {
        return npy().option("partitionBytes", "4m")
                .load(file.toString())
                .select("id")
                .as(Encoders.LONG());
    }

    private List<String> disturbedTotals(Fault fault, int times) {
        return totals(ids().map(fault.at(folder, ROWS / 2 + 12_345, times), Encoders.LONG()));
    }

    @Test
    void aTaskThatThrowsChangesNothing() throws IOException {
        assertThat(disturbedTotals(Fault.THROWN, 2)).isEqualTo(undisturbed);
        assertThat(happened()).isEqualTo(2);
    }

    @Test
    void anExecutorThatIsKilledChangesNothing() throws IOException {
        assertThat(disturbedTotals(Fault.KILLED, 1)).isEqualTo(undisturbed);
        assertThat(happened()).isEqualTo(1);
    }

    @Test
    void aSlowAttemptThatASpeculativeOneOvertakesChangesNothing() throws Exception {
        try (Attempts attempts = new Attempts(CLUSTER.sparkContext())) {
            assertThat(disturbedTotals(Fault.SLOW, 1)).isEqualTo(undisturbed);
            attempts.awaitEnd();

            // No other stage has as many tasks.
            assertThat(attempts.of(9)).containsExactly("speculative: SUCCESS", "first: KILLED");
        }
    }

    private long happened() throws IOException {
        try (Stream<Path> marks = Files.list(folder)) {
            return marks.count();
        }
    }

    /** 6 GiB are read by two executors whose heaps are 2 GiB together. */
    @Test
    void aFileIsLargerThanAllHeaps() throws IOException {
        Path target = Files.createTempDirectory(Path.of(System.getProperty("npymap.target")), "large");
        Path large = target.resolve("large.npy");
        long rows = (6L << 30) / Double.BYTES;
        try {
            NpyArray array = Npy.create(
                    large,
                    DType.FLOAT64,
                    Shape.of(rows),
                    CreateOptions.defaults().sparse());
            array.doubles().set(0, 1);
            array.doubles().set(rows / 2, 2);
            array.doubles().set(rows - 1, 4);
            array.force();

            Dataset<Row> table = npy().load(large.toString());

            assertThat(table.rdd().getNumPartitions()).isEqualTo(48);
            assertThat(table.selectExpr("sum(value)", "count(value)", "max(value)", "sum(if(value > 0, _row, 0))")
                            .first()
                            .toString())
                    .isEqualTo("[7.0," + rows + ",4.0," + (rows / 2 + rows - 1) + "]");
        } finally {
            Files.delete(large);
            Files.delete(target);
        }
    }

    /** The map fails with an InternalError, for which Spark ends the executor; the next attempt finds out why. */
    @Test
    void aFileThatIsShortenedWhileItIsReadIsAnErrorThatNamesIt() throws IOException {
        Path cut = Files.createDirectory(folder.resolve("cut")).resolve("cut.npy");
        Npy.create(cut, DType.INT64, Shape.of(4_000_000));
        Dataset<Long> table = npy().load(cut.toString()).as(Encoders.LONG());

        assertThatThrownBy(() -> totals(table.map(Fault.shortened(cut, 1 << 20, folder), Encoders.LONG())))
                .hasMessageContaining(cut + ": byte 1048576: ");
    }

    @Test
    void anErrorOfATaskNamesTheFile() throws IOException {
        Path gone = folder.resolve("gone.npy");
        Npy.save(gone, new long[] {1, 2, 3});
        Dataset<Row> table = npy().load(gone.toString());
        Files.delete(gone);

        assertThatThrownBy(table::collectAsList).hasMessageContaining(gone.toString());
    }
}
