package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is what its files were when it was loaded; what has changed by the time that a task reads is an error or harmless. */
class ChangedFilesTest extends SparkTest {
    @TempDir
    private Path folder;

    private Path file;
    private Dataset<Row> table;

    @BeforeEach
    void aTable() throws IOException {
        file = folder.resolve("a.npy");
        Npy.save(file, new long[] {0, 1, 2});
        table = load(file);
    }

    @Test
    void appendedRowsAreNotSeen() throws IOException {
        try (var log = Npy.append(file)) {
            log.append(Npy.map(file));
        }

        assertThat(table.collectAsList()).hasSize(3);
        assertThat(load(file).collectAsList()).hasSize(6);
    }

    @Test
    void anotherFileOfTheSameRows() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        table = load(file);
        Npy.save(file, new long[] {3, 4, 5}, CreateOptions.defaults().replace());

        assertThatThrownBy(table::collectAsList)
                .hasStackTraceContaining(file + ": it was replaced after the query was planned");
        assertThat(load(file).collectAsList()).hasSize(3);
    }

    @Test
    void anotherDtype() throws IOException {
        Npy.save(file, new double[] {0, 1, 2}, CreateOptions.defaults().replace());

        assertThatThrownBy(table::collectAsList)
                .hasStackTraceContaining(
                        file + ": it was changed after the query was planned: expected rows of <i8, shape []"
                                + "; found rows of <f8, shape []");
    }

    @Test
    void fewerRows() throws IOException {
        Npy.save(file, new long[] {0, 1}, CreateOptions.defaults().replace());

        assertThatThrownBy(table::collectAsList)
                .hasStackTraceContaining(
                        file + ": it lost rows after the query was planned: expected 3 or more, found 2");
    }

    @Test
    void oneElementThatIsNoRow() throws IOException {
        Npy.create(file, DType.INT64, Shape.SCALAR, CreateOptions.defaults().replace());

        assertThatThrownBy(table::collectAsList)
                .hasStackTraceContaining("expected rows of <i8, shape []; found one element of <i8, shape []");
    }

    @Test
    void anotherRank() throws IOException {
        Npy.save(
                file,
                new long[][] {{0, 1}, {2, 3}, {4, 5}},
                CreateOptions.defaults().replace());

        assertThatThrownBy(table::collectAsList)
                .hasStackTraceContaining("expected rows of <i8, shape []; found rows of <i8, shape [2]");
    }

    @Test
    void noFile() throws IOException {
        Files.delete(file);

        assertThatThrownBy(table::collectAsList)
                .hasStackTraceContaining(file + ": the driver saw it, this executor does not: files must be on a file"
                        + " system that every executor has mounted at the same path; or it was deleted since, as an overwrite"
                        + " deletes the old parts");
    }
}
