package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums and the like that are pushed down are those that Spark computes of the same rows. */
class AggregatesTest extends SparkTest {
    /** Three batches in each of two files. */
    private static final int ROWS = 2 * BatchReader.ROWS + 1000;

    private static final DType DTYPE = DType.of(
            "[('i1', 'i1'), ('u1', 'u1'), ('i2', '>i2'), ('u2', '<u2'), ('i4', '<i4'),"
                    + " ('u4', '>u4'), ('i8', '<i8'), ('f2', '<f2'), ('f4', '>f4'), ('f8', '<f8'),"
                    + " ('some', '<f8'), ('none', '<f4'), ('pos', [('x', '<f8'), ('n', '<i4')]), ('c', '<c16'), ('t', '<M8[s]')]");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void twoFiles() throws IOException {
        Random random = new Random(1);
        for (int part = 0; part < 2; part++) {
            NpyArray array = Npy.create(folder.resolve("part-" + part + ".npy"), DTYPE, Shape.of(ROWS));
            for (int row = 0; row < ROWS; row++) {
                array.bytes("i1").set(row, (byte) random.nextInt());
                array.bytes("u1").set(row, (byte) random.nextInt());
                array.shorts("i2").set(row, (short) random.nextInt());
                array.shorts("u2").set(row, (short) random.nextInt());
                array.ints("i4").set(row, random.nextInt());
                array.ints("u4").set(row, random.nextInt());
                array.longs("i8").set(row, random.nextInt());
                array.halfs("f2").set(row, random.nextInt(-100, 100));
                array.floats("f4").set(row, random.nextFloat() - 0.5f);
                array.doubles("f8").set(row, random.nextDouble() - 0.5);
                array.doubles("some").set(row, row < 2 * BatchReader.ROWS - 5 ? Double.NaN : row);
                array.floats("none").set(row, Float.NaN);
                array.doubles("pos.x").set(row, random.nextGaussian());
                array.ints("pos.n").set(row, Integer.MAX_VALUE);
            }
        }
    }

    private static Dataset<Row> table() {
        return npy().option("partitionBytes", "1m").load(folder.toString());
    }

    private static final List<String> NUMBERS =
            List.of("i1", "u1", "i2", "u2", "i4", "u4", "i8", "f2", "f4", "f8", "some", "none", "pos.x", "pos.n");

    private static String[] aggregates() {
        return NUMBERS.stream()
                .flatMap(column -> Stream.of("min", "max", "count", "avg", "sum")
                        .filter(function -> !column.equals("i8") || !function.matches("avg|sum"))
                        .map(function -> function + "(" + column + ")"))
                .toArray(String[]::new);
    }

    /** By Spark's own functions: rows that are grouped are not pushed down. */
    private static Row bySpark(Dataset<Row> rows, String... aggregates) {
        Dataset<Row> grouped = rows.groupBy(functions.expr("1 as one"))
                .agg(
                        functions.expr(aggregates[0]),
                        IntStream.range(1, aggregates.length)
                                .mapToObj(i -> functions.expr(aggregates[i]))
                                .toArray(org.apache.spark.sql.Column[]::new))
                .drop("one");
        assertThat(Plans.scan(grouped)).isInstanceOf(NpyScan.class);
        return grouped.first();
    }

    @Test
    void everyKindOfNumber() {
        for (Dataset<Row> rows : List.of(table(), table().where("_row >= 1000 and _row < " + (ROWS + 70_000)))) {
            Dataset<Row> pushed = rows.selectExpr(aggregates());
            Row expected = bySpark(rows, aggregates());

            assertThat(Plans.scan(pushed)).isInstanceOf(AggregateScan.class);
            Row found = pushed.first();
            for (int i = 0; i < expected.size(); i++) {
                if (expected.get(i) instanceof Double real && !real.isNaN()) {
                    assertThat(found.getDouble(i)).as(aggregates()[i]).isCloseTo(real, Percentage.withPercentage(1e-7));
                } else {
                    assertThat(found.get(i)).as(aggregates()[i]).isEqualTo(expected.get(i));
                }
            }
        }
    }

    @Test
    void toSqlNaNIsAboveAllNumbers() {
        assertThat(table().selectExpr("min(some)", "max(some)", "min(none)", "sum(some)")
                        .first()
                        .toString())
                .isEqualTo("[" + (2 * BatchReader.ROWS - 5) + ".0,NaN,NaN,NaN]");
    }

    @Test
    void aSumIsNoNumberOnlyWhereSparksIs(@TempDir Path other) throws IOException {
        Path huge = other.resolve("huge.npy");
        Npy.save(huge, new double[] {1.5e308, -1.5e308, 1.5e308, -1.5e308, 1.5e308, -1.5e308, 1.5e308, -1.5e308});
        Path infinite = other.resolve("infinite.npy");
        Npy.save(infinite, new double[] {Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY});

        assertThat(load(huge).selectExpr("sum(value)", "max(value)").first().toString())
                .isEqualTo("[0.0,1.5E308]");
        assertThat(load(infinite)
                        .selectExpr("sum(value)", "min(value)", "max(value)")
                        .first()
                        .toString())
                .isEqualTo("[NaN,-Infinity,Infinity]");
    }

    @Test
    void aSchemaOfTheCallersCountsAndHidesAField(@TempDir Path other) throws IOException {
        Path struct = other.resolve("struct.npy");
        Npy.create(struct, DType.of("[('value', '<f8'), ('_row', '<i4')]"), Shape.of(4))
                .doubles("value")
                .fill(2);
        Dataset<Row> rows = npy().schema("value double").load(struct.toString());

        assertThat(rows.selectExpr("max(_row)", "sum(_row)").first().toString()).isEqualTo("[3,6]");
        assertThat(Plans.scan(rows.selectExpr("avg(value)"))).isInstanceOf(AggregateScan.class);
        assertThat(rows.selectExpr("avg(value)", "count(value)").first().toString())
                .isEqualTo("[2.0,4]");
    }

    @Test
    void tasksAreLargerUnlessTheirSizeIsGiven() throws IOException {
        assertThat(((AggregateScan) Plans.scan(table().selectExpr("sum(f8)"))).partitionBytes())
                .isEqualTo(1 << 20);
        AggregateScan small = (AggregateScan) Plans.scan(load(folder).selectExpr("sum(f8)"));
        assertThat(small.partitionBytes()).isEqualTo(128 << 20);
        // 8 GiB, by four for each of two cores; and 64 GiB, by the most that a task takes.
        assertThat(tasks(1L << 30)).isEqualTo(8);
        assertThat(tasks(1L << 33)).isEqualTo(32);
        SPARK.conf().set("spark.sql.files.maxPartitionBytes", "1m");
        try {
            assertThat(tasks(1L << 30)).isEqualTo(512);
        } finally {
            SPARK.conf().unset("spark.sql.files.maxPartitionBytes");
        }
        SPARK.sparkContext().conf().set("spark.dynamicAllocation.enabled", "true");
        try {
            assertThat(tasks(1L << 30)).isEqualTo(64);
        } finally {
            SPARK.sparkContext().conf().remove("spark.dynamicAllocation.enabled");
        }
    }

    private int tasks(long elements) throws IOException {
        Path sparse = folder.resolveSibling(folder.getFileName() + "-sparse.npy");
        Npy.allocate(
                sparse,
                DType.FLOAT64,
                Shape.of(elements),
                CreateOptions.defaults().sparse());
        try {
            return ((AggregateScan) Plans.scan(load(sparse).selectExpr("sum(value)"))).planInputPartitions().length;
        } finally {
            Files.delete(sparse);
        }
    }

    @Test
    void ofNoRowsNothingIsKnownButTheirNumber() {
        Dataset<Row> none =
                table().where("_row < 0").selectExpr("sum(f8)", "count(f8)", "min(i4)", "avg(f4)", "count(*)");

        assertThat(Plans.scan(none)).isInstanceOf(KnownScan.class);
        assertThat(none.first().toString()).isEqualTo("[null,0,null,null,0]");
    }

    @Test
    void aColumnMayBeAPlainArrayOrAFieldOfTheSameName(@TempDir Path other) throws IOException {
        Path plain = other.resolve("plain.npy");
        Npy.create(plain, DType.FLOAT64, Shape.of(10)).doubles().fill(0.5);
        Path scalar = other.resolve("scalar.npy");
        Npy.create(scalar, DType.INT32, Shape.of()).ints().fill(7);
        Path struct = other.resolve("struct.npy");
        Npy.create(struct, DType.of("[('value', '<f8'), ('_row', '<i4')]"), Shape.of(4))
                .doubles("value")
                .fill(2);

        assertThat(load(plain).selectExpr("sum(value)", "count(*)").first().toString())
                .isEqualTo("[5.0,10]");
        assertThat(load(scalar).selectExpr("sum(value)", "max(value)").first().toString())
                .isEqualTo("[7,7]");
        Dataset<Row> rows = load(struct).selectExpr("sum(value)", "max(_row)");
        assertThat(Plans.scan(rows)).isInstanceOf(AggregateScan.class);
        assertThat(rows.first().toString()).isEqualTo("[8.0,0]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(i8)", // Spark tells when it overflows
                "sum(distinct f8)",
                "count(distinct f8)",
                "sum(f8 + 1)",
                "sum(f8) filter (where i1 > 0)",
                "max(c.re)",
                "max(t)",
                "max(_row)",
                "stddev(f8)",
                "sum(f8), first(i1)"
            })
    void whatSparkComputesItself(String aggregates) {
        npy().option("rowNumbers", true).load(folder.toString()).createOrReplaceTempView("aggregated");
        Dataset<Row> query = SPARK.sql("select " + aggregates + " from aggregated");

        assertThat(Plans.scan(query)).isInstanceOf(NpyScan.class);
        assertThat(query.first().isNullAt(0)).isFalse();
    }

    @Test
    void rowsThatSparkFiltersGroupsOrLimitsAreItsToAggregate() {
        assertThat(Plans.scan(table().where("f8 > 0").selectExpr("min(f8)"))).isInstanceOf(NpyScan.class);
        assertThat(table().where("f8 > 0").selectExpr("min(f8) > 0").first().getBoolean(0))
                .isTrue();
        assertThat(table().limit(10)
                        .selectExpr("count(f8)", "sum(pos.n)")
                        .first()
                        .toString())
                .isEqualTo("[10," + 10L * Integer.MAX_VALUE + "]");
        assertThat(table().selectExpr("sum(pos.n)").limit(1).first().getLong(0))
                .isEqualTo(2L * ROWS * Integer.MAX_VALUE);
    }

    @Test
    void aPlanTellsOfThem() {
        AggregateScan scan = (AggregateScan) Plans.scan(table().selectExpr("sum(pos.x)", "count(*)"));

        assertThat(scan.readSchema().simpleString()).isEqualTo("struct<sum(pos.x):double,count(*):bigint>");
        assertThat(scan.description()).endsWith("rows 0 to " + 2 * ROWS + ": [sum(pos.x), count(*)]");
    }
}
