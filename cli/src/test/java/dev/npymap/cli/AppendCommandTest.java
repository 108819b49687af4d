package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendCommandTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = folder.resolve("a.npy");
        Npy.save(file, new double[][] {{1, 2}});
    }

    private Path other(String name, Object array) throws IOException {
        Path other = folder.resolve(name);
        Npy.save(other, array);
        return other;
    }

    private static String advice(Path path) {
        return "; `npymap convert --order C " + path
                + " ANOTHER.npy` writes another file of it, to which rows can be appended";
    }

    private void assertUntouched() throws IOException {
        assertThat(file).hasSize(144);
        assertThat(Npy.map(file).doubles().toArray()).containsExactly(1, 2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void rowsOfManySourcesAreAdded() throws IOException {
        Path npy = other("b.npy", new double[][] {{3, 4}, {5, 6}});
        Path npz = folder.resolve("c.npz");
        Npz.write(npz, out -> {
            out.add("x", new double[][] {{7, 8}});
            out.add("y", new double[][] {{9, 10}});
        });
        Path csv = Files.writeString(folder.resolve("d.csv"), "n,m\n11,12\n");
        Path big = folder.resolve("e.npy");
        Npy.save(big, Npy.map(npy), DType.of(">f8"), CreateOptions.defaults().fortran());

        Cli.Result result = Cli.run(
                "append", "--header", file, npy, npz, csv, big, npz + "::x", other("row.npy", new double[] {0, -1}));

        assertThat(result).isEqualTo(new Cli.Result(0, file + ": 9 rows appended, shape (10, 2)\n", ""));
        assertThat(Npy.map(file).doubles().toArray())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 3, 4, 5, 6, 7, 8, 0, -1);
    }

    @Test
    void fileIsAppendedToItself() throws IOException {
        assertThat(Cli.run("append", file, file).out()).isEqualTo(file + ": 1 row appended, shape (2, 2)\n");
        assertThat(Npy.map(file).doubles().toArray()).containsExactly(1, 2, 1, 2);
    }

    @Test
    void csvIsReadWithTheDtypeOfTheFile() throws IOException {
        Path structs = folder.resolve("s.npy");
        Npy.allocate(structs, DType.of("[('id', '>i4'), ('name', 'U4')]"), Shape.of(0), CreateOptions.defaults());
        Path csv = Files.writeString(folder.resolve("s.csv"), "name;id\né;1\n;2\n");
        Path cube = folder.resolve("cube.npy");
        Npy.allocate(cube, DType.INT8, Shape.of(0, 2, 2), CreateOptions.defaults());
        Path cells = Files.writeString(folder.resolve("cube.csv"), "1,2,3,4\n");

        assertThat(Cli.run("append", "--header", "--delimiter", ";", structs, csv)
                        .out())
                .isEqualTo(structs + ": 2 rows appended, shape (2,)\n");
        assertThat(Cli.run("append", cube, cells).err()).isEmpty();

        NpyArray rows = Npy.map(structs);
        assertThat(rows.strings("name").toArray()).containsExactly("é", "");
        assertThat(rows.ints("id").toArray()).containsExactly(1, 2);
        assertThat(Npy.map(cube).shape()).isEqualTo(Shape.of(1, 2, 2));
    }

    @Test
    void whereOneSourceFailsNothingIsAppended() throws IOException {
        Path good = other("b.npy", new double[200_000][2]);
        Path floats = other("f.npy", new float[][] {{1, 2}});
        Path wide = other("w.npy", new double[][] {{1, 2, 3}});
        Path csv = Files.writeString(folder.resolve("d.csv"), "1,2\n".repeat(100_000) + "1,x\n");

        Cli.run("append", file, good, floats)
                .assertFails(floats + ": its dtype is <f4, and that of " + file
                        + " is <f8; `npymap convert --cast --dtype` casts numbers");
        assertUntouched();
        Cli.run("append", file, good, wide)
                .assertFails(wide + ": its shape is (1, 3), and that of " + file
                        + " is (200001, 2): expected rows of the shape (2,)");
        assertUntouched();
        Cli.run("append", file, good, csv)
                .assertFails(csv + ": line 100001, column 2 ([1]): expected a number, found 'x'");
        assertUntouched();
        Cli.run("append", file, good, folder.resolve("lost.npy"))
                .assertFails(folder.resolve("lost.npy") + ": no such file");
        assertUntouched();
    }

    @Test
    void csvOfAnotherWidthIsRefused() throws IOException {
        Path csv = Files.writeString(folder.resolve("d.csv"), "1,2,3\n");

        Cli.run("append", file, csv).assertFails(csv + ": line 1: expected 2 columns, found 3");
        assertUntouched();
    }

    @Test
    void whatCannotGrowIsSentToConvert() throws IOException {
        Path fortran = folder.resolve("f.npy");
        Npy.save(
                fortran,
                Npy.map(other("b.npy", new double[][] {{1, 2}, {3, 4}})),
                CreateOptions.defaults().fortran());

        Cli.run("append", fortran, file)
                .assertFails(fortran
                        + ": byte 10: rows cannot be appended to an array in Fortran order, whose last axis grows"
                        + advice(fortran));
        Path trailing = Files.write(folder.resolve("t.npy"), Arrays.copyOf(Files.readAllBytes(file), 149));
        Cli.run("append", trailing, file)
                .assertFails(trailing
                        + ": byte 144: expected the end of the file, found 5 trailing bytes, which no append that was"
                        + " interrupted left" + advice(trailing));
        Path npz = folder.resolve("c.npz");
        Npz.write(npz, out -> out.add("x", new double[][] {{7, 8}}));
        for (String archive : List.of(npz.toString(), npz + "::x")) {
            Cli.run("append", archive, file)
                    .assertFails(archive
                            + ": an array of an archive cannot grow; `npymap convert` makes an .npy file of it");
        }
    }

    /** Where the advice would not help, none is given. */
    @Test
    void whatConvertCannotMendIsNotSentToIt() throws IOException {
        Path scalar = Cli.npy("f8_0d");
        Cli.run("append", scalar, file).assertFails(scalar + ": byte 10: a 0-d array has no rows to append to");
        Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(Files.readAllBytes(file), 143));
        assertThat(Cli.run("append", cut, file).err())
                .startsWith("npymap: " + cut + ": ")
                .doesNotContain("convert");
        Cli.run("append", folder.resolve("lost.npy"), file).assertFails(folder.resolve("lost.npy") + ": no such file");
    }

    @Test
    void headerWithTooLittleRoomIsSentToConvert() throws IOException {
        Path full = headerWithRoom(folder.resolve("full.npy"), 9, 0);
        Path little = headerWithRoom(folder.resolve("little.npy"), 8, 1);
        byte[] before = Files.readAllBytes(little);
        Path csv = Files.writeString(folder.resolve("d.csv"), "1\n".repeat(92));
        Path npy = other("b.npy", new double[92]);
        String limit = "the header has no room for more digits, as that of a file that NumPy before 1.23 wrote";

        Cli.run("append", full, npy)
                .assertFails(full + ": byte 61: no row can be appended to its 9: " + limit + advice(full));
        for (Path source : List.of(csv, npy)) {
            Cli.run("append", little, source)
                    .assertFails(little + ": byte 61: it can have at most 99 rows: " + limit + advice(little));
            assertThat(little).hasBinaryContent(before);
        }

        Path another = folder.resolve("another.npy");
        assertThat(Cli.run("convert", "--order", "C", full, another).exit()).isZero();
        assertThat(Cli.run("append", another, npy).out()).isEqualTo(another + ": 92 rows appended, shape (101,)\n");
    }

    private static Path headerWithRoom(Path path, int rows, int spaces) throws IOException {
        String dict =
                "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ",), }" + " ".repeat(spaces) + "\n";
        byte[] header = ("\u0093NUMPY\1\0" + (char) dict.length() + "\0" + dict).getBytes(StandardCharsets.ISO_8859_1);
        return Files.write(path, Arrays.copyOf(header, header.length + rows * Double.BYTES));
    }

    @Test
    void sourcesAreRequired() {
        Cli.Result result = Cli.run("append", file);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly("npymap append: Missing required parameter: 'SOURCE'", "Try 'npymap append --help'.");
    }
}
