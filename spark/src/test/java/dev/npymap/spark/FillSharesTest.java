package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.NpyShare;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.spark.example.FillShares;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares of one file of a known shape, filled by tasks. */
class FillSharesTest extends SparkTest {
    @TempDir
    private Path folder;

    @Test
    void theExampleFillsAFile() throws IOException {
        Path file = folder.resolve("a.npy");

        FillShares.main(new String[] {file.toString(), "100003", "8"});

        NpyArray filled = Npy.map(file);
        assertThat(filled.longs("id").toArray())
                .isEqualTo(LongStream.range(0, 100_003).toArray());
        assertThat(filled.doubles("x").get(100_002)).isEqualTo(Math.sqrt(100_002));
        assertThatThrownBy(() -> FillShares.main(new String[] {file.toString(), "3", "1"}))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FillShares.main(new String[] {file.toString()}))
                .withMessage("usage: FillShares FILE ROWS SHARES");
    }

    /** What a failed attempt wrote is written again. */
    @Test
    void afterTasksThatThrewTheFileIsTheSame() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.allocate(file, DType.INT64, Shape.of(1000), CreateOptions.defaults());

        String name = file.toString();
        JavaSparkContext.fromSparkContext(SPARK.sparkContext())
                .parallelize(List.of(0, 1, 2, 3, 4, 5, 6), 7)
                .foreach(n -> {
                    try (Arena arena = Arena.ofConfined()) {
                        NpyArray mine = NpyShare.of(Path.of(name), n, 7).map(MapMode.READ_WRITE, arena);
                        LongAccessor rows = mine.longs();
                        int attempt = TaskContext.get().attemptNumber();
                        for (long row = 0; row < mine.rows(); row++) {
                            if (attempt == 0 && row == mine.rows() / 2) {
                                throw new IllegalStateException("the first attempt fails");
                            }
                            rows.set(row, attempt == 0 ? -1 : mine.firstRow() + row);
                        }
                    }
                });

        assertThat(Npy.map(file).longs().toArray())
                .isEqualTo(LongStream.range(0, 1000).toArray());
    }
}
