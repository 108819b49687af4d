package dev.npymap.spark;

import dev.npymap.access.Strided;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads columns: a batch is a view of mapped memory, and nothing is copied to make one. */
final class NpyReader extends BatchReader<ColumnarBatch> {
    private final StructType columns;
    private final boolean rowNumbers;
    private NpyVector[] vectors;

    NpyReader(NpyPartition partition, StructType columns, boolean rowNumbers) {
        super(partition);
        this.columns = columns;
        this.rowNumbers = rowNumbers;
    }

    @Override
    void open(FileRows file, Strided rows) {
        vectors = new Vectors(file.path()).of(rows, file.firstRow(), columns, rowNumbers);
    }

    @Override
    ColumnarBatch read(long from, int count) {
        ColumnVector[] slices = new ColumnVector[vectors.length];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = vectors[i].slice(from, count);
        }
        return new ColumnarBatch(slices, count);
    }
}
