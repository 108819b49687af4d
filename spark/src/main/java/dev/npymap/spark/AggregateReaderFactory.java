package dev.npymap.spark;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Makes the readers of a query's tasks, on the executors.
 *
 * @param aggregates what each reads
 */
record AggregateReaderFactory(List<ColumnAggregate> aggregates) implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new AggregateReader((NpyPartition) partition, aggregates);
    }
}
