package dev.npymap.spark;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.types.StructType;

/**
 * What the headers know, as {@code count(*)}: no task runs. Where there are rows, only counts are known; of no rows everything
 * is.
 */
record KnownScan(String table, List<ColumnAggregate> aggregates, long count) implements LocalScan {
    @Override
    public StructType readSchema() {
        return ColumnAggregate.schema(aggregates);
    }

    @Override
    public InternalRow[] rows() {
        return new InternalRow[] {
            new GenericInternalRow(aggregates.stream()
                    .map(aggregate -> aggregate.isCount() ? (Object) count : null)
                    .toArray())
        };
    }

    @Override
    public String description() {
        return table + " known from headers";
    }
}
