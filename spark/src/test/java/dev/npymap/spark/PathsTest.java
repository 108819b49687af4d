package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathsTest extends SparkTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void threeFiles() throws IOException {
        Npy.save(folder.resolve("b.npy"), new long[] {3, 4});
        Npy.save(folder.resolve("a.npy"), new long[] {0, 1, 2});
        Npy.save(folder.resolve("c.npy"), new long[] {5});
    }

    private static List<Long> values(Dataset<Row> table) {
        return table.select("value").as(Encoders.LONG()).collectAsList();
    }

    @Test
    void aFile() {
        assertThat(values(load(folder.resolve("a.npy")))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aFileIsReadWhateverItsName() throws IOException {
        Path other = Files.move(folder.resolve("a.npy"), folder.resolve("_a.data"));

        assertThat(values(load(other))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aFolderIsItsNpyFilesByName() {
        assertThat(values(load(folder))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aFolderShowsNeitherHiddenFilesNorOthersNorLedgers() throws IOException {
        Files.writeString(folder.resolve("README.md"), "not an array");
        Files.writeString(folder.resolve(".hidden.npy"), "not an array");
        Files.writeString(folder.resolve("_temporary.npy"), "not an array");
        Files.writeString(folder.resolve("a.npy.ledger.npy"), "not an array");
        Files.createDirectory(folder.resolve("deeper"));
        Npy.save(folder.resolve("deeper/d.npy"), new long[] {99});

        assertThat(values(load(folder))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(values(npy().load(folder + "/*.npy"))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aFolderWithTheNameOfAFileIsNone() throws IOException {
        Files.createDirectory(folder.resolve("aa.npy"));

        assertThat(values(load(folder))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aLinkThatLeadsNowhereIsNamed() throws IOException {
        Files.createSymbolicLink(folder.resolve("aa.npy"), folder.resolve("gone"));

        assertThatThrownBy(() -> load(folder))
                .hasMessageContaining("npy: " + folder.resolve("aa.npy") + ": no such file");
    }

    @Test
    void aPattern() throws IOException {
        Files.createDirectory(folder.resolve("x1"));
        Files.createDirectory(folder.resolve("x2"));
        Npy.save(folder.resolve("x1/d.npy"), new long[] {10});
        Npy.save(folder.resolve("x2/d.npy"), new long[] {20});
        Npy.save(folder.resolve("x2/e.npy"), new long[] {30});

        assertThat(values(npy().load(folder + "/[ac].npy"))).containsExactly(0L, 1L, 2L, 5L);
        assertThat(values(npy().load(folder + "/{b,c}.npy"))).containsExactly(3L, 4L, 5L);
        assertThat(values(npy().load(folder + "/x*/d.npy"))).containsExactly(10L, 20L);
        assertThat(values(npy().load(folder + "/x?"))).containsExactly(10L, 20L, 30L);
    }

    @Test
    void aNameThatLooksLikeAPattern() throws IOException {
        Npy.save(folder.resolve("[ac].npy"), new long[] {7});

        assertThat(values(npy().load(folder + "/[ac].npy"))).containsExactly(7L);
    }

    @Test
    void severalPathsInTheirOrder() {
        assertThat(values(npy().load(folder + "/c.npy", folder + "/a.npy"))).containsExactly(5L, 0L, 1L, 2L);
    }

    @Test
    void anAddress() {
        assertThat(values(npy().load("file:" + folder.resolve("c.npy")))).containsExactly(5L);
        assertThat(values(npy().load("file://" + folder.resolve("c.npy")))).containsExactly(5L);
    }

    @Test
    void rowNumbersGoThroughAllFiles() {
        Dataset<Row> table = load(folder);

        assertThat(table.columns()).containsExactly("value");
        assertThat(table.selectExpr("_row - value").as(Encoders.LONG()).collectAsList())
                .containsExactly(0L, 0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void filesMayDifferInByteOrderAndInTheLengthOfArrays() throws IOException {
        Path grids = Files.createDirectory(folder.resolve("grids"));
        Npy.save(grids.resolve("a.npy"), new int[][] {{1, 2}, {3, 4}});
        Npy.save(
                grids.resolve("b.npy"),
                new int[][] {{5, 6, 7}},
                CreateOptions.defaults().fortran());

        assertThat(load(grids).selectExpr("size(value)", "value[0]").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[2,1]", "[2,3]", "[3,5]");
    }

    @Test
    void anotherFileSystemIsRefused() {
        assertThatThrownBy(() -> npy().load("hdfs://host/a.npy"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining(
                        "npy: hdfs://host/a.npy: files are mapped, so they must be on a file system that the"
                                + " driver and every executor have mounted, not behind hdfs://");
    }

    @Test
    void nothingThere() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> load(folder.resolve("none.npy")))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("npy: " + folder.resolve("none.npy") + ": no such file");
        assertThatThrownBy(() -> load(empty))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("npy: " + empty + ": no .npy file there");
        assertThatThrownBy(() -> npy().load(folder + "/x*.npy"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("npy: " + folder + "/x*.npy: no .npy file there");
        assertThatThrownBy(() -> npy().load())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("npy: no path: load(...) needs one, of a file, a folder or a pattern");
    }
}
