package dev.npymap.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole queries, over several partitions of several batches. */
class QueriesTest extends SparkTest {
    private static final int ROWS = 300_000;

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void aFile() throws IOException {
        file = folder.resolve("trades.npy");
        DType dtype = DType.of("[('id', '<i8'), ('price', '>f8'), ('side', 'S1'), ('m', '<f4', (2, 2))]");
        NpyArray array = Npy.create(file, dtype, Shape.of(ROWS));
        for (int i = 0; i < ROWS; i++) {
            array.longs("id").set(i, i);
            array.doubles("price").set(i, i % 100);
            array.strings("side").set(i, i % 2 == 0 ? "B" : "S");
            array.floats("m[1,0]").set(i, i % 10);
        }
        array.force();
    }

    private static Dataset<Row> trades() {
        return npy().option("partitionBytes", "2m").load(file.toString());
    }

    @Test
    void manyPartitionsOfManyBatches() {
        assertThat(trades().rdd().getNumPartitions()).isEqualTo(5);
        assertThat(trades().selectExpr(
                                "sum(id)",
                                "sum(price)",
                                "min(price)",
                                "max(id)",
                                "sum(m[1][0])",
                                "count(distinct side)")
                        .first()
                        .toString())
                .isEqualTo("[44999850000,1.485E7,0.0,299999,1350000.0,2]");
        assertThat(trades().where("_row != id").count()).isZero();
    }

    @Test
    void sql() {
        SPARK.sql("create or replace temporary view trades using npy options (path '" + file + "', rowNumbers true)");

        assertThat(SPARK.sql(
                                "select cast(side as string) s, count(*), avg(price) from trades where price < 10 group by s"
                                        + " order by s")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[B,15000,4.0]", "[S,15000,5.0]");
        assertThat(SPARK.sql("select _row from trades where _row >= 299998").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[299998]", "[299999]");
    }

    @Test
    void joinsAndCaches() {
        Dataset<Row> trades = trades().cache();

        assertThat(trades.as("a")
                        .join(trades.as("b"), "id")
                        .where("a.price = b.price")
                        .count())
                .isEqualTo(ROWS);
        assertThat(trades.selectExpr("sum(m[1][0])").first().getDouble(0)).isEqualTo(1_350_000);
        trades.unpersist(true);
    }

    @Test
    void rowsThatAreTakenOutKeepTheirArrays() {
        assertThat(trades().where("id = 123456")
                        .select("m", "side")
                        .first()
                        .getList(0)
                        .toString())
                .isEqualTo("[ArraySeq(0.0, 0.0), ArraySeq(6.0, 0.0)]");
        assertThat(trades().orderBy(col("id").desc())
                        .selectExpr("m[1][0]")
                        .first()
                        .getFloat(0))
                .isEqualTo(9);
    }

    @Test
    void withoutGeneratedCode() {
        SPARK.conf().set("spark.sql.codegen.wholeStage", false);
        try {
            assertThat(trades().selectExpr("sum(id)", "sum(price)").first().toString())
                    .isEqualTo("[44999850000,1.485E7]");
        } finally {
            SPARK.conf().unset("spark.sql.codegen.wholeStage");
        }
    }

    private static final AtomicInteger TRIES = new AtomicInteger();

    @Test
    void aTaskThatFailsIsRunAgainAndTheResultIsTheSame() {
        TRIES.set(0);

        long sum = trades().select("id")
                .as(Encoders.LONG())
                .map(
                        (MapFunction<Long, Long>) id -> {
                            if (id == 150_000 && TRIES.incrementAndGet() < 3) {
                                throw new IllegalStateException("thrown on purpose");
                            }
                            return id;
                        },
                        Encoders.LONG())
                .selectExpr("sum(value)")
                .as(Encoders.LONG())
                .first();

        assertThat(TRIES).hasValue(3);
        assertThat(sum).isEqualTo(44_999_850_000L);
    }

    @Test
    void noFileStaysMappedWhenAQueryEnds() throws IOException {
        assertThat(trades().selectExpr("sum(id)").first().getLong(0)).isEqualTo(44_999_850_000L);
        assertThat(trades().where("id > 5").limit(3).collectAsList()).hasSize(3);

        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(file.toString());
    }
}
