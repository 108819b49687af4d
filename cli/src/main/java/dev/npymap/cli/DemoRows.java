package dev.npymap.cli;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** What the demo's file holds. */
final class DemoRows {
    static final DType DTYPE = DType.struct()
            .field("id", DType.INT64)
            .field("x", DType.FLOAT64)
            .field("y", DType.FLOAT64)
            .field("share", DType.INT32)
            .build();

    /** How many rows pass between two looks at the clock. */
    private static final int STEP = 1 << 16;

    private DemoRows() {}

    /**
     * The work on share {@code n}, or on its first rows: what a user's own program would do.
     *
     * @param rows how many
     * @param progress takes how many are filled
     */
    static void fill(NpyArray mine, long n, long rows, LongConsumer progress) {
        LongAccessor id = mine.longs("id");
        DoubleAccessor x = mine.doubles("x");
        DoubleAccessor y = mine.doubles("y");
        IntAccessor share = mine.ints("share");
        long first = mine.firstRow();
        for (long from = 0; from < rows; from += STEP) {
            long to = Math.min(rows, from + STEP);
            for (long row = from; row < to; row++) {
                long i = first + row;
                id.set(row, i);
                x.set(row, i * 0.5);
                y.set(row, -i * 0.25);
                share.set(row, (int) n);
            }
            progress.accept(to);
        }
    }

    /**
     * Reads every row, through a map of its own.
     *
     * @throws FileSystemException if one does not hold what it should
     */
    static void verify(Path file, int processes, LongConsumer progress) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray all = Npy.map(file, MapMode.READ_ONLY, Window.all(), arena);
            LongAccessor id = all.longs("id");
            DoubleAccessor x = all.doubles("x");
            DoubleAccessor y = all.doubles("y");
            IntAccessor share = all.ints("share");
            long end = 0;
            for (int n = 0; n < processes; n++) {
                long from = end;
                // By numpy.array_split's rule, worked out anew: what the workers used is what is verified.
                end += all.rows() / processes + (n < all.rows() % processes ? 1 : 0);
                for (long i = from; i < end; i++) {
                    if (id.get(i) != i || x.get(i) != i * 0.5 || y.get(i) != -i * 0.25 || share.get(i) != n) {
                        String found =
                                "id %d, x %s, y %s, share %d".formatted(id.get(i), x.get(i), y.get(i), share.get(i));
                        String expected = "id %d, x %s, y %s, share %d".formatted(i, i * 0.5, -i * 0.25, n);
                        throw new FileSystemException(
                                file.toString(),
                                null,
                                "row " + i + " holds " + found + "; what was written is " + expected);
                    }
                    if (i % STEP == 0) {
                        progress.accept(i);
                    }
                }
            }
            progress.accept(end);
        }
    }
}
