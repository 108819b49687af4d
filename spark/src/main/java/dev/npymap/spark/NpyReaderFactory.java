package dev.npymap.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Makes the readers of a query's tasks, on the executors.
 *
 * @param columns the columns to read
 * @param rowNumbers whether {@link RowColumn#NAME} is the row number, and not a column of the data
 */
record NpyReaderFactory(StructType columns, boolean rowNumbers) implements PartitionReaderFactory {
    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        return new NpyReader((NpyPartition) partition, columns, rowNumbers);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        throw new UnsupportedOperationException("batches are read, not rows");
    }
}
