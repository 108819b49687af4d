package dev.npymap.it.fault;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * What is accessed: the second halves of two mapped files. (The first page of a file keeps its block, and does not vanish with
 * the rest.)
 *
 * @param dense elements of {@code <i8}
 * @param rows of structs with fields of every kind
 * @param records these rows
 * @param heap the same two, of other files, as source and target of copies
 */
record AccessTarget(NpyArray dense, NpyArray rows, RecordAccessor<Row> records, AccessTarget heap) {
    private static final int SIZE = 10_000;

    /** All fields are aligned, 128 bytes together. */
    private static final DType DTYPE = DType.of("[('n', '<i8'), ('m', '>i8'), ('a', '<i8'), ('x', '<f8'), ('y', '>f8'),"
            + " ('i', '<i4'), ('j', '<i4'), ('h', '<f2'), ('b', '?'), ('', 'V5'), ('s', 'S8'), ('u', '<U4'), ('v', 'V8'),"
            + " ('t', '<M8[s]'), ('c', '<c16'), ('l', '<f16')]");

    /** A row of which a part is read. */
    record Row(long n, double y, String s) {}

    /** Makes the files in a folder. */
    static void create(Path folder, CreateOptions options) throws IOException {
        Npy.allocate(denseFile(folder), DType.INT64, Shape.of(SIZE), options);
        Npy.allocate(rowsFile(folder), DTYPE, Shape.of(SIZE), options);
    }

    static Path denseFile(Path folder) {
        return folder.resolve("dense.npy");
    }

    static Path rowsFile(Path folder) {
        return folder.resolve("rows.npy");
    }

    static AccessTarget map(Path folder, AccessTarget heap) throws IOException {
        Window half = Window.rows(SIZE / 2, SIZE);
        NpyArray rows = Npy.map(rowsFile(folder), MapMode.READ_WRITE, half);
        return new AccessTarget(
                Npy.map(denseFile(folder), MapMode.READ_WRITE, half), rows, rows.records(Row.class), heap);
    }

    /** {@return as many as there are elements} */
    long[] longs() {
        return new long[(int) dense.rows()];
    }
}
