package dev.npymap.spark;

import dev.npymap.access.Strided;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Reads what is asked of columns: a row for each batch, which Spark makes one of. */
final class AggregateReader extends BatchReader<InternalRow> {
    private final List<ColumnAggregate> aggregates;

    /** Whether more is asked than sums. */
    private final boolean extremes;

    /** By their paths: a batch of a column is read once, whatever is asked of it. */
    private final Map<List<String>, Numbers> columns = new HashMap<>();

    AggregateReader(NpyPartition partition, List<ColumnAggregate> aggregates) {
        super(partition);
        this.aggregates = aggregates;
        this.extremes = aggregates.stream().anyMatch(ColumnAggregate::isExtreme);
    }

    @Override
    void open(FileRows file, Strided rows) {
        columns.clear();
        for (ColumnAggregate aggregate : aggregates) {
            if (!aggregate.isCount()) {
                columns.computeIfAbsent(aggregate.path(), _ -> Numbers.of(aggregate.column(rows)));
            }
        }
    }

    @Override
    InternalRow read(long from, int count) {
        columns.values().forEach(column -> column.read(from, count, extremes));
        return new GenericInternalRow(aggregates.stream()
                .map(aggregate -> aggregate.of(columns.get(aggregate.path()), count))
                .toArray());
    }
}
