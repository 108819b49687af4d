package dev.npymap.spark;

import dev.npymap.access.Strided;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Reads what is asked of columns: a row for each batch, which Spark makes one of. */
final class AggregateReader extends BatchReader<InternalRow> {
    private final List<ColumnAggregate> aggregates;
    private Strided[] columns;

    AggregateReader(NpyPartition partition, List<ColumnAggregate> aggregates) {
        super(partition);
        this.aggregates = aggregates;
    }

    @Override
    void open(FileRows file, Strided rows) {
        columns = aggregates.stream().map(aggregate -> aggregate.column(rows)).toArray(Strided[]::new);
    }

    @Override
    InternalRow read(long from, int count) {
        Object[] values = new Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = aggregates.get(i).of(columns[i].slice(0, from, from + count, 1));
        }
        return new GenericInternalRow(values);
    }
}
