package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyParts;
import dev.npymap.NpyShare;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own write parts, or fill shares; those that fail or die change nothing of a result. */
class ClusterWriteIT extends ClusterTest {
    private static final int ROWS = 4_000_000;
    private static final int TASKS = 8;

    @TempDir
    private Path temporary;

    private Path marks;
    private Path folder;

    @BeforeEach
    void folders() throws IOException {
        marks = Files.createDirectory(temporary.resolve("marks"));
        folder = temporary.resolve("parts");
    }

    /** A fault near the end of the fourth task's rows, when most of them are in its file. */
    private Dataset<Row> disturbed(Fault fault, int times) {
        return CLUSTER.range(0, ROWS, 1, TASKS)
                .map(fault.at(marks, 4L * ROWS / TASKS - 10, times), Encoders.LONG())
                .toDF("value");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void assertWhole() throws IOException {
        assertThat(NpyParts.open(folder).map(Window.all()).stream()
                        .flatMapToLong(
                                piece -> LongStream.of(piece.array().longs().toArray()))
                        .toArray())
                .isEqualTo(LongStream.range(0, ROWS).toArray());
        assertThat(names(folder)).as("the manifest and a file for each task").hasSize(TASKS + 1);
    }

    @Test
    void aTaskThatThrowsLeavesNothing() throws IOException {
        disturbed(Fault.THROWN, 2).write().format("npy").save(folder.toString());

        assertWhole();
        assertThat(names(marks)).hasSize(2);
    }

    @Test
    void anExecutorThatIsKilledLeavesNothing() throws IOException {
        disturbed(Fault.KILLED, 1).write().format("npy").save(folder.toString());

        assertWhole();
        assertThat(names(marks)).hasSize(1);
    }

    @Test
    void anExecutorThatIsKilledWhileItOverwritesLeavesTheNewRowsAlone() throws IOException {
        CLUSTER.range(0, 100, 1, 3).toDF("value").write().format("npy").save(folder.toString());

        disturbed(Fault.KILLED, 1).write().format("npy").mode("overwrite").save(folder.toString());

        assertWhole();
    }

    /** The share in the hands of the dead is filled again. */
    @Test
    void anExecutorThatIsKilledWhileItFillsAShareChangesNothing() throws IOException {
        Path file = temporary.resolve("a.npy");
        Npy.allocate(file, DType.INT64, Shape.of(ROWS), CreateOptions.defaults());

        JavaSparkContext.fromSparkContext(CLUSTER.sparkContext())
                .parallelize(NpyShare.all(file, TASKS), TASKS)
                .foreach(new DisturbedFill(Fault.KILLED.at(marks, ROWS / 2, 1)));

        assertThat(Npy.map(file).longs().toArray())
                .isEqualTo(LongStream.range(0, ROWS).toArray());
        assertThat(names(marks)).hasSize(1);
    }
}
