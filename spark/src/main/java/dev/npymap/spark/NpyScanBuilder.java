package dev.npymap.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/** What of a query the files themselves can answer: which columns, which rows, how many, their sums. */
final class NpyScanBuilder
        implements SupportsPushDownRequiredColumns,
                SupportsPushDownV2Filters,
                SupportsPushDownLimit,
                SupportsPushDownAggregates {
    private final String table;
    private final SourceFiles files;
    private final boolean rowNumbers;
    private final long partitionBytes;
    private final long longPartitionBytes;
    private final AggregateFunctions functions;
    private final List<Predicate> pushed = new ArrayList<>();
    private StructType required;
    private RowRange rows;
    private List<ColumnAggregate> aggregates = List.of();

    /**
     * @param columns the table's columns
     * @param rowNumbers whether {@link RowColumn#NAME} is the row number, and not a column of the data
     * @param partitionBytes how many bytes of a file a task reads at most
     * @param longPartitionBytes the same for tasks that aggregate, if every core has some
     */
    NpyScanBuilder(
            String table,
            SourceFiles files,
            StructType columns,
            boolean rowNumbers,
            long partitionBytes,
            long longPartitionBytes) {
        this.table = table;
        this.files = files;
        this.functions = new AggregateFunctions(columns, files.files(), rowNumbers);
        this.rowNumbers = rowNumbers;
        this.partitionBytes = partitionBytes;
        this.longPartitionBytes = longPartitionBytes;
        this.required = columns;
        this.rows = new RowRange(0, files.rows());
    }

    @Override
    public void pruneColumns(StructType asked) {
        required = asked;
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        List<Predicate> left = new ArrayList<>();
        for (Predicate predicate : predicates) {
            Optional<RowRange> range = rowNumbers ? RowPredicates.range(predicate) : Optional.empty();
            if (range.isPresent()) {
                rows = rows.and(range.get());
                pushed.add(predicate);
            } else {
                left.add(predicate);
            }
        }
        return left.toArray(Predicate[]::new);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.toArray(Predicate[]::new);
    }

    /** {@inheritDoc} One of aggregates is a limit of their one row, not of those that they are of. */
    @Override
    public boolean pushLimit(int limit) {
        if (!aggregates.isEmpty()) {
            return false;
        }
        rows = rows.first(limit);
        return true;
    }

    /** {@return false} The rows left are no more than the limit, whichever tasks read them. */
    @Override
    public boolean isPartiallyPushed() {
        return false;
    }

    /** {@return whether only rows are counted: sums and the like come in parts, and Spark makes one of them} */
    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return functions.of(aggregation).filter(NpyScanBuilder::areCounts).isPresent();
    }

    private static boolean areCounts(List<ColumnAggregate> aggregates) {
        return aggregates.stream().allMatch(ColumnAggregate::isCount);
    }

    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        aggregates = functions.of(aggregation).orElse(List.of());
        return !aggregates.isEmpty();
    }

    @Override
    public Scan build() {
        if (aggregates.isEmpty()) {
            return new NpyScan(table, files, required, rowNumbers, rows, partitionBytes);
        }
        return rows.rows() == 0 || areCounts(aggregates)
                ? new KnownScan(table, aggregates, rows.rows())
                : new AggregateScan(
                        table,
                        files,
                        aggregates,
                        rows,
                        Partitions.bytes(files.files(), rows, partitionBytes, longPartitionBytes));
    }
}
