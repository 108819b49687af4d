package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files to arrays. (NumPy reads the same ones in the integration tests.) */
class ConvertCsvTest {
    private static final String POINTS = "[('id', '<i4'), ('x', '<f8'), ('name', 'S3')]";

    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("out.npy");
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    /** Converts a file, of which each option is an argument. */
    private Cli.Result convert(String text, String... options) throws IOException {
        List<Object> line = new ArrayList<>(List.of("convert"));
        line.addAll(List.of(options));
        line.add(csv(text));
        line.add(out());
        return Cli.run(line.toArray());
    }

    private NpyArray converted(String text, String... options) throws IOException {
        assertThat(convert(text, options).err()).isEmpty();
        return Npy.map(out());
    }

    private void assertFails(String text, String message, String... options) throws IOException {
        assertThat(convert(text, options))
                .isEqualTo(new Cli.Result(1, "", "npymap: " + folder.resolve("t.csv") + ": " + message + "\n"));
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }

    @Test
    void severalColumnsOfAPlainDtypeAreTwoDimensions() throws IOException {
        NpyArray array = converted("1,2,3\n4,5,6\n", "--dtype", "<f8");

        assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(array.doubles().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void oneColumnIsOneDimension() throws IOException {
        NpyArray array = converted("1\n-2\r\n3", "--dtype", ">i2");

        assertThat(array.shape()).isEqualTo(Shape.of(3));
        assertThat(array.shorts().toArray()).containsExactly(1, -2, 3);
    }

    @Test
    void structHasAColumnForEachField() throws IOException {
        NpyArray array = converted("1,0.5,ab\n2,nan,\"c,\"\"\"\n", "--dtype", POINTS);

        assertThat(array.shape()).isEqualTo(Shape.of(2));
        assertThat(array.ints("id").toArray()).containsExactly(1, 2);
        assertThat(array.doubles("x").toArray()).containsExactly(0.5, Double.NaN);
        assertThat(array.strings("name").toArray()).containsExactly("ab", "c,\"");
    }

    @Test
    void nestedFieldsItemsAndComplexPartsAreColumns() throws IOException {
        NpyArray array = converted(
                "1,2,3,4,5,6,7,8\n",
                "--dtype",
                "[('pos', [('x', '<f4'), ('y', '<f4')]), ('m', '<i2', (2, 2)), ('z', '<c8')]");

        assertThat(array.floats("pos.y").get(0)).isEqualTo(2);
        assertThat(array.shorts("m").toArray()).containsExactly(3, 4, 5, 6);
        assertThat(array.complexes("z").toArray()).containsExactly(7, 8);
    }

    @Test
    void subArrayDtypeTakesItsColumns() throws IOException {
        assertThat(converted("1,2,3,4,5,6\n1,2,3,4,5,6\n", "--dtype", "(2,3)<i4")
                        .shape())
                .isEqualTo(Shape.of(2, 2, 3));
    }

    @Test
    void complexNumberMayBeOneCell() throws IOException {
        // As np.savetxt writes them.
        NpyArray array = converted(" (1.0e+00-2.0e+00j), (0e+00+3e+00j)\n (nan+infj), 5\n", "--dtype", ">c8");
        assertThat(array.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(array.complexes().toArray())
                .containsExactly(1, -2, 0, 3, Double.NaN, Double.POSITIVE_INFINITY, 5, 0);

        array = converted("5\n1+2j\n", "--replace", "--dtype", "c16");
        assertThat(array.shape()).isEqualTo(Shape.of(2));
        assertThat(array.complexes().toArray()).containsExactly(5, 0, 1, 2);
        assertThat(converted("1,2j\n", "--replace", "--dtype", "c16")
                        .complexes()
                        .toArray())
                .containsExactly(1, 0, 0, 2);
        assertThat(converted("1,2j\n", "--replace", "--dtype", "(2,)c16").shape())
                .isEqualTo(Shape.of(1, 2));
    }

    @Test
    void complexFieldsAreToldApartByTheirNumber() throws IOException {
        String dtype = "[('id', '<i4'), ('z', '<c8'), ('name', 'S2'), ('w', '<c16', (2,))]";

        NpyArray cells = converted("1,2+3j,j,4,5j\n", "--dtype", dtype);
        assertThat(cells.complexes("z").toArray()).containsExactly(2, 3);
        assertThat(cells.complexes("w").toArray()).containsExactly(4, 0, 0, 5);
        NpyArray parts = converted("1,2,3,j,4,5,6,7\n", "--replace", "--dtype", dtype);
        assertThat(parts.complexes("z").toArray()).containsExactly(2, 3);
        assertThat(parts.complexes("w").toArray()).containsExactly(4, 5, 6, 7);
        Files.delete(out());
        assertFails("1,2+3j,j,4,5,6\n", "line 1, column 2 (z.re): expected a number, found '2+3j'", "--dtype", dtype);
    }

    /** Of rows that are known by their number of columns alone. */
    @Test
    void textIsNoMarkOfAComplexNumber() throws IOException {
        String dtype = "([('name', 'S2'), ('z', '<c16')], (1,))";

        assertThat(converted("aj,1,2\n", "--dtype", dtype).complexes("z").toArray())
                .containsExactly(1, 2);
        assertThat(converted("aj,1,2,b),3,4\n", "--replace", "--dtype", dtype)
                        .complexes("z")
                        .toArray())
                .containsExactly(1, 2, 3, 4);
        assertThat(converted("aj,1+2j,b),3,c,4j\n", "--replace", "--dtype", dtype)
                        .complexes("z")
                        .toArray())
                .containsExactly(1, 2, 3, 0, 0, 4);
    }

    @Test
    void complexFieldsAreToldApartByTheirNames() throws IOException {
        NpyArray array = converted("w.im,z,w.re\n1,2+3j,4\n", "--header", "--dtype", "[('z', '<c8'), ('w', '<c16')]");

        assertThat(array.complexes("z").toArray()).containsExactly(2, 3);
        assertThat(array.complexes("w").toArray()).containsExactly(4, 1);
        Files.delete(out());
        assertFails(
                "w.im,z,w.re\n1,2+i,4\n",
                "line 2, column 2 (z): expected a complex number, as 1+2j, found '2+i'",
                "--header",
                "--dtype",
                "[('z', '<c8'), ('w', '<c16')]");
    }

    @Test
    void complexNumbersTakeTwoColumns() throws IOException {
        NpyArray array = converted("1,2,3,4\n", "--dtype", "<c16");

        assertThat(array.shape()).isEqualTo(Shape.of(1, 2));
        assertThat(array.complexes().toArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void headerFindsColumnsByName() throws IOException {
        NpyArray array =
                converted("# made by hand\nname,more,x,id\nab,9,0.5,1\n", "--skip", "1", "--header", "--dtype", POINTS);

        assertThat(array.ints("id").get(0)).isEqualTo(1);
        assertThat(array.doubles("x").get(0)).isEqualTo(0.5);
        assertThat(array.strings("name").get(0)).isEqualTo("ab");
    }

    @Test
    void headerOfAPlainDtypeIsLeftOut() throws IOException {
        assertThat(converted("a,b\n1,2\n", "--header", "--dtype", "i4").shape()).isEqualTo(Shape.of(1, 2));
    }

    @Test
    void whatCatWritesComesBack() throws IOException {
        for (String name : List.of(
                "nested",
                "padded",
                "f8be_1d",
                "names_v3",
                "titled",
                "m8_25s",
                "td_ns",
                "bool_1d",
                "u8_1d",
                "f2_1d",
                "s5_1d",
                "v3_1d",
                "u3be_1d",
                "m8_d",
                "m8be_ms",
                "m8_y")) {
            Path source = Cli.npy(name);
            Cli.Result cat = Cli.run("cat", "--format", "csv", source);
            DType dtype = Npy.readHeader(source).dtype();

            assertThat(convert(cat.out(), "--header", "--replace", "--dtype", dtype.descr())
                            .err())
                    .as(name)
                    .isEmpty();

            assertThat(Cli.run("cat", "--format", "csv", out()).out().lines().skip(1))
                    .as(name)
                    .containsExactlyElementsOf(cat.out().lines().skip(1).toList());
        }
    }

    @Test
    void delimiterAndBlanks() throws IOException {
        assertThat(converted(" 1 ;2.5\n", "--delimiter", ";", "--dtype", "f8")
                        .doubles()
                        .toArray())
                .containsExactly(1, 2.5);
        assertThat(converted("1\t2\n", "--replace", "--delimiter", "tab", "--dtype", "f8")
                        .shape())
                .isEqualTo(Shape.of(1, 2));
        assertThat(converted("1\t2\n", "--replace", "--delimiter", "\\t", "--dtype", "f8")
                        .shape())
                .isEqualTo(Shape.of(1, 2));
        assertThat(converted("a ; b\n", "--replace", "--delimiter", ";", "--dtype", "S3")
                        .strings()
                        .toArray())
                .containsExactly("a ", " b");
    }

    @Test
    void emptyLinesAreNoRowsAndQuotedNothingIsOne() throws IOException {
        assertThat(converted("\n\nab\n\n\"\"\ncd\n\n", "--dtype", "S2")
                        .strings()
                        .toArray())
                .containsExactly("ab", "", "cd");
    }

    @Test
    void byteOrderMarkIsNoneOfTheText() throws IOException {
        assertThat(converted("\ufeff1\n2\n", "--dtype", "i4").ints().toArray()).containsExactly(1, 2);
    }

    @Test
    void emptyCellsAreAnErrorUnlessToldWhatTheyAre() throws IOException {
        assertFails(
                "1,0.5,ab\n2,,cd\n",
                "line 2, column 2 (x): expected a value, found an empty cell; --empty TEXT tells what one is read as",
                "--dtype",
                POINTS);
        assertFails(
                "1,0.5,ab\n ,1,cd\n",
                "line 2, column 1 (id): expected an integer from -2147483648 to 2147483647, found an empty cell, read as 'nan'",
                "--dtype",
                POINTS,
                "--empty",
                "nan");
        NpyArray array = converted("1,,ab\n2,\"\",\n", "--dtype", POINTS, "--empty", "nan");
        assertThat(array.doubles("x").toArray()).containsExactly(Double.NaN, Double.NaN);
        assertThat(array.strings("name").toArray()).containsExactly("ab", "");
    }

    @Test
    void badCellsAreLocated() throws IOException {
        assertFails(
                "1,0.5,ab\n\n\"2\",\"x\ny\",cd\n",
                "line 3, column 2 (x): expected a number, found 'x y'",
                "--dtype",
                POINTS);
        assertFails(
                "1,0.5,ab\n\"2\n\",1,cd\n3,1,long\n",
                "line 4, column 3 (name): expected text that fits in |S3, found 'long'",
                "--dtype",
                POINTS);
        assertFails("1,2\n3,4,5\n", "line 2: expected 2 columns, found 3", "--dtype", "i4");
        assertFails("1,2\n3\n", "line 2: expected 2 columns, found 1", "--dtype", "i4");
        assertFails("1,2\n", "line 1: expected 3 columns, found 2", "--dtype", POINTS);
        assertFails("1,2,3\n", "line 1: expected 1 column, found 3", "--dtype", "[('a', 'i4')]");
        assertFails("1,2,3\n", "line 1: expected 2 columns, found 3", "--dtype", "c16");
        assertFails("1\n300\n", "line 2, column 1: expected an integer from 0 to 255, found '300'", "--dtype", "u1");
        assertFails("1,2\n3,x\n", "line 2, column 2 ([1]): expected a number, found 'x'", "--dtype", "f8");
        assertFails(
                "id,x,name\n1,2,ab\n",
                "line 1, column 1 (id): expected an integer from -2147483648 to 2147483647, found 'id'; --header takes the"
                        + " line for the names of the columns",
                "--dtype",
                POINTS);
    }

    @Test
    void longCellsAreShortenedInMessages() throws IOException {
        assertFails(
                "x".repeat(1000) + "\n",
                "line 1, column 1: expected a number, found '" + "x".repeat(60)
                        + "...'; --header takes the line for the names" + " of the columns",
                "--dtype",
                "f8");
    }

    @Test
    void headersThatDoNotFitAreRefused() throws IOException {
        assertFails(
                "id,x\n1,2\n",
                "line 1: expected one column 'name', found none; the columns are id, x",
                "--header",
                "--dtype",
                POINTS);
        assertFails(
                "id,x,name,x\n",
                "line 1: expected one column 'x', found several; the columns are id, x, name, x",
                "--header",
                "--dtype",
                POINTS);
        assertFails("", "expected a line of names, found the end", "--header", "--dtype", POINTS);
        assertFails("a\nb\n", "expected more than the 5 lines to skip, found the end", "--skip", "5", "--dtype", "i4");
    }

    @Test
    void brokenQuotesAreLocated() throws IOException {
        Cli.Result result = convert("1\n\"2\"3\n", "--dtype", "f8");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("npymap: " + folder.resolve("t.csv") + ": line 2: expected comma-separated values, found: ")
                .hasLineCount(1);
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }

    @Test
    void quoteThatNobodyClosesIsLocated() throws IOException {
        Cli.Result result = convert("a\n\"b\n", "--dtype", "S3");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("npymap: " + folder.resolve("t.csv") + ": line 2: expected comma-separated values, found: ")
                .hasLineCount(1);
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }

    @Test
    void quoteThatNobodyClosesDoesNotFillTheMemory() throws IOException {
        Cli.Result result = convert("1\n\"" + "2\n".repeat(2_000_000), "--dtype", "f8");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("npymap: " + folder.resolve("t.csv") + ": line 2: expected comma-separated values, found: ")
                .hasLineCount(1);
    }

    @Test
    void otherBytesThanUtf8AreLocated() throws IOException {
        Files.write(folder.resolve("t.csv"), "1\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Cli.run("convert", "--dtype", "U1", folder.resolve("t.csv"), out()))
                .isEqualTo(new Cli.Result(
                        1,
                        "",
                        "npymap: " + folder.resolve("t.csv")
                                + ": expected text in UTF-8, found other bytes at byte 2\n"));
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }

    @Test
    void fileWithoutRowsIsAnArrayWithoutRows() throws IOException {
        assertThat(converted("", "--dtype", "f8").shape()).isEqualTo(Shape.of(0));
        assertThat(converted("id,x,name\n", "--replace", "--header", "--dtype", POINTS)
                        .shape())
                .isEqualTo(Shape.of(0));
        assertThat(converted("a,b\n", "--replace", "--header", "--dtype", "f8").shape())
                .isEqualTo(Shape.of(0, 2));
    }

    @Test
    void otherFormsGoByWayOfATemporaryFile() throws IOException {
        String text = "1,2\n3,4\n5,6\n";

        NpyArray fortran = converted(text, "--dtype", "<i4", "--order", "F", "--byte-order", "big");
        assertThat(fortran.header().order()).isEqualTo(MemoryOrder.FORTRAN);
        assertThat(fortran.dtype()).isEqualTo(DType.of(">i4"));
        assertThat(fortran.ints().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(converted(text, "--replace", "--dtype", "<i4", "--rows", "-1:")
                        .ints()
                        .toArray())
                .containsExactly(5, 6);
        assertThat(converted(text, "--replace", "--dtype", "<i4", "--share", "0/2")
                        .shape())
                .isEqualTo(Shape.of(2, 2));
        Path npz = folder.resolve("out.npz");
        assertThat(Cli.run("convert", "--dtype", "i4", csv(text), npz + "::x").err())
                .isEmpty();
        assertThat(Npz.open(npz).map("x").ints().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(Cli.run("convert", "--dtype", "i4", "--replace", csv(text), npz)
                        .err())
                .isEmpty();
        assertThat(Npz.open(npz).names()).containsExactly("t");
    }

    @Test
    void standardInputIsACsvFile() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("1\n2\nx\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(Cli.run("convert", "--dtype", "i4", "-", out()).err())
                    .isEqualTo(
                            "npymap: standard input: line 3, column 1: expected an integer from -2147483648 to 2147483647,"
                                    + " found 'x'\n");
            System.setIn(new ByteArrayInputStream("1\n2\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(Cli.run("convert", "--dtype", "i4", "-", out()).err()).isEmpty();
            assertThat(Npy.map(out()).ints().toArray()).containsExactly(1, 2);
            assertThat(Cli.run("convert", "--dtype", "i4", "-", folder.resolve("out.npz"))
                            .errLines())
                    .first()
                    .isEqualTo("npymap convert: - has no name for an array: name it, as in FILE.npz::NAME");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void csvNeedsADtype() throws IOException {
        Path csv = csv("1\n");

        Cli.Result result = Cli.run("convert", csv, out());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "npymap convert: " + csv
                                + " is neither an .npy file nor an .npz archive: if it is a CSV file, --dtype"
                                + " tells what it holds",
                        "Try 'npymap convert --help'.");
        assertThat(Cli.run("convert", "--dtype", "i4", "--delimiter", "ab", csv, out())
                        .errLines())
                .first()
                .isEqualTo(
                        "npymap convert: Invalid value for option '--delimiter': 'ab' is no character that can separate"
                                + " columns");
        assertThat(Cli.run("convert", "--dtype", "i4", "--delimiter", "\"", csv, out())
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void rowsFillManyBlocks() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            text.append(i).append(',').append(-i).append('\n');
        }

        NpyArray array = converted(text.toString(), "--dtype", "i8");

        assertThat(array.shape()).isEqualTo(Shape.of(300_000, 2));
        for (int i = 0; i < 300_000; i++) {
            assertThat(array.longs().get(i, 0)).isEqualTo(i);
            assertThat(array.longs().get(i, 1)).isEqualTo(-i);
        }
        assertThat(convert(text + "1,x\n", "--replace", "--dtype", "i8").err())
                .endsWith(
                        ": line 300001, column 2 ([1]): expected an integer from -9223372036854775808 to 9223372036854775807,"
                                + " found 'x'\n");
        assertThat(Npy.map(out()).shape()).as("the old file").isEqualTo(Shape.of(300_000, 2));
    }
}
