package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left to the files: columns, rows by number, limits, counts. */
class PushDownTest extends SparkTest {
    private static final int ROWS = 1000;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void twoFiles() throws IOException {
        DType dtype = DType.of("[('id', '<i8'), ('x', '<f8'), ('pos', [('a', '<f4'), ('b', '<f4')]), ('t', '<M8[s]')]");
        for (int part = 0; part < 2; part++) {
            NpyArray array = Npy.create(folder.resolve("part-" + part + ".npy"), dtype, Shape.of(ROWS / 2));
            for (int i = 0; i < ROWS / 2; i++) {
                array.longs("id").set(i, part * (ROWS / 2) + i);
                array.doubles("x").set(i, i / 4.0);
                array.floats("pos.b").set(i, -i);
            }
        }
    }

    private static Dataset<Row> table() {
        return load(folder);
    }

    private static NpyScan scan(Dataset<Row> query) {
        return (NpyScan) Plans.scan(query);
    }

    private static List<Long> ids(Dataset<Row> query) {
        return query.select("id").as(Encoders.LONG()).collectAsList();
    }

    @Test
    void onlyColumnsThatAreUsedAreRead() {
        assertThat(scan(table().select("x")).readSchema().simpleString()).isEqualTo("struct<x:double>");
        assertThat(scan(table().where("id > 3").select("x")).readSchema().simpleString())
                .isEqualTo("struct<id:bigint,x:double>");
        assertThat(scan(table().selectExpr("pos.b")).readSchema().simpleString())
                .isEqualTo("struct<pos:struct<b:float>>");
        assertThat(table().selectExpr("sum(pos.b)", "max(x)").first().toString())
                .isEqualTo("[-249500.0,124.75]");
        assertThat(table().selectExpr("1").collectAsList()).hasSize(ROWS);
    }

    @Test
    void rowNumbersInAFilterAreAWindow() {
        Dataset<Row> some = table().where("_row >= 490 and _row < 510");

        assertThat(scan(some).rows()).isEqualTo(new RowRange(490, 510));
        assertThat(Plans.optimized(some).exists(Filter.class::isInstance)).isFalse();
        assertThat(ids(some)).hasSize(20).startsWith(490L).endsWith(509L);
    }

    @Test
    void everyComparisonOfRowNumbers() {
        assertThat(scan(table().where("_row = 7")).rows()).isEqualTo(new RowRange(7, 8));
        assertThat(scan(table().where("_row <=> 7")).rows()).isEqualTo(new RowRange(7, 8));
        assertThat(scan(table().where("_row > 7")).rows()).isEqualTo(new RowRange(8, ROWS));
        assertThat(scan(table().where("7 > _row")).rows()).isEqualTo(new RowRange(0, 7));
        assertThat(scan(table().where("7 >= _row")).rows()).isEqualTo(new RowRange(0, 8));
        assertThat(scan(table().where("_row between 5 and 6")).rows()).isEqualTo(new RowRange(5, 7));
        assertThat(scan(table().where("_row > 10 and _row < 5")).rows().rows()).isZero();
        assertThat(ids(table().where("_row > 10 and _row < 5"))).isEmpty();
        assertThat(ids(table().where("_row = 5000 or _row = -3"))).isEmpty();
        assertThat(ids(table().where("_row < " + Long.MIN_VALUE))).isEmpty();
        assertThat(ids(table().where("_row <= " + Long.MAX_VALUE))).hasSize(ROWS);
    }

    @Test
    void otherFiltersStayWithSpark() {
        Dataset<Row> some = table().where("_row < 600 and x = 1.5");

        assertThat(scan(some).rows()).isEqualTo(new RowRange(0, 600));
        assertThat(ids(some)).containsExactly(6L, 506L);
        assertThat(ids(table().where("_row in (3, 5) or id = 9"))).containsExactly(3L, 5L, 9L);
        assertThat(ids(table().where("_row % 400 = 1"))).containsExactly(1L, 401L, 801L);
    }

    @Test
    void aLimitReadsNoMoreRows() {
        assertThat(scan(table().limit(7)).rows()).isEqualTo(new RowRange(0, 7));
        assertThat(ids(table().limit(7))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(ids(table().where("_row >= 498").limit(3))).containsExactly(498L, 499L, 500L);
        assertThat(ids(table().where("x = 1.5").limit(5))).containsExactly(6L, 506L);
        assertThat(table().limit(0).collectAsList()).isEmpty();
        assertThat(table().limit(5000).collectAsList()).hasSize(ROWS);
        assertThat(ids(table().limit(10).offset(8))).containsExactly(8L, 9L);
    }

    @Test
    void aCountIsKnownFromTheHeaders() {
        Dataset<Row> count = table().selectExpr("count(*)", "count(1)", "count(x)");

        assertThat(Plans.scan(count)).isInstanceOf(KnownScan.class);
        assertThat(count.first().toString()).isEqualTo("[1000,1000,1000]");
        assertThat(table().count()).isEqualTo(ROWS);
        assertThat(table().where("_row >= 990").count()).isEqualTo(10);
        assertThat(table().limit(12).count()).isEqualTo(12);
        assertThat(count.limit(1).first().toString()).isEqualTo("[1000,1000,1000]");
    }

    @Test
    void countsThatTheHeadersDoNotKnow() {
        assertThat(table().selectExpr("count(t)").first().getLong(0)).isEqualTo(ROWS);
        assertThat(table().selectExpr("count(distinct x)").first().getLong(0)).isEqualTo(ROWS / 2);
        assertThat(table().where("x < 1").count()).isEqualTo(8);
        assertThat(table().groupBy("x").count().count()).isEqualTo(ROWS / 2);
        assertThat(table().selectExpr("count(*)", "sum(x)").first().toString()).isEqualTo("[1000,62375.0]");
    }

    @Test
    void statisticsAreThoseOfWhatIsRead() {
        NpyScan scan = scan(table().where("_row < 100").select("x"));

        assertThat(scan.estimateStatistics().numRows()).hasValue(100);
        assertThat(scan.estimateStatistics().sizeInBytes()).hasValue(100 * (8 + 8));
    }

    /** Else Spark would broadcast an array of 500,000 rows and 4 GB, by 16 bytes for each row. */
    @Test
    void statisticsCountTheElementsOfArraysAndTheWidthOfText(@TempDir Path other) throws IOException {
        Path grid = other.resolve("grid.npy");
        Npy.create(grid, DType.FLOAT64, Shape.of(50, 16, 64));
        Path struct = other.resolve("struct.npy");
        Npy.create(
                struct,
                DType.of(
                        "[('id', '<i8'), ('v', '<f4', (2, 1024)), ('s', '<U200'), ('n', [('b', 'S3'), ('w', 'V999')], (2,))]"),
                Shape.of(100));

        assertThat(scan(load(grid)).estimateStatistics().sizeInBytes()).hasValue(50 * (8 + 1024 * 8));
        assertThat(scan(load(grid).selectExpr("value", "_row"))
                        .estimateStatistics()
                        .sizeInBytes())
                .hasValue(50 * (8 + 1024 * 8 + 8));
        assertThat(scan(load(grid).select("_row")).estimateStatistics().sizeInBytes())
                .hasValue(50 * (8 + 8));
        assertThat(scan(load(struct).select("id")).estimateStatistics().sizeInBytes())
                .hasValue(100 * (8 + 8));
        assertThat(scan(load(struct).select("v")).estimateStatistics().sizeInBytes())
                .hasValue(100 * (8 + 2048 * 4));
        assertThat(scan(load(struct).select("s")).estimateStatistics().sizeInBytes())
                .hasValue(100 * (8 + 8 + 800));
        assertThat(scan(load(struct).select("n")).estimateStatistics().sizeInBytes())
                .hasValue(100 * (8 + 2 * (8 + 3 + 8 + 999)));
    }

    @Test
    void whatAQueryAsksForTwiceIsEqual() {
        Dataset<Row> table = table();

        assertThat(scan(table.select("x"))).isEqualTo(scan(table.select("x")));
        assertThat(scan(table.select("x"))).isNotEqualTo(scan(table.select("id")));
    }

    @Test
    void aPlanTellsWhatIsRead() {
        assertThat(scan(table().where("_row < 10")).description()).isEqualTo("npy " + folder + " rows 0 to 10");
    }
}
