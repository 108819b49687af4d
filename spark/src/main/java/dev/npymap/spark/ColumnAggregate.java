package dev.npymap.spark;

import dev.npymap.access.Strided;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;

/**
 * What a query asks of a column as a whole.
 *
 * @param function what is asked
 * @param path the column's name, followed by those of fields where it is a struct; empty where rows are counted
 * @param type of what type the answer is
 */
record ColumnAggregate(Function function, List<String> path, DataType type) implements Serializable {
    /** What can be asked. */
    enum Function {
        COUNT,
        SUM,
        MIN,
        MAX
    }

    /** {@return the columns of a scan that answers} */
    static StructType schema(List<ColumnAggregate> aggregates) {
        StructType schema = new StructType();
        for (ColumnAggregate aggregate : aggregates) {
            schema = schema.add(aggregate.toString(), aggregate.type, !aggregate.isCount());
        }
        return schema;
    }

    boolean isCount() {
        return function == Function.COUNT;
    }

    boolean isExtreme() {
        return function == Function.MIN || function == Function.MAX;
    }

    /** {@return the elements of the column, in rows of a table} */
    Strided column(Strided rows) {
        Strided column = rows;
        for (String name : path) {
            // A plain array is its only column.
            if (column.dtype() instanceof dev.npymap.dtype.StructType struct) {
                column = Vectors.field(column, struct, name);
            }
        }
        return column;
    }

    /**
     * {@return the answer for a batch, as Spark's rows have it}
     *
     * @param numbers the column's, of that batch; null where rows are counted
     * @param count how many rows it has
     */
    Object of(Numbers numbers, int count) {
        return switch (function) {
            case COUNT -> (long) count;
            case SUM -> numbers.sum();
            case MIN -> narrow(numbers.least());
            case MAX -> narrow(numbers.greatest());
        };
    }

    /** A number that is an element, in the class that Spark has for it. */
    private Number narrow(Number element) {
        return switch (type) {
            case ByteType _ -> element.byteValue();
            case ShortType _ -> element.shortValue();
            case IntegerType _ -> element.intValue();
            case FloatType _ -> element.floatValue();
            default -> element;
        };
    }

    /** As SQL has it, for plans. */
    @Override
    public String toString() {
        return function.name().toLowerCase(Locale.ROOT) + "(" + (path.isEmpty() ? "*" : String.join(".", path)) + ")";
    }
}
