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
 * @param hasRowNumbers whether a column of the name {@link RowColumn#NAME} is the row number
 */
record NpyReaderFactory(StructType columns, boolean hasRowNumbers) implements PartitionReaderFactory {
    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        return new NpyReader((NpyPartition) partition, columns, hasRowNumbers);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        throw new UnsupportedOperationException("batches are read, not rows");
    }
}
