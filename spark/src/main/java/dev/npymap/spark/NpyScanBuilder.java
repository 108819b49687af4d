package dev.npymap.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/** What of a query the files themselves can answer: which columns, which rows, how many. */
final class NpyScanBuilder
        implements SupportsPushDownRequiredColumns,
                SupportsPushDownV2Filters,
                SupportsPushDownLimit,
                SupportsPushDownAggregates {
    private final String table;
    private final SourceFiles files;
    private final StructType columns;
    private final boolean rowNumbers;
    private final long partitionBytes;
    private final List<Predicate> pushed = new ArrayList<>();
    private StructType required;
    private RowRange rows;
    private int counts;

    /**
     * @param columns the table's columns
     * @param rowNumbers whether {@link RowColumn#NAME} is the row number, and not a column of the data
     */
    NpyScanBuilder(String table, SourceFiles files, StructType columns, boolean rowNumbers, long partitionBytes) {
        this.table = table;
        this.files = files;
        this.columns = columns;
        this.rowNumbers = rowNumbers;
        this.partitionBytes = partitionBytes;
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

    /** {@inheritDoc} One of counts is a limit of their one row, not of those that they count. */
    @Override
    public boolean pushLimit(int limit) {
        if (counts > 0) {
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

    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return aggregation.groupByExpressions().length == 0
                && Arrays.stream(aggregation.aggregateExpressions()).allMatch(this::countsRows);
    }

    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        if (!supportCompletePushDown(aggregation)) {
            return false;
        }
        counts = aggregation.aggregateExpressions().length;
        return true;
    }

    private boolean countsRows(AggregateFunc function) {
        return switch (function) {
            case CountStar _ -> true;
            case Count count ->
                !count.isDistinct()
                        && count.column() instanceof NamedReference column
                        && column.fieldNames().length == 1
                        && isNeverNull(column.fieldNames()[0]);
            default -> false;
        };
    }

    private boolean isNeverNull(String column) {
        return columns.getFieldIndex(column).isDefined()
                ? !columns.apply(column).nullable()
                : column.equals(RowColumn.NAME);
    }

    @Override
    public Scan build() {
        return counts > 0
                ? new CountScan(table, counts, rows.rows())
                : new NpyScan(table, files, required, rowNumbers, rows, partitionBytes);
    }
}
