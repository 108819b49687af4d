package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays to arrays. (CSV files have tests of their own, and NumPy reads the results in the integration tests.) */
class ConvertCommandTest {
    private static final double[][] TABLE = {{1, 2, 3}, {4, 5, 6}};

    @TempDir
    private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Path table() throws IOException {
        Path file = file("table.npy");
        Npy.save(file, TABLE);
        return file;
    }

    private static void assertDone(Cli.Result result, String out) {
        assertThat(result).isEqualTo(new Cli.Result(0, out + "\n", ""));
    }

    @Test
    void withoutOptionsTheArrayIsTheSame() throws IOException {
        Path table = table();
        Path copy = file("copy.npy");

        assertDone(Cli.run("convert", table, copy), copy + ": <f8, shape (2, 3), 176 bytes");

        assertThat(copy).hasSameBinaryContentAs(table);
        assertThat(Cli.names(folder)).containsExactly("copy.npy", "table.npy");
    }

    @ParameterizedTest
    @CsvSource({
        "f8_2x3_f",
        "nested_2x2_f",
        "padded",
        "f8_0d",
        "f8_0x3",
        "names_v3",
        "td_ns",
        "only_padding",
        "s0_3",
        "titled"
    })
    void everyArrayKeepsItsForm(String name) throws IOException {
        Path copy = file("copy.npy");

        assertThat(Cli.run("convert", Cli.npy(name), copy).err()).isEmpty();

        assertThat(copy).hasSameBinaryContentAs(Cli.npy(name));
    }

    @Test
    void orderIsMemoryOrder() throws IOException {
        Path table = table();
        Path fortran = file("f.npy");
        Path back = file("c.npy");

        assertDone(
                Cli.run("convert", "--order", "f", table, fortran),
                fortran + ": <f8, shape (2, 3) in Fortran order, 176 bytes");
        assertThat(Cli.run("convert", "--order", "C", fortran, back).exit()).isZero();

        assertThat(Npy.readHeader(fortran).order()).isEqualTo(MemoryOrder.FORTRAN);
        assertThat(Npy.map(fortran).doubles().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(back).hasSameBinaryContentAs(table);
    }

    @Test
    void byteOrderIsThatOfEveryPart() throws IOException {
        Path out = file("big.npy");

        assertThat(Cli.run("convert", "--byte-order", "big", Cli.npy("nested"), out)
                        .err())
                .isEmpty();

        DType dtype = Npy.readHeader(out).dtype();
        assertThat(dtype).isEqualTo(Npy.readHeader(Cli.npy("nested")).dtype().withOrder(java.nio.ByteOrder.BIG_ENDIAN));
        assertThat(dtype.toString()).contains(">").doesNotContain("<");
        assertThat(digest(out)).isEqualTo(digest(Cli.npy("nested")));
    }

    private static String digest(Path file) {
        String line = Cli.run("digest", file).out().strip();
        return line.substring(line.lastIndexOf('\t') + 1);
    }

    @Test
    void numbersAreCastOnRequestAlone() throws IOException {
        Path table = table();
        Path out = file("out.npy");

        Cli.run("convert", "--dtype", "<i2", table, out)
                .assertFails(table
                        + ": its dtype is <f8, which differs from <i2 in more than byte order, padding and titles;"
                        + " --cast converts numbers");
        assertThat(out).doesNotExist();
        Cli.run("convert", "--dtype", "S3", "--cast", table, out)
                .assertFails(table
                        + ": its dtype is <f8, which differs from |S3 in more than byte order, padding and titles,"
                        + " and is not cast to it");
        Cli.run("convert", "--dtype", "S3", table, out)
                .assertFails(table
                        + ": its dtype is <f8, which differs from |S3 in more than byte order, padding and titles");
        Cli.run("convert", "--cast", table, out).assertUsage("convert", "--cast needs a --dtype");

        assertDone(Cli.run("convert", "--dtype", ">i2", "--cast", table, out), out + ": >i2, shape (2, 3), 140 bytes");

        assertThat(Npy.map(out).shorts().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(Cli.names(folder)).containsExactly("out.npy", "table.npy");
    }

    @Test
    void castAlsoTurnsTheOrder() throws IOException {
        Path out = file("out.npy");

        assertThat(Cli.run("convert", "--dtype", "u1", "--cast", "--order", "F", table(), out)
                        .err())
                .isEmpty();

        assertThat(Npy.readHeader(out)).isEqualTo(NpyHeader.of(DType.UINT8, MemoryOrder.FORTRAN, Shape.of(2, 3)));
        assertThat(Npy.map(out).bytes().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void rowsAndSharesAreParts() throws IOException {
        Path lines = file("lines.npy");
        Npy.save(lines, new long[] {0, 1, 2, 3, 4, 5, 6});
        Path rows = file("rows.npy");
        Path share = file("share.npy");

        assertThat(Cli.run("convert", "--rows", "-3:", lines, rows).err()).isEmpty();
        assertThat(Cli.run("convert", "--share", "0/2", lines, share).err()).isEmpty();

        assertThat(Npy.map(rows).longs().toArray()).containsExactly(4, 5, 6);
        assertThat(Npy.map(share).longs().toArray()).containsExactly(0, 1, 2, 3);
        Cli.run("convert", "--rows", "0:1", Cli.npy("f8_0d"), file("x.npy"))
                .assertUsage("convert", Cli.npy("f8_0d") + ": a 0-d array has no rows to choose from");
        Cli.run("convert", "--rows", "0:1", "--share", "0/2", lines, file("x.npy"))
                .assertUsage("convert", "--rows=A:B, --share=n/N are mutually exclusive (specify only one)");
    }

    @Test
    void rowsOfFortranOrderRunAlongTheLastAxis() throws IOException {
        Path out = file("out.npy");

        assertThat(Cli.run("convert", "--rows", "1:3", Cli.npy("f8_2x3_f"), out).err())
                .isEmpty();

        assertThat(Npy.readHeader(out)).isEqualTo(NpyHeader.of(DType.FLOAT64, MemoryOrder.FORTRAN, Shape.of(2, 2)));
        double[] all = Npy.map(Cli.npy("f8_2x3_f")).doubles().toArray();
        assertThat(Npy.map(out).doubles().toArray()).containsExactly(all[1], all[2], all[4], all[5]);
    }

    @Test
    void whatExistsIsKeptUnlessTold() throws IOException {
        Path table = table();
        Path mine = Files.writeString(file("mine.npy"), "mine");

        Cli.run("convert", table, mine).assertFails(mine + ": it exists, and is left as it is");
        assertThat(mine).hasContent("mine");
        assertThat(Cli.run("convert", "--replace", table, mine).exit()).isZero();
        assertThat(mine).hasSameBinaryContentAs(table);
    }

    @Test
    void fileCanReplaceItself() throws IOException {
        Path table = table();

        assertDone(
                Cli.run("convert", "--replace", "--order", "F", "--dtype", "f4", "--cast", table, table),
                table + ": <f4, shape (2, 3) in Fortran order, 152 bytes");

        assertThat(Npy.map(table).floats().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void folderGetsAFileForEach() throws IOException {
        Path table = table();
        Path archive = file("a.npz");
        Npz.write(archive, npz -> {
            npz.add("x", new long[] {1});
            npz.add("deep/er/y", new long[] {2});
        });
        Path out = Files.createDirectory(file("out"));

        Cli.Result result = Cli.run("convert", table, archive, out);

        assertThat(result.err()).isEmpty();
        assertThat(result.outLines())
                .containsExactly(
                        out.resolve("table.npy") + ": <f8, shape (2, 3), 176 bytes",
                        out.resolve("x.npy") + ": <i8, shape (1,), 136 bytes",
                        out.resolve("deep/er/y.npy") + ": <i8, shape (1,), 136 bytes");
        assertThat(Npy.map(out.resolve("deep/er/y.npy")).longs().toArray()).containsExactly(2);
        Cli.run("convert", archive, out)
                .assertFails(out.resolve("x.npy") + ": it exists, and is left as it is; nothing was written");
    }

    @Test
    void folderMayBeReachedByAWayAround() throws IOException {
        Path table = table();
        Files.createDirectory(file("out"));
        Path around = file("out").resolve("..").resolve("out").resolve(".");

        assertDone(Cli.run("convert", table, around), around.resolve("table.npy") + ": <f8, shape (2, 3), 176 bytes");
        assertThat(file("out").resolve("table.npy")).hasSameBinaryContentAs(table);
    }

    @ParameterizedTest
    @CsvSource({"../evil", "a/../../evil", "/evil"})
    void archiveWritesNothingOutsideOfTheFolder(String name) throws IOException {
        Path archive = file("a.npz");
        Npz.write(archive, npz -> {
            npz.add("good", new long[] {1});
            npz.add(name, new long[] {1});
        });
        Path out = Files.createDirectory(file("out"));

        Cli.run("convert", archive, out)
                .assertFails(archive + "::" + name + ": its name leads out of the folder " + out);

        assertThat(out).isEmptyDirectory();
        assertThat(Cli.names(folder)).containsExactly("a.npz", "out");
    }

    @Test
    void manyArraysAreNoSingleFile() throws IOException {
        Path table = table();
        Path archive = file("a.npz");
        Npz.write(archive, npz -> {
            npz.add("x", new long[] {1});
            npz.add("y", new long[] {2});
        });

        Cli.run("convert", archive, file("out.npy"))
                .assertUsage(
                        "convert",
                        file("out.npy")
                                + " is to be one array, and 2 are given: several go to an .npz archive, or to a folder that"
                                + " exists");
        Cli.run("convert", table, table, file("nowhere"))
                .assertUsage(
                        "convert",
                        file("nowhere")
                                + " is to be one array, and 2 are given: several go to an .npz archive, or to a folder that"
                                + " exists");
        Cli.run("convert", table, file("out.csv"))
                .assertUsage(
                        "convert", file("out.csv") + " would be an .npy file; `npymap cat --format csv` writes CSV");
        Cli.run("convert", "--deflate", table, file("out.npy"))
                .assertUsage("convert", "--deflate is for an .npz archive");
        Cli.run("convert", table).assertUsage("convert", "Missing required parameter: 'OUT'");
        assertThat(Cli.names(folder)).containsExactly("a.npz", "table.npy");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Path lost = file("lost.npy");
        Path broken = Files.writeString(file("broken.npy"), "no array");
        Path archive = file("a.npz");
        Npz.write(archive, npz -> npz.add("x", new long[] {1}));

        Cli.run("convert", lost, file("out.npy")).assertFails(lost + ": no such file");
        assertThat(Cli.run("convert", broken, file("out.npy")).err())
                .startsWith("npymap: " + broken + ": ")
                .contains("magic")
                .hasLineCount(1);
        Cli.run("convert", archive + "::y", file("out.npy"))
                .assertFails(archive + "::y: the archive has no such member; it has 1 array: x");
        assertThat(Cli.run("convert", table(), file("none/out.npy")).err())
                .isEqualTo("npymap: " + file("none/out.npy") + ": there is no folder " + file("none") + "\n");
        assertThat(Cli.names(folder)).containsExactly("a.npz", "broken.npy", "table.npy");
    }

    @Test
    void largeArrayIsConvertedPieceByPiece() throws IOException {
        Path large = file("large.npy");
        int rows = 1000;
        int columns = 1733;
        NpyArray array = Npy.create(large, DType.INT32, Shape.of(rows, columns), CreateOptions.defaults());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                array.ints().set(i, j, i * columns + j);
            }
        }
        Path out = file("out.npy");

        assertThat(Cli.run("convert", "--order", "F", "--cast", "--dtype", ">f8", large, out)
                        .err())
                .isEmpty();

        NpyArray turned = Npy.map(out);
        assertThat(turned.header().order()).isEqualTo(MemoryOrder.FORTRAN);
        double[] values = turned.doubles().toArray();
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isEqualTo(i);
        }
    }
}
