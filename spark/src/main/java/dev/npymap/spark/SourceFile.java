package dev.npymap.spark;

import dev.npymap.format.NpyHeader;
import java.nio.file.Path;

/**
 * A file of a table.
 *
 * @param path where it is, absolute
 * @param header its header, as it was when the table was made
 * @param identity which file it was then
 * @param firstRow its first row's number in the table
 * @param rows how many rows it has: the length of the first axis in either memory order, 1 for an array of rank 0
 */
record SourceFile(Path path, NpyHeader header, FileIdentity identity, long firstRow, long rows) {
    static long rows(NpyHeader header) {
        return header.shape().rank() == 0 ? 1 : header.shape().dim(0);
    }

    /** {@return its rows, as the table numbers them} */
    RowRange range() {
        return new RowRange(firstRow, firstRow + rows);
    }

    /** {@return the size of a row, in bytes} */
    double rowBytes() {
        return rows == 0 ? 0 : (double) header.payloadSize() / rows;
    }
}
