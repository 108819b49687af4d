package dev.npymap.spark;

import dev.npymap.access.Strided;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Iterator;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Goes through the rows of a task, a batch at a time; a batch is a view of mapped memory, and nothing is copied to make one. */
final class NpyReader implements PartitionReader<ColumnarBatch> {
    /**
     * How many rows a batch has at most. Between two batches Spark looks whether the task was cancelled, and counts rows; a loop
     * of generated code goes over one.
     */
    private static final int BATCH_ROWS = 1 << 15;

    private final Iterator<FileRows> files;
    private final StructType columns;
    private final boolean rowNumbers;
    // Not confined: Spark hands the batches of a task to another of its threads where Python is to read them.
    private Arena arena;
    private FileRows file;
    private NpyVector[] vectors;
    private long next;
    private ColumnarBatch batch;

    NpyReader(NpyPartition partition, StructType columns, boolean rowNumbers) {
        this.files = partition.files().iterator();
        this.columns = columns;
        this.rowNumbers = rowNumbers;
    }

    @Override
    public boolean next() throws IOException {
        while (file == null || next == file.rows()) {
            if (!files.hasNext()) {
                return false;
            }
            open(files.next());
        }
        int count = (int) Math.min(BATCH_ROWS, file.rows() - next);
        ColumnVector[] slices = new ColumnVector[vectors.length];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = vectors[i].slice(next, count);
        }
        batch = new ColumnarBatch(slices, count);
        next += count;
        return true;
    }

    @SuppressWarnings("MustBeClosed") // close() does, which Spark calls when a task ends
    private void open(FileRows opened) throws IOException {
        close();
        arena = Arena.ofShared();
        Strided rows = Mapping.map(opened, arena);
        vectors = new Vectors(opened.path()).of(rows, opened.firstRow(), columns, rowNumbers);
        file = opened;
        next = 0;
    }

    @Override
    public ColumnarBatch get() {
        return batch;
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }
}
