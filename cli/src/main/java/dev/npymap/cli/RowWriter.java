package dev.npymap.cli;

import java.io.IOException;

/** Writes rows, one a line. */
interface RowWriter extends AutoCloseable {
    /** Writes the row that begins at an offset. */
    void write(long offset) throws IOException;

    /** Writes what is still in a buffer. */
    @Override
    void close() throws IOException;
}
