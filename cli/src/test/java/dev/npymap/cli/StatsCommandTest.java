package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatsCommandTest {
    @TempDir
    private Path folder;

    private static Cli.Result stats(Object... arguments) {
        return Cli.run(Stream.concat(Stream.of("stats"), Stream.of(arguments)).toArray());
    }

    /** What is printed for a file of the tests, its dtype left out. */
    private static List<String> values(String name, Object... options) {
        Cli.Result result = stats(
                Stream.concat(Stream.of(options), Stream.of(Cli.npy(name))).toArray());
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return result.out()
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.startsWith("dtype"))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }

    @Test
    void tellsOfNumbersInABlock() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.save(file, new double[] {1, Double.NaN, 2, 6});

        Cli.Result result = stats(file);

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo(file + """

                  dtype  <f8
                  count  4
                  NaN    1
                  min    1.0000000000000000
                  max    6.0000000000000000
                  mean   3.0000000000000000
                  std    2.1602468994692869
                """);
    }

    @Test
    void eachFieldOfNumbersHasABlock() {
        Cli.Result result = stats(Cli.npy("nested"));

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith(Cli.npy("nested") + """

                  field  id
                  dtype  <i4
                  count  2
                  NaN    0
                  min    1.0000000000000000
                  max    2.0000000000000000
                  mean   1.5000000000000000
                  std    0.50000000000000000

                """ + Cli.npy("nested") + "\n  field  pos.x\n  dtype  <f4\n");
        assertThat(result.outLines().stream().filter(line -> line.startsWith("  field")))
                .containsExactly(
                        "  field  id",
                        "  field  pos.x",
                        "  field  pos.y",
                        "  field  m",
                        "  field  pts.x",
                        "  field  pts.y");
    }

    @ParameterizedTest
    @CsvSource({
        "pos.y, 2, -1.5000000000000000, -0.50000000000000000, -1.0000000000000000, 0.50000000000000000",
        "m, 8, 0.0000000000000000, 7.0000000000000000, 3.5000000000000000, 2.2912878474779199",
        "'m[1,0]', 2, 2.0000000000000000, 6.0000000000000000, 4.0000000000000000, 2.0000000000000000",
        "pts[1].x, 2, 2.0000000000000000, 4.0000000000000000, 3.0000000000000000, 1.0000000000000000"
    })
    void aFieldIsChosenByItsPath(String path, String count, String min, String max, String mean, String deviation) {
        assertThat(values("nested", "--field", path))
                .containsExactly(
                        "field " + path,
                        "count " + count,
                        "NaN 0",
                        "min " + min,
                        "max " + max,
                        "mean " + mean,
                        "std " + deviation);
    }

    @Test
    void severalFieldsMayBeChosen() {
        assertThat(stats("--field", "pos.x", "--field", "id", Cli.npy("nested"))
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("  field")))
                .containsExactly("  field  pos.x", "  field  id");
    }

    @Test
    void memoryOrderIsNoMatter() {
        assertThat(values("nested_2x2_f", "--field", "id"))
                .containsExactly(
                        "field id",
                        "count 4",
                        "NaN 0",
                        "min 1.0000000000000000",
                        "max 2.0000000000000000",
                        "mean 1.5000000000000000",
                        "std 0.50000000000000000");
        assertThat(values("f8_2x3_f")).isEqualTo(values("f8_2x3_c"));
        assertThat(values("f8_2x3_f"))
                .containsExactly("count 6", "NaN 1", "min -Infinity", "max Infinity", "mean NaN", "std NaN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8_0x3", "f8_2x0"})
    void anEmptyArrayHasNoNumbers(String name) {
        assertThat(values(name)).containsExactly("count 0", "NaN 0", "min NaN", "max NaN", "mean NaN", "std NaN");
    }

    @ParameterizedTest
    @CsvSource({
        "f8_0d, 1, 0, 2.5000000000000000, 2.5000000000000000, 2.5000000000000000, 0.0000000000000000",
        "f8be_1d, 3, 0, -2.2500000000000000, 1.5000000000000000, -0.25000000000000000, 1.5411035007422440",
        "f2_1d, 4, 0, -Infinity, 65504.000000000000, -Infinity, NaN",
        "f16be_1d, 2, 0, -2.5000000000000000, 0.33333333333333331, -1.0833333333333333, 1.4166666666666667",
        "i1_1d, 2, 0, -128.00000000000000, 127.00000000000000, -0.50000000000000000, 127.50000000000000",
        "u1_1d, 2, 0, 0.0000000000000000, 255.00000000000000, 127.50000000000000, 127.50000000000000",
        "i2be_3x1, 3, 0, -32768.000000000000, 32767.000000000000, 85.666666666666671, 26754.829225560174",
        "u4be_1d, 3, 0, 0.0000000000000000, 4294967295.0000000, 1431655765.3333333, 2024666999.2769265",
        "i8_1d, 2, 0, -9223372036854775808.0, 9223372036854775807.0, -0.50000000000000000, 9.2233720368547758e+18",
        "u8_1d, 2, 0, 0.0000000000000000, 18446744073709551615.0, 9.2233720368547758e+18, 9.2233720368547758e+18",
        "bool_1d, 2, 0, 0.0000000000000000, 1.0000000000000000, 0.50000000000000000, 0.50000000000000000",
        "td_ns, 2, 1, -5.0000000000000000, -5.0000000000000000, -5.0000000000000000, 0.0000000000000000"
    })
    void everyKindOfNumberHasThem(
            String name, String count, String nans, String min, String max, String mean, String deviation) {
        assertThat(values(name))
                .containsExactly(
                        "count " + count,
                        "NaN " + nans,
                        "min " + min,
                        "max " + max,
                        "mean " + mean,
                        "std " + deviation);
    }

    @ParameterizedTest
    @CsvSource({
        "m8_s, 4, 1, 1969-12-31T23:59:59, 2023-11-14T22:13:20",
        "m8_d, 2, 0, -001-12-31, 2022-01-08",
        "m8be_ms, 1, 0, 2023-11-14T22:13:20.123, 2023-11-14T22:13:20.123",
        "m8_generic, 2, 1, 7, 7"
    })
    void datesHaveALeastAndAGreatest(String name, String count, String nans, String min, String max) {
        assertThat(values(name)).containsExactly("count " + count, "NaN " + nans, "min " + min, "max " + max);
    }

    @Test
    void datesThatAreNotThereHaveNeither() throws IOException {
        Path file = folder.resolve("nat.npy");
        Npy.create(file, DType.of("<M8[s]"), Shape.of(2)).datetimes().fill(ScalarText.NOT_A_TIME);

        assertThat(stats(file).out()).isEqualTo(file + """

                  dtype  <M8[s]
                  count  2
                  NaN    2
                  min    NaT
                  max    NaT
                """);
    }

    @ParameterizedTest
    @CsvSource({"c8_1d, <c8", "s5_1d, |S5", "u3_1d, <U3", "v3_1d, |V3"})
    void whatIsNoNumberIsRefused(String name, String dtype) {
        Cli.Result result = stats(Cli.npy(name));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .containsExactly(
                        "npymap: " + Cli.npy(name) + ": expected real numbers or dates, found elements of " + dtype);
    }

    @ParameterizedTest
    @CsvSource({
        "z, 'the field z is <c8: expected real numbers or dates'",
        "s, 'the field s is |S2: expected real numbers or dates'"
    })
    void aFieldThatIsNoNumberIsRefused(String path, String message) {
        Cli.Result result = stats("--field", path, Cli.npy("nested"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines().getFirst()).isEqualTo("npymap stats: " + Cli.npy("nested") + ": " + message);
    }

    @Test
    void aFieldThatIsNotThereIsRefused() {
        Cli.Result result = stats("--field", "nothing", Cli.npy("nested"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines().getFirst())
                .startsWith("npymap stats: " + Cli.npy("nested") + ": ")
                .contains("nothing");
        assertThat(stats("--field", "m[2,0]", Cli.npy("nested")).errLines().getFirst())
                .startsWith("npymap stats: " + Cli.npy("nested") + ": no item m[2,0]: ");
    }

    @Test
    void ofAnArchiveEachArrayHasABlock() throws IOException {
        Path file = folder.resolve("some.npz");
        Npz.write(file, NpzOptions.defaults().deflate(), out -> {
            out.add("a", new long[] {1, 3});
            out.add("b", new boolean[] {true});
        });

        assertThat(stats(file + "::a").out()).contains(file + "::a\n").contains("mean   2.0000000000000000\n");
        assertThat(stats(file)
                        .out()
                        .lines()
                        .filter(line -> line.startsWith(file.toString()))
                        .toList())
                .containsExactly(file + "::a", file + "::b");
    }

    @Test
    void whatBecomesShorterIsTold() throws IOException {
        Path file = folder.resolve("short.npy");
        Npy.allocate(
                file, DType.FLOAT64, Shape.of(1 << 20), CreateOptions.defaults().sparse());
        try (RandomAccessFile handle = new RandomAccessFile(file.toFile(), "rw")) {
            handle.setLength(Files.size(file) - 1);
        }

        Cli.Result result = stats(file);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("npymap: " + file + ": byte 8388735: expected 8388608 bytes of payload");
    }
}
