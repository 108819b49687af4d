package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.Window;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.it.process.Command;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npymap convert} and {@code npymap append} of what is much larger than their heap, which is 64 MiB. */
class ConvertMemoryIT {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    private String npymap(Object... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("-Xmx64m", "-jar", System.getProperty("npymap.cli.jar")));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        return Command.java(folder, line.toArray(String[]::new)).run().success();
    }

    /** All zeros but for some elements, and on the disk those alone. */
    private Path sparse(DType dtype, long... dims) throws IOException {
        Path file = folder.resolve("sparse.npy");
        Npy.allocate(file, dtype, Shape.of(dims), CreateOptions.defaults().sparse());
        return file;
    }

    @Test
    void rowsOfFourGibibytes() throws Exception {
        long rows = 4 * GIB / Long.BYTES;
        Path file = sparse(DType.INT64, rows);
        long from = rows - 10_000_000;
        try (Arena arena = Arena.ofConfined()) {
            LongAccessor some = Npy.map(file, MapMode.READ_WRITE, Window.rows(from, rows), arena)
                    .longs();
            some.set(0, 1);
            some.set(9_999_999, 2);
        }
        Path part = folder.resolve("part.npy");
        Path npz = folder.resolve("part.npz");

        npymap("convert", "--rows", from + ":", "--cast", "--dtype", ">f8", file, part);
        npymap("convert", "--share", "399/400", "--deflate", file, npz + "::x");
        npymap("append", part, part);

        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(part, MapMode.READ_ONLY, Window.all(), arena);
            assertThat(array.rows()).isEqualTo(20_000_000);
            assertThat(array.doubles().sum()).isEqualTo(6);
            assertThat(array.doubles().get(19_999_999)).isEqualTo(2);
            NpyArray share = Npz.open(npz).read("x", arena);
            assertThat(share.rows()).isEqualTo(rows / 400);
            assertThat(share.longs().get(share.rows() - 1)).isEqualTo(2);
        }
    }

    @Test
    void memoryOrderOfHalfAGibibyte() throws Exception {
        long side = 23_171;
        Path file = sparse(DType.INT8, side, side);
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(file, MapMode.READ_WRITE, Window.all(), arena);
            for (long i = 0; i < side; i += 1000) {
                array.bytes().set(i, side - 1 - i, (byte) (i / 1000 + 1));
            }
        }
        Path turned = folder.resolve("turned.npy");

        npymap("convert", "--order", "F", file, turned);

        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(turned, MapMode.READ_ONLY, Window.all(), arena);
            assertThat(array.header().order()).isEqualTo(MemoryOrder.FORTRAN);
            assertThat(array.bytes().sum()).isEqualTo(24 * 25 / 2);
            for (long i = 0; i < side; i += 1000) {
                assertThat(array.bytes().get(i, side - 1 - i)).isEqualTo((byte) (i / 1000 + 1));
            }
        }
    }

    @Test
    void csvFileOfTwoHundredMegabytes() throws Exception {
        Path csv = folder.resolve("t.csv");
        long rows = 0;
        long sum = 0;
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            for (long bytes = 0; bytes < 200_000_000; rows++) {
                String line = rows + ",0.12345678901234567,abcdefghij," + -rows + "\n";
                out.write(line);
                bytes += line.length();
                sum += rows;
            }
        }
        Path npy = folder.resolve("t.npy");

        npymap("convert", "--dtype", "[('n', '<i8'), ('x', '<f8'), ('s', 'S10'), ('m', '>i4')]", csv, npy);
        npymap("append", npy, csv);

        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(npy, MapMode.READ_ONLY, Window.all(), arena);
            assertThat(array.rows()).isEqualTo(2 * rows);
            assertThat(array.longs("n").sum()).isEqualTo(2 * sum);
            assertThat(array.ints("m").get(rows - 1)).isEqualTo((int) -(rows - 1));
            assertThat(array.strings("s").get(rows)).isEqualTo("abcdefghij");
        }
    }
}
