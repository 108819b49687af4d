package dev.npymap.spark;

import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Compares the schema that a caller asks for with the columns that a file has. */
final class SchemaCheck {
    private SchemaCheck() {}

    /**
     * Checks that a file has every column that is asked for; it may have more. To allow nulls where there are none is no
     * mistake, but to exclude those that may be there is: Spark would not look for them, and read anything.
     *
     * @throws IllegalArgumentException if a column is not there, or has another type, or one that Spark does not have, or may be
     *     null against the caller's word
     */
    static void check(Path file, StructType asked, SparkTypes.Columns columns) {
        for (StructField field : asked.fields()) {
            for (SparkTypes.Refused refused : columns.refused()) {
                if (refused.column().equals(field.name())) {
                    throw new IllegalArgumentException(file + ": " + refused);
                }
            }
            if (columns.schema().getFieldIndex(field.name()).isEmpty()) {
                throw new IllegalArgumentException(file + ": no column " + field.name() + "; it has "
                        + columns.schema().simpleString());
            }
            StructField column = columns.schema().apply(field.name());
            DataType found = column.dataType();
            if (!isPart(field.dataType(), found)) {
                throw new IllegalArgumentException(file + ": column " + field.name() + ": expected "
                        + field.dataType().simpleString() + ", found " + found.simpleString());
            }
            if (excludesNulls(field, column)) {
                throw new IllegalArgumentException(file + ": column " + field.name() + ": expected NOT NULL, found "
                        + found.simpleString() + " that may be null: NaT is");
            }
        }
    }

    /** Whether a column that has the type asked for may have nulls that are not asked for, itself or in what it holds. */
    private static boolean excludesNulls(StructField asked, StructField found) {
        return (found.nullable() && !asked.nullable()) || excludesNulls(asked.dataType(), found.dataType());
    }

    private static boolean excludesNulls(DataType asked, DataType found) {
        return switch (asked) {
            case ArrayType array -> {
                ArrayType other = (ArrayType) found;
                yield (other.containsNull() && !array.containsNull())
                        || excludesNulls(array.elementType(), other.elementType());
            }
            case StructType struct ->
                Arrays.stream(struct.fields())
                        .anyMatch(field -> excludesNulls(field, ((StructType) found).apply(field.name())));
            default -> false;
        };
    }

    /** Whether one type is another, but for fields of structs that are left out and for what may be null. */
    private static boolean isPart(DataType asked, DataType found) {
        return switch (asked) {
            case ArrayType array ->
                found instanceof ArrayType other && isPart(array.elementType(), other.elementType());
            case StructType struct -> found instanceof StructType other && isPart(struct, other);
            default -> asked.equals(found);
        };
    }

    private static boolean isPart(StructType asked, StructType found) {
        for (StructField field : asked.fields()) {
            if (found.getFieldIndex(field.name()).isEmpty()
                    || !isPart(field.dataType(), found.apply(field.name()).dataType())) {
                return false;
            }
        }
        return true;
    }
}
