package dev.npymap.spark;

import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/**
 * A range of rows and some of their columns, to be read by tasks. Two scans are equal if they read the same, so that Spark
 * does once what a query asks for twice.
 *
 * @param table the table's name, for plans
 * @param files its files
 * @param readSchema the columns to read
 * @param rowNumbers whether {@link RowColumn#NAME} is the row number, and not a column of the data
 * @param rows the rows to read
 * @param partitionBytes how many bytes of a file a task reads at most
 */
record NpyScan(
        String table, SourceFiles files, StructType readSchema, boolean rowNumbers, RowRange rows, long partitionBytes)
        implements Batch, SupportsReportStatistics {
    @Override
    public String description() {
        return table + " rows " + rows.from() + " to " + rows.to();
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
        return new NpyReaderFactory(readSchema, rowNumbers);
    }

    /** {@inheritDoc} Bytes are those of Spark's rows, as which it holds what is read. */
    @Override
    public Statistics estimateStatistics() {
        long count = rows.rows();
        double bytes = 0;
        for (SourceFile file : files.files()) {
            long some = rows.and(file.range()).rows();
            bytes += some == 0 ? 0 : (double) some * RowSizes.bytes(file.header(), readSchema);
        }
        long size = (long) bytes;
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(size);
            }

            @Override
            public OptionalLong numRows() {
                return OptionalLong.of(count);
            }
        };
    }
}
