package dev.npymap.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;
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
 * @param partitionBytes how many bytes of a file a task reads, or four times as many
 */
record AggregateScan(
        String table, SourceFiles files, List<ColumnAggregate> aggregates, RowRange rows, long partitionBytes)
        implements Scan, Batch {
    private static final int TASKS_A_CORE = 4;
    private static final int LARGER = 4;

    @Override
    public StructType readSchema() {
        return ColumnAggregate.schema(aggregates);
    }

    @Override
    public String description() {
        return table + " rows " + rows.from() + " to " + rows.to() + ", aggregated";
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return Partitions.of(files.files(), rows, taskBytes());
    }

    /** Larger shares, if every core gets some all the same: a task costs Spark milliseconds, in which memory gives 100 MB. */
    private long taskBytes() {
        double bytes = 0;
        for (SourceFile file : files.files()) {
            bytes += file.rowBytes() * rows.and(file.range()).rows();
        }
        int cores = SparkSession.active().sparkContext().defaultParallelism();
        return Math.clamp(
                (long) (bytes / cores / TASKS_A_CORE), partitionBytes, (long) ((double) LARGER * partitionBytes));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new AggregateReaderFactory(aggregates);
    }
}
