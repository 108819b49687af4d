package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.NpyParts;
import dev.npymap.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark wrote it reads again, schema and rows; and what it read it writes again, without options. */
class RoundTripTest extends SparkTest {
    private static final String[] COLUMNS = {
        "id % 2 = 0 as b",
        "cast(id % 100 as tinyint) as i1",
        "cast(-id as smallint) as i2",
        "cast(id * 1000 as int) as i4",
        "id * 1000000000000000 as i8",
        "cast(id / 4 as float) as f4",
        "cast(id as double) / 3 as f8",
        "if(id = 3, null, timestamp_ntz'2020-01-01 00:00:00.000001' + make_dt_interval(0, 0, 0, id)) as ntz",
        "if(id = 3, null, date_add(date'1969-12-31', cast(id as int))) as d",
        "if(id = 3, null, make_dt_interval(0, 0, 0, id * 1.5)) as dt",
        "if(id = 3, null, make_ym_interval(id, id)) as ym",
        "cast(18446744073709551615 - id as decimal(20, 0)) as u8",
        "concat('é😀', id) as s",
        "cast(concat('x', id) as binary) as bin",
        "named_struct('re', cast(id as double), 'im', cast(id as double) / 2) as c",
        "array(cast(id as double), cast(id + 1 as double)) as a",
        "array(array('p', 'q', 'r'), array('s', 't', 'u')) as m",
        "named_struct('x', id, 'in', named_struct('y', 'abc', 'z', array(1, 2))) as st",
        "array(named_struct('k', 'v'), named_struct('k', 'w')) as sts"
    };

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temporary.resolve("parts");
    }

    private static Dataset<Row> rows(long count) {
        return SPARK.range(0, count, 1, 3).selectExpr(COLUMNS);
    }

    private void write(Dataset<Row> rows) {
        rows.write()
                .format("npy")
                .option("width", 5)
                .option("length", 2)
                .option("length.m", "2, 3")
                .save(folder.toString());
    }

    private static List<String> text(Dataset<Row> rows) {
        return rows.selectExpr("to_json(struct(*)) as row", "hex(bin) as bin").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    @Test
    void whatWasWrittenIsReadWithTheSameSchemaAndRows() {
        Dataset<Row> rows = rows(100);
        write(rows);

        Dataset<Row> read = load(folder);

        assertThat(read.schema().simpleString()).isEqualTo(rows.schema().simpleString());
        assertThat(text(read)).isEqualTo(text(rows));
    }

    @Test
    void whatWasReadIsWrittenWithoutOptions() throws IOException {
        write(rows(20));
        Path again = temporary.resolve("again");

        load(folder).write().format("npy").save(again.toString());

        assertThat(NpyParts.open(again).dtype()).isEqualTo(NpyParts.open(folder).dtype());
        assertThat(text(load(again))).isEqualTo(text(load(folder)));
    }

    @Test
    void rowsOfMoreDimensionsAndRawBytesAreWrittenWithoutOptions() throws IOException {
        SPARK.range(0, 7, 1, 2)
                .selectExpr("array(array(id, 1L), array(2L, 3L), array(4L, 5L)) as value")
                .write()
                .format("npy")
                .option("length", "3,2")
                .save(folder.toString());
        Path again = temporary.resolve("again");
        load(folder).write().format("npy").save(again.toString());
        assertThat(NpyParts.open(again).shape()).isEqualTo(NpyParts.open(folder).shape());

        Path raw = temporary.resolve("raw");
        SPARK.range(0, 7, 1, 2)
                .selectExpr("X'0100' as value")
                .write()
                .format("npy")
                .option("width", 2)
                .option("binary", "V")
                .save(raw.toString());
        load(raw).write().format("npy").mode("append").save(raw.toString());
        assertThat(load(raw).count()).isEqualTo(14);
    }

    @Test
    void typesThatNoDtypeTellsApartAreReadAsTheWidest() {
        SPARK.range(0, 3, 1, 1)
                .selectExpr(
                        "timestamp_micros(id) as ts",
                        "cast(make_dt_interval(0, 1, 2, 0) as interval hour to minute) as hm",
                        "cast(make_ym_interval(1, 0) as interval year) as y",
                        "'a' collate UTF8_LCASE as s")
                .write()
                .format("npy")
                .option("width", 1)
                .save(folder.toString());

        assertThat(load(folder).schema().simpleString())
                .isEqualTo("struct<ts:timestamp_ntz,hm:interval day to second,y:interval year to month,s:string>");
    }

    /** Not the array itself, which would be read as the columns a and b. */
    @Test
    void aSingleColumnOfStructsStaysOne() {
        for (String value : List.of("named_struct('a', id, 'b', 1)", "array(named_struct('a', id, 'b', 1))")) {
            Dataset<Row> rows = SPARK.range(0, 3, 1, 2).selectExpr(value + " as value");
            rows.write().format("npy").option("length", 1).mode("overwrite").save(folder.toString());

            assertThat(load(folder).schema().simpleString())
                    .isEqualTo(rows.schema().simpleString());
            assertThat(load(folder).collectAsList()).isEqualTo(rows.collectAsList());
        }
    }

    @Test
    void onlyWhatTheManifestListsIsRead() throws IOException {
        SPARK.range(0, 5, 1, 2).toDF("value").write().format("npy").save(folder.toString());
        Path part = NpyParts.open(folder).parts().getFirst().path();
        Files.copy(part, folder.resolve("part-99999-extra.npy"));

        assertThat(load(folder).count()).isEqualTo(5);
        assertThat(load(folder).selectExpr("sum(value)").first().getLong(0)).isEqualTo(10);
    }

    @Test
    void rowsKeepTheirOrder() {
        SPARK.range(0, 100_000, 1, 7).toDF("value").write().format("npy").save(folder.toString());

        assertThat(load(folder).filter("value <> _row").count()).isZero();
    }

    @Test
    void aFolderOfNoRowsHasASchema() {
        write(rows(10).filter("i4 < 0"));

        Dataset<Row> read = load(folder);
        assertThat(read.schema().simpleString()).isEqualTo(rows(1).schema().simpleString());
        assertThat(read.count()).isZero();
        assertThat(read.collectAsList()).isEmpty();
    }

    /** Its new parts are written while the old ones are read. */
    @Test
    void aFolderCanBeOverwrittenWithWhatIsReadFromIt() throws IOException {
        SPARK.range(0, 10, 1, 2).toDF("value").write().format("npy").save(folder.toString());

        load(folder)
                .selectExpr("value * 2 as value")
                .write()
                .format("npy")
                .mode("overwrite")
                .save(folder.toString());

        assertThat(NpyParts.open(folder).map(Window.all()).stream()
                        .mapToLong(piece -> piece.array().longs().sum())
                        .sum())
                .isEqualTo(90);
    }

    @Test
    void aPartThatIsMissingIsNamed() throws IOException {
        SPARK.range(0, 5, 1, 2).toDF("value").write().format("npy").save(folder.toString());
        Path part = NpyParts.open(folder).parts().getFirst().path();
        Files.delete(part);

        assertThatThrownBy(() -> load(folder).count()).hasMessageContaining("npy: " + part + ": no such file");
    }
}
