package dev.npymap.spark;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.spark.ColumnAggregate.Function;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which of a query's aggregates the files can answer: counts of rows, and sum, least and greatest of numbers.
 *
 * <p>Not the sum of {@code int64}: Spark tells when it overflows, and a batch's would wrap. Those of narrower ones cannot overflow
 * within a batch.
 */
final class AggregateFunctions {
    private static final Set<DataType> NUMBERS = Set.of(
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.FloatType,
            DataTypes.DoubleType);

    private static final Set<ScalarType.Kind> ARITHMETIC =
            EnumSet.of(ScalarType.Kind.INT, ScalarType.Kind.UINT, ScalarType.Kind.FLOAT);

    private final StructType columns;
    private final List<SourceFile> files;
    private final boolean rowNumbers;

    /**
     * @param columns the table's columns
     * @param rowNumbers whether {@link RowColumn#NAME} is the row number, and not a column of the data
     */
    AggregateFunctions(StructType columns, List<SourceFile> files, boolean rowNumbers) {
        this.columns = columns;
        this.files = files;
        this.rowNumbers = rowNumbers;
    }

    /** {@return what a query asks, if the files can answer all of it} */
    Optional<List<ColumnAggregate>> of(Aggregation aggregation) {
        if (aggregation.groupByExpressions().length > 0) {
            return Optional.empty();
        }
        List<ColumnAggregate> found = new ArrayList<>();
        for (AggregateFunc function : aggregation.aggregateExpressions()) {
            Optional<ColumnAggregate> aggregate = of(function);
            if (aggregate.isEmpty()) {
                return Optional.empty();
            }
            found.add(aggregate.get());
        }
        return Optional.of(List.copyOf(found));
    }

    private Optional<ColumnAggregate> of(AggregateFunc function) {
        return switch (function) {
            case CountStar _ -> Optional.of(count(List.of()));
            case Count count
            when !count.isDistinct() ->
                // Numbers are never absent, though a caller's schema may call them nullable.
                field(count.column())
                        .filter(column ->
                                !column.nullable() || number(count.column()).isPresent())
                        .map(column -> count(column.path()));
            case Sum sum
            when !sum.isDistinct() ->
                number(sum.column())
                        .filter(column -> files.stream().noneMatch(file -> mayOverflow(file, column.path())))
                        .map(column -> new ColumnAggregate(Function.SUM, column.path(), sumType(column.type())));
            case Min min ->
                number(min.column()).map(column -> new ColumnAggregate(Function.MIN, column.path(), column.type()));
            case Max max ->
                number(max.column()).map(column -> new ColumnAggregate(Function.MAX, column.path(), column.type()));
            default -> Optional.empty();
        };
    }

    private static ColumnAggregate count(List<String> path) {
        return new ColumnAggregate(Function.COUNT, path, DataTypes.LongType);
    }

    /** Spark's own: it adds integers as longs, and floats as doubles. */
    private static DataType sumType(DataType type) {
        return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType)
                ? DataTypes.DoubleType
                : DataTypes.LongType;
    }

    /** A column, or a field of one. */
    private record Field(List<String> path, DataType type, boolean nullable) {}

    private Optional<Field> number(Expression expression) {
        return field(expression)
                .filter(column -> NUMBERS.contains(column.type()) && !isRowNumber(column.path()))
                .filter(column -> files.stream().allMatch(file -> isReducible(file, column.path())));
    }

    private Optional<Field> field(Expression expression) {
        if (!(expression instanceof NamedReference reference)) {
            return Optional.empty();
        }
        List<String> path = List.of(reference.fieldNames());
        if (isRowNumber(path)) {
            return Optional.of(new Field(path, RowColumn.FIELD.dataType(), false));
        }
        DataType type = columns;
        boolean nullable = false;
        for (String name : path) {
            if (!(type instanceof StructType struct)
                    || struct.getFieldIndex(name).isEmpty()) {
                return Optional.empty();
            }
            type = struct.apply(name).dataType();
            nullable |= struct.apply(name).nullable();
        }
        return Optional.of(new Field(path, type, nullable));
    }

    private boolean isRowNumber(List<String> path) {
        return rowNumbers && path.equals(List.of(RowColumn.NAME));
    }

    /** Whether elements of the column are numbers of their own in a file, and no parts of complex ones. */
    private static boolean isReducible(SourceFile file, List<String> path) {
        return dtype(file, path)
                .filter(dtype -> dtype instanceof ScalarType scalar && ARITHMETIC.contains(scalar.kind()))
                .isPresent();
    }

    private static boolean mayOverflow(SourceFile file, List<String> path) {
        return dtype(file, path)
                .filter(dtype -> dtype instanceof ScalarType scalar && scalar.kind() == ScalarType.Kind.INT)
                .filter(dtype -> dtype.itemSize() == Long.BYTES)
                .isPresent();
    }

    /** What the column is made of in a file, unless it is no element or field. */
    private static Optional<DType> dtype(SourceFile file, List<String> path) {
        DType dtype = file.header().dtype();
        if (!(dtype instanceof dev.npymap.dtype.StructType)) {
            return path.size() == 1 ? Optional.of(dtype) : Optional.empty();
        }
        for (String name : path) {
            if (!(dtype instanceof dev.npymap.dtype.StructType struct)
                    || struct.field(name).isEmpty()) {
                return Optional.empty();
            }
            dtype = struct.field(name).get().dtype();
        }
        return Optional.of(dtype);
    }
}
