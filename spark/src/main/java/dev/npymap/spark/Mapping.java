package dev.npymap.spark;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.Strided;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Maps the rows that a task reads. */
final class Mapping {
    private Mapping() {}

    /**
     * {@return what must not change between the plan and the task that reads}; rows may be appended meanwhile, which changes
     * nothing for those that were there
     */
    static String content(NpyHeader header) {
        return (header.shape().rank() == 0 ? "one element of " : "rows of ") + header.dtype() + ", shape "
                + Arrays.toString(SparkTypes.rowShape(header)) + (isTransposed(header) ? ", in Fortran order" : "");
    }

    /** {@return whether no window of the file holds some rows alone}; a map of all of it costs addresses, not memory */
    static boolean needsWhole(NpyHeader header) {
        return isTransposed(header) || header.shape().rank() == 0;
    }

    /** Whether rows, which run along the first axis here, do not lie one behind the other. */
    private static boolean isTransposed(NpyHeader header) {
        return header.order() == MemoryOrder.FORTRAN && header.shape().rank() > 1;
    }

    /**
     * {@return the rows, mapped}; at least one dimension, the first of which counts them
     *
     * @throws IOException if the file cannot be mapped, or is another one than when the query was planned
     */
    static Strided map(FileRows rows, Arena arena) throws IOException {
        try {
            NpyArray array = open(rows, arena);
            check(rows, array.header());
            if (rows.identity().isReplacedBy(FileIdentity.of(Path.of(rows.path())))) {
                throw replaced(rows);
            }
            Strided elements = array.elements();
            if (elements.rank() == 0) {
                return elements.reshape(Shape.of(1));
            }
            return rows.whole() ? elements.slice(0, rows.from(), rows.to(), 1) : elements;
        } catch (NoSuchFileException e) {
            throw new IOException(
                    rows.path()
                            + ": the driver saw it, this executor does not: files must be on a file system that every"
                            + " executor has mounted at the same path; or it was deleted since, as an overwrite deletes"
                            + " the old parts",
                    e);
        }
    }

    private static NpyArray open(FileRows rows, Arena arena) throws IOException {
        Path path = Path.of(rows.path());
        Window window = rows.whole() ? Window.all() : Window.rows(rows.from(), rows.to());
        try {
            return Npy.map(path, MapMode.READ_ONLY, window, arena);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // It has no such window any more: says what it has, unless yet another file has taken its place by now.
            check(rows, Npy.readHeader(path));
            throw (IOException) replaced(rows).initCause(e);
        }
    }

    private static IOException replaced(FileRows rows) {
        return new IOException(rows.path() + ": it was replaced after the query was planned");
    }

    private static void check(FileRows rows, NpyHeader header) throws IOException {
        String found = content(header);
        if (!found.equals(rows.content())) {
            throw new IOException(rows.path() + ": it was changed after the query was planned: expected "
                    + rows.content() + "; found " + found);
        }
        if (SourceFile.rows(header) < rows.to()) {
            throw new IOException(rows.path() + ": it lost rows after the query was planned: expected " + rows.to()
                    + " or more, found " + SourceFile.rows(header));
        }
    }
}
