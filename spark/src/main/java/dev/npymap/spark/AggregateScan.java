package dev.npymap.spark;

import java.util.List;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/**
 * Sums and the like of some rows, to be computed by tasks where the rows lie: no element becomes one of Spark's.
 *
 * @param table the table's name, for plans
 * @param files its files
 * @param aggregates what is asked for
 * @param rows of which rows
 * @param partitionBytes how many bytes of a file a task reads at most
 */
record AggregateScan(
        String table, SourceFiles files, List<ColumnAggregate> aggregates, RowRange rows, long partitionBytes)
        implements Scan, Batch {
    @Override
    public StructType readSchema() {
        return ColumnAggregate.schema(aggregates);
    }

    @Override
    public String description() {
        return table + " rows " + rows.from() + " to " + rows.to() + ": " + aggregates;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return Partitions.of(files.files(), rows, partitionBytes);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new AggregateReaderFactory(aggregates);
    }
}
