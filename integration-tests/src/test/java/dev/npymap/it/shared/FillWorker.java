package dev.npymap.it.shared;

import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that fills shares of one file until none is left for it, each with a pause in its middle, unless there is a file that
 * says to hurry: FILE SHARES MILLIS.
 */
final class FillWorker {
    private FillWorker() {}

    /** {@return the file that ends the pauses of those who fill another} The Python worker knows it too. */
    static Path hurry(Path file) {
        return file.resolveSibling(file.getFileName() + ".hurry");
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        long millis = Long.parseLong(arguments[2]);
        SharedFill fill = SharedFill.open(file, Long.parseLong(arguments[1]));
        System.out.println(fill.run(share -> fill(share, Files.exists(hurry(file)) ? 0 : millis)));
    }

    private static void fill(NpyArray share, long millis) throws IOException {
        long half = share.rows() / 2;
        fill(share, 0, half);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        fill(share, half, share.rows());
    }

    /** Makes each element the root of its row's number. */
    static void fill(NpyArray share, long from, long to) {
        DoubleAccessor roots = share.doubles();
        for (long row = from; row < to; row++) {
            roots.set(row, Math.sqrt((double) (share.firstRow() + row)));
        }
    }
}
