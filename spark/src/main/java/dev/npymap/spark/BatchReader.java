package dev.npymap.spark;

import dev.npymap.access.Strided;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Iterator;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Goes through the rows of a task, a batch at a time. Between two batches Spark looks whether the task was cancelled.
 *
 * @param <T> what Spark is given for a batch
 */
abstract class BatchReader<T> implements PartitionReader<T> {
    /** How many rows a batch has at most: a loop goes over one, and a column of it stays in the cache. */
    static final int ROWS = 1 << 15;

    private final Iterator<FileRows> files;
    // Not confined: Spark hands the batches of a task to another of its threads where Python is to read them.
    private Arena arena;
    private FileRows file;
    private long next;
    private T batch;

    BatchReader(NpyPartition partition) {
        this.files = partition.files().iterator();
    }

    /** Takes the rows of a file, their first dimension counting them, for the batches that follow. */
    abstract void open(FileRows file, Strided rows);

    /** {@return some of the rows that were opened last} */
    abstract T read(long from, int count);

    @Override
    public final boolean next() throws IOException {
        while (file == null || next == file.rows()) {
            if (!files.hasNext()) {
                return false;
            }
            map(files.next());
        }
        int count = (int) Math.min(ROWS, file.rows() - next);
        batch = read(next, count);
        next += count;
        return true;
    }

    @SuppressWarnings("MustBeClosed") // close() does, which Spark calls when a task ends
    private void map(FileRows mapped) throws IOException {
        close();
        arena = Arena.ofShared();
        open(mapped, Mapping.map(mapped, arena));
        file = mapped;
        next = 0;
    }

    @Override
    public final T get() {
        return batch;
    }

    @Override
    public final void close() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }
}
