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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CSV files to arrays. (NumPy reads the same ones in the integration tests.) */
class ConvertCsvTest extends CsvConversion {
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
