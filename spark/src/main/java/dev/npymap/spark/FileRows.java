package dev.npymap.spark;

import java.io.Serializable;

/**
 * Rows of one file, as a task is told them.
 *
 * @param path the file
 * @param content what {@link Mapping#content} said of its header on the driver
 * @param identity which file it was on the driver
 * @param whole whether the file has to be mapped whole, its rows being strewn over it
 * @param from the first row, as the file counts
 * @param to the one past the last
 * @param firstRow the number of row {@code from} in the table
 */
record FileRows(String path, String content, FileIdentity identity, boolean whole, long from, long to, long firstRow)
        implements Serializable {
    long rows() {
        return to - from;
    }
}
