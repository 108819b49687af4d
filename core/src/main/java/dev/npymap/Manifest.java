package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import dev.npymap.literal.JsonText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What a folder's {@code _manifest.json} says: dtype and shape of the rows, and which files hold them, in which order.
 *
 * @param dtype what an element is; never a sub-array
 * @param rowShape the shape of one row
 * @param entries the files, in the order of their rows
 */
record Manifest(DType dtype, Shape rowShape, List<Entry> entries) {
    static final String NAME = "_manifest.json";

    /** The version of the form that is read and written. */
    static final int VERSION = 1;

    /**
     * One file.
     *
     * @param file its name in the folder
     * @param rows how many rows it has
     * @param bytes its size
     */
    record Entry(String file, long rows, long bytes) {
        Entry {
            if (!isName(file)) {
                throw new IllegalArgumentException("expected the name of a file in the folder, found " + quoted(file));
            }
            if (rows < 0) {
                throw new IllegalArgumentException("a file of " + rows + " rows");
            }
            if (bytes < 0) {
                throw new IllegalArgumentException("a file of " + bytes + " bytes");
            }
        }

        /** What leads out of the folder on any system is no name on any, lest a manifest be safe here and not there. */
        private static boolean isName(String file) {
            return !file.isEmpty()
                    && !file.equals(".")
                    && !file.equals("..")
                    && file.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\' || c == ':');
        }

        /** As Java may have it, which JSON cannot. */
        private static String quoted(String file) {
            return "\"" + file.replaceAll("\\p{Cntrl}", "?") + "\"";
        }
    }

    Manifest {
        entries = List.copyOf(entries);
        Set<String> names = new HashSet<>();
        long rows = 0;
        long bytes = 0;
        for (Entry entry : entries) {
            if (!names.add(entry.file())) {
                throw new IllegalArgumentException("the file " + entry.file() + " is listed twice");
            }
            rows += entry.rows();
            if (rows < 0) {
                throw new IllegalArgumentException("more than 2^63 - 1 rows");
            }
            bytes += entry.bytes();
            if (bytes < 0) {
                throw new IllegalArgumentException("more than 2^63 - 1 bytes");
            }
        }
        // Refuses what would be too large for one array.
        NpyHeader header = NpyHeader.of(dtype, MemoryOrder.C, Shape.of(rows).append(rowShape));
        if (!header.dtype().equals(dtype)) {
            throw new IllegalArgumentException("a manifest's dtype is no sub-array: " + dtype);
        }
    }

    Shape shape(long rows) {
        return Shape.of(rows).append(rowShape);
    }

    /**
     * {@return the header of a file whose rows are such as this says}
     *
     * @throws NpyFormatException if they are others
     */
    NpyHeader readHeader(Path path, FileChannel channel) throws IOException {
        NpyHeader header = NpyHeader.read(channel, path, ReadOptions.defaults());
        int rank = header.shape().rank();
        boolean isFortran = rank > 1 && header.order() == MemoryOrder.FORTRAN;
        if (rank == 0
                || isFortran
                || !header.dtype().equals(dtype)
                || !header.shape().inner().equals(rowShape)) {
            String found = rank == 0
                    ? "a 0-d array"
                    : describe(header.dtype(), header.shape().inner());
            throw new NpyFormatException(
                    path.toString(),
                    0,
                    "expected " + describe(dtype, rowShape) + ", found " + found
                            + (isFortran ? ", in Fortran order" : ""));
        }
        return header;
    }

    /** {@return what rows are, for messages} */
    static String describe(DType dtype, Shape rowShape) {
        return "rows of dtype " + dtype + ", each of the shape " + rowShape;
    }

    /** Made for people too: a file has a line of its own. */
    String toJson() {
        StringJoiner files = new StringJoiner(",\n    ", "[\n    ", "\n  ]").setEmptyValue("[]");
        for (Entry entry : entries) {
            files.add("{\"file\": " + JsonText.quote(entry.file()) + ", \"rows\": " + entry.rows() + ", \"bytes\": "
                    + entry.bytes() + "}");
        }
        StringJoiner dims = new StringJoiner(", ", "[", "]");
        for (long dim : rowShape.toArray()) {
            dims.add(Long.toString(dim));
        }
        return "{\n  \"npymap\": " + VERSION + ",\n  \"descr\": " + JsonText.quote(dtype.descr())
                + ",\n  \"row_shape\": " + dims + ",\n  \"parts\": " + files + "\n}\n";
    }
}
