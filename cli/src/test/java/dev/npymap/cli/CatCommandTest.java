package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatCommandTest {
    private static Cli.Result cat(String name, Object... options) {
        Object[] arguments = Stream.of(Stream.of("cat"), Stream.of(options), Stream.of(Cli.npy(name)))
                .flatMap(s -> s)
                .toArray();
        return Cli.run(arguments);
    }

    private static Arguments lines(String name, String... lines) {
        return Arguments.of(name, List.of(lines));
    }

    private static Stream<Arguments> json() {
        return Stream.of(
                lines("f8_2x3_c", "[0.1,-0.0,1.0E300]", "[\"NaN\",\"Infinity\",\"-Infinity\"]"),
                lines("f8_2x3_f", "[0.1,\"NaN\"]", "[-0.0,\"Infinity\"]", "[1.0E300,\"-Infinity\"]"),
                lines("f8_0d", "2.5"),
                lines("f8_0x3"),
                lines("f8_2x0", "[]", "[]"),
                lines("f8be_1d", "1.5", "-2.25", "5E-324"),
                lines("f4_1d", "0.1", "1.6777216E7", "1E-45", "\"NaN\""),
                lines("f2_1d", "0.1", "65500.0", "6.0E-8", "\"-Infinity\""),
                lines("f2be_1d", "0.333", "2048.0"),
                lines("f16_1d", "0.3333333333333333", "\"Infinity\"", "-2.5"),
                lines("f16be_1d", "0.3333333333333333", "-2.5"),
                lines("c8_1d", "[1.0,2.0]", "[\"NaN\",\"-Infinity\"]"),
                lines("c16be_2x2_f", "[[1.0,2.0],[0.0,5.0]]", "[[3.0,-4.0],[6.0,0.0]]"),
                lines("c32_1d", "[1.0,2.0]", "[-0.0,-0.5]"),
                lines("i1_1d", "-128", "127"),
                lines("u1_1d", "0", "255"),
                lines("i2be_3x1", "[-32768]", "[258]", "[32767]"),
                lines("u4be_1d", "0", "4294967295", "1"),
                lines("i8_1d", "-9223372036854775808", "9223372036854775807"),
                lines("u8_1d", "0", "18446744073709551615"),
                lines("bool_1d", "true", "false"),
                lines("s5_1d", "\"abc\"", "\"a\\u0000b\"", "\"é\\n\\\"\"", "\"\""),
                lines("u3_1d", "\"é\"", "\"😀\"", "\"a,b\"", "\"\""),
                lines("u3be_1d", "\"中\"", "\"xyz\""),
                lines("v3_1d", "\"0001ff\"", "\"616263\""),
                lines("s0_3", "\"\"", "\"\"", "\"\""),
                lines(
                        "m8_s",
                        "\"1970-01-01T00:00:00\"",
                        "\"2023-11-14T22:13:20\"",
                        "\"1969-12-31T23:59:59\"",
                        "\"NaT\""),
                lines("m8_25s", "\"1970-01-01T00:00:00\"", "\"1970-01-01T00:01:40\""),
                lines("m8_ns", "\"1970-01-01T00:00:00.000000001\"", "\"NaT\""),
                lines("m8_y", "\"2024\"", "\"-030\""),
                lines("m8_d", "\"2022-01-08\"", "\"-001-12-31\""),
                lines("m8be_ms", "\"2023-11-14T22:13:20.123\""),
                lines("m8_generic", "7", "\"NaT\""),
                lines("td_ns", "-5", "\"NaT\""),
                lines(
                        "demo",
                        "{\"id\":0,\"x\":0.0,\"y\":0.0,\"share\":0}",
                        "{\"id\":1,\"x\":0.5,\"y\":-0.25,\"share\":0}"),
                lines(
                        "nested",
                        "{\"id\":1,\"pos\":{\"x\":0.5,\"y\":-0.5},\"m\":[[0,1],[2,3]],"
                                + "\"pts\":[{\"x\":1.0,\"y\":0.0},{\"x\":2.0,\"y\":0.0}],\"z\":[1.0,2.0],\"s\":\"ab\"}",
                        "{\"id\":2,\"pos\":{\"x\":1.5,\"y\":-1.5},\"m\":[[4,5],[6,7]],"
                                + "\"pts\":[{\"x\":3.0,\"y\":0.0},{\"x\":4.0,\"y\":0.0}],\"z\":[3.0,0.0],\"s\":\"c\"}"),
                lines("titled", "{\"a\":1,\"b.c\":2}"),
                lines("only_padding", "{}", "{}"),
                lines("names_v3", "{\"α\":1,\"q'\":2}"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void printsARowALine(String name, List<String> lines) {
        Cli.Result result = cat(name);

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        String.join("", lines.stream().map(line -> line + "\n").toList()));
    }

    private static Stream<Arguments> csv() {
        return Stream.of(
                lines("f8_2x3_c", "[0],[1],[2]", "0.1,-0.0,1.0E300", "NaN,Infinity,-Infinity"),
                lines("f8_2x3_f", "[0],[1]", "0.1,NaN", "-0.0,Infinity", "1.0E300,-Infinity"),
                lines("f8_0d", "value", "2.5"),
                lines("f8_0x3", "[0],[1],[2]"),
                lines("bool_1d", "value", "true", "false"),
                lines("c8_1d", "re,im", "1.0,2.0", "NaN,-Infinity"),
                lines("c16be_2x2_f", "[0].re,[0].im,[1].re,[1].im", "1.0,2.0,0.0,5.0", "3.0,-4.0,6.0,0.0"),
                lines("u3_1d", "value", "é", "😀", "\"a,b\"", "\"\""),
                lines("m8_ns", "value", "1970-01-01T00:00:00.000000001", "NaT"),
                lines("demo", "id,x,y,share", "0,0.0,0.0,0", "1,0.5,-0.25,0"),
                lines(
                        "nested",
                        "id,pos.x,pos.y,\"m[0,0]\",\"m[0,1]\",\"m[1,0]\",\"m[1,1]\",pts[0].x,pts[0].y,pts[1].x,pts[1].y,"
                                + "z.re,z.im,s",
                        "1,0.5,-0.5,0,1,2,3,1.0,0.0,2.0,0.0,1.0,2.0,ab",
                        "2,1.5,-1.5,4,5,6,7,3.0,0.0,4.0,0.0,3.0,0.0,c"));
    }

    @ParameterizedTest
    @MethodSource("csv")
    void csvHasALineOfNames(String name, List<String> lines) {
        Cli.Result result = cat(name, "--format", "csv");

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        String.join("", lines.stream().map(line -> line + "\n").toList()));
    }

    @Test
    void rowsAreChosenAsByAPythonSlice() {
        assertThat(cat("m8_s", "--rows", "1:3").outLines())
                .containsExactly("\"2023-11-14T22:13:20\"", "\"1969-12-31T23:59:59\"");
        assertThat(cat("m8_s", "--rows", "-1:").outLines()).containsExactly("\"NaT\"");
        assertThat(cat("m8_s", "--rows=-3:-2").outLines()).containsExactly("\"2023-11-14T22:13:20\"");
        assertThat(cat("m8_s", "--rows", ":").outLines()).hasSize(4);
        assertThat(cat("m8_s", "--rows", "3:1").out()).isEmpty();
        assertThat(cat("m8_s", "--rows", "-99999999999999999999:99999999999999999999")
                        .outLines())
                .hasSize(4);
        assertThat(cat("f8_2x3_f", "--rows", "2:").outLines()).containsExactly("[1.0E300,\"-Infinity\"]");
        assertThat(cat("f8_2x3_f", "--rows", "9:", "--format", "csv").outLines())
                .containsExactly("[0],[1]");
    }

    @Test
    void sharesAreThoseOfArraySplit() {
        assertThat(cat("m8_s", "--share", "0/3").outLines()).hasSize(2);
        assertThat(cat("m8_s", "--share", "2/3").outLines()).containsExactly("\"NaT\"");
        assertThat(cat("m8_s", "--share", "8/9").out()).isEmpty();
    }

    @Test
    void fieldsAreChosenByTheirPaths() {
        assertThat(cat("nested", "--fields", "m[1,0],pos.x,id", "--rows", "1:").outLines())
                .containsExactly("{\"m[1,0]\":6,\"pos.x\":1.5,\"id\":2}");
        assertThat(cat("nested", "--fields", "pts.x", "--fields", "pos").outLines())
                .containsExactly(
                        "{\"pts.x\":[1.0,2.0],\"pos\":{\"x\":0.5,\"y\":-0.5}}",
                        "{\"pts.x\":[3.0,4.0],\"pos\":{\"x\":1.5,\"y\":-1.5}}");
        assertThat(cat("nested", "--fields", "m[1],pts[0]", "--format", "csv").outLines())
                .containsExactly("\"m[1,0]\",\"m[1,1]\",pts[0].x,pts[0].y", "2,3,1.0,0.0", "6,7,3.0,0.0");
        assertThat(cat("titled", "--fields", "b.c,A title").outLines()).containsExactly("{\"b.c\":2,\"A title\":1}");
    }

    @Test
    void wrongChoicesAreUsageErrors() {
        cat("nested", "--rows", "1")
                .assertUsage("cat", "Invalid value for option '--rows': '1' is no range A:B of rows");
        cat("nested", "--rows", "1:2:3")
                .assertUsage("cat", "Invalid value for option '--rows': '1:2:3' is no range A:B of rows");
        cat("nested", "--share", "1").assertUsage("cat", "Invalid value for option '--share': '1' is no share n/N");
        cat("nested", "--share", "a/b").assertUsage("cat", "Invalid value for option '--share': 'a/b' is no share n/N");
        cat("nested", "--share", "2/2")
                .assertUsage("cat", "Invalid value for option '--share': share 2 of 2: n is counted from 0 to N - 1");
        cat("nested", "--share", "0/2", "--rows", ":")
                .assertUsage("cat", "--rows=A:B, --share=n/N are mutually exclusive (specify only one)");
        cat("nested", "--format", "xml")
                .assertUsage(
                        "cat",
                        "Invalid value for option '--format': expected one of [JSON, CSV] (case-insensitive) but was 'xml'");
        cat("nested", "--fields", "id,q")
                .assertUsage(
                        "cat", Cli.npy("nested") + ": no field 'q'; the fields are 'id', 'pos', 'm', 'pts', 'z', 's'");
        cat("nested", "--fields", "m[2,0]")
                .assertUsage("cat", Cli.npy("nested") + ": no item m[2,0]: Index 2 out of bounds for length 2");
        cat("nested", "--fields", "id,id").assertUsage("cat", Cli.npy("nested") + ": the field id is chosen twice");
        cat("f8_0d", "--fields", "x").assertUsage("cat", Cli.npy("f8_0d") + ": no field 'x': <f8 has no fields");
        cat("f8_0d", "--rows", ":").assertUsage("cat", Cli.npy("f8_0d") + ": a 0-d array has no rows to choose from");
        cat("f8_0d", "--share", "0/1")
                .assertUsage("cat", Cli.npy("f8_0d") + ": a 0-d array has no rows to choose from");
    }

    @Test
    void arraysOfArchivesHaveRowsToo(@TempDir Path folder) throws IOException {
        for (NpzOptions options :
                List.of(NpzOptions.defaults(), NpzOptions.defaults().deflate())) {
            Path file = folder.resolve(options.isDeflated() ? "deflated.npz" : "stored.npz");
            Npz.write(file, options, out -> {
                out.add("x", new long[] {1, 2, 3, 4, 5});
                out.add("zero", Npy.map(Cli.npy("f8_0d")));
            });

            assertThat(Cli.run("cat", file + "::x").outLines()).containsExactly("1", "2", "3", "4", "5");
            assertThat(Cli.run("cat", "--rows", "1:3", file + "::x").outLines()).containsExactly("2", "3");
            assertThat(Cli.run("cat", "--share", "1/2", file + "::x").outLines())
                    .containsExactly("4", "5");
            assertThat(Cli.run("cat", file + "::zero").outLines()).containsExactly("2.5");
            assertThat(Cli.run("cat", "--rows", "0:1", file + "::zero")
                            .errLines()
                            .getFirst())
                    .isEqualTo("npymap cat: " + file + "::zero: a 0-d array has no rows to choose from");
            assertThat(Cli.run("cat", file))
                    .isEqualTo(new Cli.Result(
                            1,
                            "",
                            "npymap: " + file + ": an archive: name one of its arrays, as in " + file
                                    + "::NAME; it has 2 arrays: x, zero\n"));
        }
    }

    @Test
    void aBadElementOfAnArchiveIsToldWithItsRow(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bad.npz");
        Npz.write(file, NpzOptions.defaults().deflate(), out -> {
            NpyArray text = Npy.mapRaw(Arena.ofAuto().allocate(12, 4), DType.of("<U1"), Shape.of(3), MemoryOrder.C, 0);
            text.segment().set(ValueLayout.JAVA_INT, 8, -1);
            out.add("text", text);
        });

        assertThat(Cli.run("cat", "--rows", "1:3", file + "::text").err())
                .startsWith("npymap: " + file + "::text: row 2: ");
    }
}
