package dev.npymap.spark;

import static dev.npymap.spark.Folders.longs;
import static dev.npymap.spark.Folders.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.NpyParts;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code df.write.format("npy")}: what is in the files, and what becomes of a folder in each mode. */
class WriteTest extends SparkTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temporary.resolve("parts");
    }

    /** Rows 0, 1, 2 and so on, in three partitions. */
    private static Dataset<Row> rows(long count, String... columns) {
        return SPARK.range(0, count, 1, 3).selectExpr(columns);
    }

    private static DataFrameWriter<Row> writer(Dataset<Row> rows) {
        return rows.write().format("npy");
    }

    @Test
    void numpyReadsEveryTypeThatIsWritten() throws IOException, InterruptedException {
        Dataset<Row> rows = rows(
                1000,
                "id % 2 = 0 as b",
                "cast(id % 100 as tinyint) as i1",
                "cast(-id as smallint) as i2",
                "cast(id * 1000 as int) as i4",
                "id * 1000000000000000 as i8",
                "cast(id / 4 as float) as f4",
                "cast(id as double) / 3 as f8",
                "timestamp_micros(id * 1000001) as ts",
                "timestamp_ntz'2020-01-01 00:00:00.000001' + make_dt_interval(0, 0, 0, id) as ntz",
                "date_add(date'1969-12-31', cast(id as int)) as d",
                "make_dt_interval(0, 0, 0, id * 1.5) as dt",
                "make_ym_interval(id, id) as ym",
                "cast(18446744073709551615 - id as decimal(20, 0)) as u8",
                "concat('é😀', id) as s",
                "cast(concat('x', id) as binary) as bin",
                "named_struct('re', cast(id as double), 'im', cast(id as double) / 2) as c",
                "named_struct('re', cast(id as float), 'im', cast(-id as float)) as c4",
                "array(cast(id as double), cast(id + 1 as double), cast(id + 2 as double)) as a",
                "array(array(cast(id as int), cast(id as int)), array(cast(-id as int), cast(id * 2 as int))) as m",
                "named_struct('x', id, 'in', named_struct('y', cast(id / 2 as float), 'z', array('p', 'q'))) as st",
                "if(id % 2 = 1, null, timestamp_micros(id)) as nt");

        writer(rows)
                .option("width", 6)
                .option("length", 3)
                .option("length.m", "2,2")
                .option("length.st.in.z", 2)
                .option("width.ST.in.z", 1)
                .save(folder.toString());

        assertThat(NumPy.run("written.py", temporary, folder.toString(), "1000"))
                .isEqualToIgnoringWhitespace("[('b', '?'), ('i1', 'i1'), ('i2', '<i2'), ('i4', '<i4'), ('i8', '<i8'),"
                        + " ('f4', '<f4'), ('f8', '<f8'), ('ts', '<M8[us]'), ('ntz', '<M8[us]'), ('d', '<M8[D]'),"
                        + " ('dt', '<m8[us]'), ('ym', '<m8[M]'), ('u8', '<u8'), ('s', '<U6'), ('bin', 'S6'),"
                        + " ('c', '<c16'), ('c4', '<c8'), ('a', '<f8', (3,)), ('m', '<i4', (2, 2)),"
                        + " ('st', [('x', '<i8'), ('in', [('y', '<f4'), ('z', '<U1', (2,))])]), ('nt', '<M8[us]')]");
        assertThat(NpyParts.open(folder).parts()).hasSize(3);
        assertThat(names(folder)).hasSize(4);
    }

    @Test
    void aColumnNamedValueIsAPlainArray() throws IOException {
        writer(rows(10, "cast(id as double) / 2 as value")).save(folder.toString());

        NpyParts parts = NpyParts.open(folder);
        assertThat(parts.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(parts.map(Window.all()).stream()
                        .flatMapToDouble(
                                piece -> DoubleStream.of(piece.array().doubles().toArray())))
                .containsExactly(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5);
    }

    @Test
    void aColumnNamedValueOfArraysIsAnArrayOfMoreDimensions() throws IOException {
        writer(rows(5, "array(array(id, -id), array(id + 1, 0L), array(7L, 8L)) as value"))
                .option("length", "3, 2")
                .save(folder.toString());

        NpyParts parts = NpyParts.open(folder);
        assertThat(parts.shape()).isEqualTo(Shape.of(5, 3, 2));
        assertThat(parts.map(Window.rows(4, 5)).getFirst().array().longs().toArray())
                .containsExactly(4, -4, 5, 0, 7, 8);
    }

    /** Rows of 24 MB each do not fit in the buffer; small ones fill it many times. */
    @Test
    void rowsOfAnySizeAreWritten() throws IOException {
        writer(rows(400_000, "id", "id * 3 as c")).save(folder.toString());
        Path large = temporary.resolve("large");
        writer(rows(3, "array_repeat(id, 3000000) as value"))
                .option("length", 3000000)
                .save(large.toString());

        NpyParts parts = NpyParts.open(folder);
        assertThat(parts.rows()).isEqualTo(400_000);
        assertThat(parts.map(Window.all()).stream()
                        .mapToDouble(piece -> piece.array().longs("c").sum())
                        .sum())
                .isEqualTo(3.0 * 400_000 * 399_999 / 2);
        assertThat(NpyParts.open(large)
                        .map(Window.rows(2, 3))
                        .getFirst()
                        .array()
                        .longs()
                        .get(0, 2_999_999))
                .isEqualTo(2);
    }

    @Test
    void emptyPartitionsMakeNoFiles() throws IOException {
        writer(rows(2, "id as value").filter("value = 1")).save(folder.toString());

        assertThat(names(folder)).hasSize(2);
        assertThat(longs(folder)).containsExactly(1);
    }

    @Test
    void noRowsAreAFolderOfNone() throws IOException {
        writer(rows(10, "id", "cast(id as string) as s").filter("id < 0"))
                .option("width", 3)
                .save(folder.toString());

        NpyParts parts = NpyParts.open(folder);
        assertThat(parts.rows()).isZero();
        assertThat(parts.dtype()).isEqualTo(DType.of("[('id', '<i8'), ('s', '<U3')]"));
        assertThat(names(folder)).containsExactly("_manifest.json");
    }

    @Test
    void theDefaultModeNeverReplaces() throws IOException {
        writer(rows(3, "id as value")).save(folder.toString());

        assertThatThrownBy(() -> writer(rows(4, "id as value")).save(folder.toString()))
                .hasStackTraceContaining(
                        folder + ": it has parts already; the modes append, overwrite and ignore say what shall"
                                + " become of them");
        assertThat(longs(folder)).containsExactly(0, 1, 2);
    }

    @Test
    void ignoreLeavesWhatIsThere() throws IOException {
        writer(rows(3, "id as value")).mode("ignore").save(folder.toString());
        writer(rows(4, "id as value")).mode("ignore").save(folder.toString());

        assertThat(longs(folder)).containsExactly(0, 1, 2);
    }

    @Test
    void appendAddsRowsBehindTheOldOnes() throws IOException {
        writer(rows(3, "id as value")).mode("append").save(folder.toString());
        writer(rows(2, "id + 3 as value")).mode("append").save(folder.toString());

        assertThat(longs(folder)).containsExactly(0, 1, 2, 3, 4);
        assertThatThrownBy(() -> writer(rows(2, "cast(id as int) as value"))
                        .mode("append")
                        .save(folder.toString()))
                .hasStackTraceContaining("npy: " + folder
                        + ": its rows are of dtype <i8 and shape (), and those to append would be of dtype <i4 and"
                        + " shape ()");
        assertThat(longs(folder)).containsExactly(0, 1, 2, 3, 4);
        assertThat(names(folder)).hasSize(6);
    }

    @Test
    void overwritePutsNewRowsInThePlaceOfTheOldOnes() throws IOException {
        writer(rows(3, "id as value")).save(folder.toString());
        Files.writeString(folder.resolve("notes.txt"), "mine");
        writer(rows(2, "id + 3 as value")).mode("overwrite").save(folder.toString());

        assertThat(longs(folder)).containsExactly(3, 4);
        assertThat(names(folder)).hasSize(4).contains("notes.txt");
    }

    @Test
    void filesOfAnotherOriginAreNeitherHiddenNorReplaced() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("a.npy"), "mine");

        for (String mode : List.of("errorifexists", "append", "overwrite")) {
            assertThatThrownBy(() -> writer(rows(2, "id")).mode(mode).save(folder.toString()))
                    .hasStackTraceContaining(folder + ": it has no manifest, but files of another origin, as a.npy");
            assertThatThrownBy(() -> writer(rows(2, "id"))
                            .mode(mode)
                            .save(folder.resolve("a.npy").toString()))
                    .hasStackTraceContaining(
                            folder.resolve("a.npy") + ": a file, where a folder of parts is to be written");
        }
        writer(rows(2, "id")).mode("ignore").save(folder.toString());
        assertThat(names(folder)).containsExactly("a.npy");
    }

    static Stream<Arguments> refusedColumns() {
        return Stream.of(
                arguments("map('a', 1) as x", "column x: no dtype holds a map<string,int>"),
                arguments("cast(id as decimal(10, 2)) as x", "column x: no dtype holds a decimal(10,2)"),
                arguments("null as x", "column x: no dtype holds a void"),
                arguments("make_interval(1) as x", "nterval"),
                arguments(
                        "cast(id as string) as x",
                        "column x: a string has no fixed width: give one by the option width, or width.x for it"
                                + " alone"),
                arguments(
                        "named_struct('y', cast('a' as binary)) as x",
                        "column x.y: a binary has no fixed width: give one by the option width, or"
                                + " width.x.y for it alone"),
                arguments(
                        "array(id) as x",
                        "column x: an array has no fixed length: give one by the option length, or length.x for it"
                                + " alone"));
    }

    @ParameterizedTest
    @MethodSource("refusedColumns")
    void whatNoDtypeHoldsIsRefusedByNameBeforeAnyTaskRuns(String column, String message) {
        assertThatThrownBy(() -> writer(rows(3, "id", column)).save(folder.toString()))
                .hasStackTraceContaining(message);
        assertThat(folder).doesNotExist();
    }

    /** A value in row 2, the only one of its partition, and what is wrong with it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "if(id = 2, null, id) as x~null, which <i8 cannot hold",
                "if(id = 2, 'abcdefg', 'a') as x~a string of 7 characters, and <U6 holds 6",
                "if(id = 2, 'a' || char(0), 'a') as x~a string that ends with NUL, which <U6 would lose",
                "cast(if(id = 2, 'abcdefg', 'a') as binary) as x~7 bytes, and |S6 holds 6",
                "if(id = 2, X'0100', X'01') as x~bytes that end with 0, which |S6 would lose; the option binary=V keeps them",
                "cast(if(id = 2, X'ff', X'61') as string) as x~a string that is no UTF-8",
                "cast(if(id = 2, -1, 1) as decimal(20, 0)) as x~-1, which <u8 cannot hold",
                "cast(if(id = 2, 18446744073709551616, 1) as decimal(20, 0)) as x~18446744073709551616, which <u8 cannot hold",
                "if(id = 2, array(1, 2), array(1, 2, 3)) as x~an array of 2 elements, where each has 3",
                "if(id = 2, null, array(1, 2, 3)) as x~null, which ('<i4', (3,)) cannot hold",
                "array(1, if(id = 2, null, 2), 3) as x~null, which <i4 cannot hold"
            })
    void aValueThatDoesNotFitFailsTheWriteWithItsRow(String column, String problem) {
        assertThatThrownBy(() -> writer(rows(3, column))
                        .option("width", 6)
                        .option("length", 3)
                        .save(folder.toString()))
                .hasStackTraceContaining("column x: row 0 of partition 2: " + problem);
        assertThat(folder).doesNotExist();
    }

    @Test
    void binaryOfOneWidthCanKeepItsZeros() throws IOException {
        writer(rows(3, "X'010200' as value"))
                .option("binary", "V")
                .option("width", 3)
                .save(folder.toString());

        assertThat(NpyParts.open(folder).dtype()).isEqualTo(DType.raw(3));
        assertThatThrownBy(() -> writer(rows(3, "X'0102' as value"))
                        .mode("append")
                        .option("binary", "V")
                        .option("width", 3)
                        .save(folder.toString()))
                .hasStackTraceContaining("2 bytes, and |V3 holds exactly 3");
    }

    @Test
    void optionsThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() ->
                        writer(rows(3, "'a' as x")).option("width", "wide").save(folder.toString()))
                .hasStackTraceContaining("column x: the width wide is no number");
        assertThatThrownBy(() -> writer(rows(3, "'a' as x")).option("width", 0).save(folder.toString()))
                .hasStackTraceContaining("column x: the width 0 is less than 1");
        assertThatThrownBy(() -> writer(rows(3, "array(array(1)) as x"))
                        .option("length", 2)
                        .save(folder.toString()))
                .hasStackTraceContaining("column x: an array of 2 dimensions, and 1 lengths: 2");
        assertThatThrownBy(() -> writer(rows(3, "X'01' as x"))
                        .option("binary", "B")
                        .option("width", 2)
                        .save(folder.toString()))
                .hasStackTraceContaining("column x: the option binary is S or V, found B");
    }

    @Test
    void foldersOfNoMountedFileSystemAndPartitionsByValueAreRefused() {
        assertThatThrownBy(() -> writer(rows(3, "id")).save("hdfs://host/folder"))
                .hasStackTraceContaining(
                        "npy: hdfs://host/folder: files are mapped, so they must be on a file system that the driver and every"
                                + " executor have mounted, not behind hdfs://");
        assertThatThrownBy(() ->
                        writer(rows(3, "id", "id % 2 as k")).partitionBy("k").save(folder.toString()))
                .hasStackTraceContaining("npy: partitionBy is not for folders of npy files");
    }

    @Test
    void fileUrisAreFolders() throws IOException {
        writer(rows(3, "id as value")).save(folder.toUri().toString());

        assertThat(longs(folder)).containsExactly(0, 1, 2);
    }
}
