package dev.npymap.spark;

import static dev.npymap.spark.Folders.longs;
import static dev.npymap.spark.Folders.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyParts;
import dev.npymap.NpyShare;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors that are processes of their own write parts, or fill shares; those that fail or die change nothing of a result. */
class ClusterWriteIT extends ClusterTest {
    private static final int ROWS = 4_000_000;
    private static final int TASKS = 8;

    @TempDir
    private Path temporary;

    private Path marks;
    private Path folder;
    private Attempts attempts;

    @BeforeEach
    void foldersAndAttempts() throws IOException {
        marks = Files.createDirectory(temporary.resolve("marks"));
        folder = temporary.resolve("parts");
        attempts = new Attempts(CLUSTER.sparkContext());
    }

    @AfterEach
    void closeAttempts() {
        attempts.close();
    }

    /** A fault near the end of the fourth task's rows, when most of them are in its file. */
    private Dataset<Row> disturbed(Fault fault, int times) {
        return CLUSTER.range(0, ROWS, 1, TASKS)
                .map(fault.at(marks, 4L * ROWS / TASKS - 10, times), Encoders.LONG())
                .toDF("value");
    }

    private void assertWhole() throws Exception {
        attempts.awaitEnd();
        assertThat(longs(folder)).isEqualTo(LongStream.range(0, ROWS).toArray());
        assertThat(NpyParts.open(folder).parts())
                .extracting(NpyParts.Part::rows)
                .as("a file for each task")
                .containsExactlyElementsOf(Collections.nCopies(TASKS, (long) ROWS / TASKS));
        assertThat(names(folder)).as("the manifest and its files").hasSize(TASKS + 1);
    }

    @Test
    void aTaskThatThrowsLeavesNothing() throws Exception {
        disturbed(Fault.THROWN, 2).write().format("npy").save(folder.toString());

        assertWhole();
        assertThat(names(marks)).hasSize(2);
    }

    @Test
    void anExecutorThatIsKilledLeavesNothing() throws Exception {
        disturbed(Fault.KILLED, 1).write().format("npy").save(folder.toString());

        assertWhole();
        assertThat(names(marks)).hasSize(1);
    }

    @Test
    void anExecutorThatIsKilledWhileItOverwritesLeavesTheNewRowsAlone() throws Exception {
        CLUSTER.range(0, 100, 1, 3).toDF("value").write().format("npy").save(folder.toString());

        disturbed(Fault.KILLED, 1).write().format("npy").mode("overwrite").save(folder.toString());

        assertWhole();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "DEAF"})
    void ofASlowAttemptAndASpeculativeOneOneCounts(Fault fault) throws Exception {
        disturbed(fault, 1).write().format("npy").save(folder.toString());

        assertWhole();
        assertThat(attempts.of(3)).containsExactly("speculative: SUCCESS", "first: KILLED");
        assertThat(names(marks)).hasSize(1);
        assertThat(npy().load(folder.toString())
                        .selectExpr("count(value)", "sum(value)")
                        .first()
                        .toString())
                .isEqualTo("[" + ROWS + "," + (ROWS - 1L) * ROWS / 2 + "]");
    }

    /** The share in the hands of the dead is filled again. */
    @Test
    void anExecutorThatIsKilledWhileItFillsAShareChangesNothing() throws Exception {
        Path file = temporary.resolve("a.npy");
        Npy.allocate(file, DType.INT64, Shape.of(ROWS), CreateOptions.defaults());

        JavaSparkContext.fromSparkContext(CLUSTER.sparkContext())
                .parallelize(NpyShare.all(file, TASKS), TASKS)
                .foreach(new DisturbedFill(Fault.KILLED.at(marks, ROWS / 2, 1)));
        // Spark may speculate here too, and does not wait for who writes the same once more.
        attempts.awaitEnd();

        assertThat(Npy.map(file).longs().toArray())
                .isEqualTo(LongStream.range(0, ROWS).toArray());
        assertThat(names(marks)).hasSize(1);
    }
}
