package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task's reader, without a Spark around it. */
class NpyReaderTest {
    private static final int ROWS = 100_000;

    @TempDir
    private Path folder;

    private NpyPartition partition;

    @BeforeEach
    void twoFiles() throws IOException {
        List<FileRows> files = new ArrayList<>();
        for (int file = 0; file < 2; file++) {
            Path path = folder.resolve(file + ".npy");
            long[] values = new long[ROWS];
            for (int i = 0; i < ROWS; i++) {
                values[i] = file * (long) ROWS + i;
            }
            Npy.save(path, values);
            files.add(new FileRows(
                    path.toString(),
                    Mapping.content(Npy.readHeader(path)),
                    FileIdentity.of(path),
                    false,
                    10,
                    ROWS,
                    file * (long) ROWS + 10));
        }
        partition = new NpyPartition(files);
    }

    private NpyReader reader(String... columns) {
        StructType schema = new StructType();
        for (String column : columns) {
            schema = schema.add(column, DataTypes.LongType, false);
        }
        return new NpyReader(partition, schema, true);
    }

    @Test
    void batchesGoThroughAllRowsOfAllFiles() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        try (NpyReader reader = reader("value", "_row")) {
            while (reader.next()) {
                ColumnarBatch batch = reader.get();
                sizes.add(batch.numRows());
                assertThat(batch.column(0).getLongs(0, batch.numRows()))
                        .isEqualTo(batch.column(1).getLongs(0, batch.numRows()));
            }
            assertThat(reader.next()).isFalse();
        }

        assertThat(sizes).containsExactly(32_768, 32_768, 32_768, ROWS - 10 - 3 * 32_768, 32_768, 32_768, 32_768, 1686);
    }

    @Test
    void rowsWithoutColumnsAreCounted() throws IOException {
        long rows = 0;
        try (NpyReader reader = reader()) {
            while (reader.next()) {
                rows += reader.get().numRows();
            }
        }

        assertThat(rows).isEqualTo(2 * (ROWS - 10));
    }

    /** As Spark does where it hands rows to Python. */
    @Test
    void anotherThreadMayReadABatch() throws Exception {
        try (NpyReader reader = reader("value");
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            assertThat(reader.next()).isTrue();
            Callable<Long> first = () -> reader.get().column(0).getLong(0);

            assertThat(other.submit(first).get()).isEqualTo(10);
        }
    }

    @Test
    void aBatchOfAClosedReaderIsAnErrorAndNoCrash() throws IOException {
        NpyReader reader = reader("value");
        assertThat(reader.next()).isTrue();
        ColumnarBatch batch = reader.get();
        reader.close();
        reader.close();

        assertThatThrownBy(() -> batch.column(0).getLong(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Already closed");
    }
}
