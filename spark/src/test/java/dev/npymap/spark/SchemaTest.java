package dev.npymap.spark;

import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest extends SparkTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = folder.resolve("a.npy");
        DType dtype =
                DType.of("[('x', '<f8'), ('ld', '<f16'), ('pos', [('a', '<f4'), ('b', '<f4')]), ('t', '<M8[ms]')]");
        var array = Npy.create(file, dtype, Shape.of(2));
        array.doubles("x").set(1, 0.5);
        array.floats("pos.b").set(1, 3);
        array.datetimes("t").setInstant(1, Instant.parse("2020-01-01T00:00:00Z"));
        array.force();
    }

    @Test
    void aSchemaNamesTheColumnsThatAreWanted() {
        var table = npy().schema("pos struct<b: float>, x double").load(file.toString());

        assertThat(table.collectAsList()).extracting(Object::toString).containsExactly("[[0.0],0.0]", "[[3.0],0.5]");
        assertThat(table.count()).isEqualTo(2);
    }

    @Test
    void aSchemaOfOtherColumnsIsRefused() {
        assertThatThrownBy(() -> npy().schema("y double").load(file.toString()).collectAsList())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("npy: " + file
                        + ": no column y; it has struct<x:double,pos:struct<a:float,b:float>,t:timestamp_ntz>");
        assertThatThrownBy(() -> npy().schema("x float").load(file.toString()).collectAsList())
                .hasMessageContaining("npy: " + file + ": column x: expected float, found double");
        assertThatThrownBy(() -> npy().schema("pos struct<c: float>")
                        .load(file.toString())
                        .collectAsList())
                .hasMessageContaining("column pos: expected struct<c:float>, found struct<a:float,b:float>");
        assertThatThrownBy(() -> npy().schema("ld double").load(file.toString()).collectAsList())
                .hasMessageContaining(
                        "npy: " + file + ": column ld: <f16 is a longdouble, and Spark's longest float is a double");
    }

    @Test
    void aSchemaCannotExcludeNullsThatMayBeThere() throws IOException {
        Path times = folder.resolve("times.npy");
        Npy.create(times, DType.of("[('x', '<f8'), ('s', [('t', '<M8[s]')]), ('m', '<m8[s]', (2, 2))]"), Shape.of(1));
        StructType elements =
                new StructType().add("m", createArrayType(createArrayType(DayTimeIntervalType.apply(), false), false));

        assertThatThrownBy(() -> npy().schema("t timestamp_ntz not null")
                        .load(file.toString())
                        .collectAsList())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining(
                        "npy: " + file + ": column t: expected NOT NULL, found timestamp_ntz that may be null: NaT is");
        assertThatThrownBy(() -> npy().schema("s struct<t: timestamp_ntz not null>")
                        .load(times.toString())
                        .collectAsList())
                .hasMessageContaining(
                        "column s: expected NOT NULL, found struct<t:timestamp_ntz> that may be null: NaT is");
        assertThatThrownBy(() -> npy().schema(elements).load(times.toString()).collectAsList())
                .hasMessageContaining("column m: expected NOT NULL, found array<array<interval day to second>> that may"
                        + " be null: NaT is");
        assertThat(npy().schema("x double not null, s struct<t: timestamp_ntz> not null")
                        .load(times.toString())
                        .collectAsList())
                .hasSize(1);
    }

    @Test
    void nothingIsNullableButTimes() throws IOException {
        Path all = folder.resolve("b.npy");
        Npy.create(all, DType.of("[('x', '<f8'), ('s', 'S3'), ('t', '<M8[D]'), ('m', '<m8[s]', (2,))]"), Shape.of(1));

        StructType schema = load(all).schema();

        assertThat(schema.fields()).extracting(StructField::nullable).containsExactly(false, false, true, false);
        assertThat(schema.apply("m").dataType().json()).contains("\"containsNull\":true");
    }

    @Test
    void timestampsHaveNoZoneUnlessItIsAskedFor() {
        String schema = "t timestamp_ntz";

        assertThat(npy().schema(schema)
                        .load(file.toString())
                        .collectAsList()
                        .get(1)
                        .get(0))
                .isEqualTo(LocalDateTime.parse("2020-01-01T00:00:00"));
        assertThat(npy().option("timestampType", "timestamp_ltz")
                        .schema("t timestamp")
                        .load(file.toString())
                        .collectAsList()
                        .get(1)
                        .get(0))
                .isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(npy().option("timestampType", "TIMESTAMP_LTZ")
                        .schema("t timestamp")
                        .load(file.toString())
                        .selectExpr("cast(t as string)")
                        .collectAsList()
                        .get(1)
                        .get(0))
                .isEqualTo("2019-12-31 19:00:00");
    }

    @Test
    void rowsAlongTheFirstAxisInEitherMemoryOrder() throws IOException {
        Path grid = folder.resolve("grid.npy");
        var array = Npy.create(
                grid, DType.FLOAT64, Shape.of(100, 3), CreateOptions.defaults().fortran());
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 3; j++) {
                array.doubles().set(i, j, i + j / 10.0);
            }
        }
        array.force();
        assertThat(Npy.map(grid, MapMode.READ_ONLY, Window.all()).rows()).isEqualTo(3);

        assertThat(npy().option("partitionBytes", 240)
                        .load(grid.toString())
                        .where("_row between 49 and 50")
                        .selectExpr("_row", "value")
                        .collectAsList())
                .extracting(Object::toString)
                .containsExactly("[49,ArraySeq(49.0, 49.1, 49.2)]", "[50,ArraySeq(50.0, 50.1, 50.2)]");
    }

    @Test
    void rowNumbersAsAColumnLikeOthers() throws IOException {
        Path numbers = folder.resolve("numbers.npy");
        Npy.save(numbers, new double[] {0.5, 1.5});

        assertThat(npy().option("rowNumbers", true).load(numbers.toString()).collectAsList())
                .extracting(Object::toString)
                .containsExactly("[0.5,0]", "[1.5,1]");
        assertThat(npy().schema("_row bigint, value double")
                        .load(numbers.toString())
                        .where("_row > 0")
                        .collectAsList())
                .extracting(Object::toString)
                .containsExactly("[1,1.5]");
        assertThatThrownBy(
                        () -> npy().schema("_row int").load(numbers.toString()).collectAsList())
                .hasMessageContaining("npy: column _row: expected bigint, found int");
    }

    @Test
    void aColumnOfTheDataComesBeforeTheRowNumber() throws IOException {
        Path numbers = folder.resolve("numbers.npy");
        Npy.create(numbers, DType.of("[('_row', '<f8'), ('x', '<i4')]"), Shape.of(3));

        assertThat(load(numbers).where("_row = 0").select("_row").collectAsList())
                .extracting(Object::toString)
                .containsExactly("[0.0]", "[0.0]", "[0.0]");
        assertThat(npy().schema("x int")
                        .load(numbers.toString())
                        .where("_row = 2")
                        .select("_row")
                        .collectAsList())
                .extracting(Object::toString)
                .containsExactly("[2]");
        assertThatThrownBy(() -> npy().option("rowNumbers", true).load(numbers.toString()))
                .hasMessageContaining(
                        "npy: " + numbers + ": it has a column _row of its own, so the option rowNumbers can add none");
    }
}
