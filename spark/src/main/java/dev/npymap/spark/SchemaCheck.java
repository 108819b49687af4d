package dev.npymap.spark;

import java.nio.file.Path;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Compares the schema that a caller asks for with the columns that a file has. */
final class SchemaCheck {
    private SchemaCheck() {}

    /**
     * Checks that a file has every column that is asked for; it may have more. Whether a column may be null is the caller's to
     * say: to promise less than a file does is no mistake.
     *
     * @throws IllegalArgumentException if a column is not there, or has another type, or one that Spark does not have
     */
    static void check(Path file, StructType asked, SparkTypes.Columns columns) {
        for (StructField field : asked.fields()) {
            for (SparkTypes.Refused refused : columns.refused()) {
                if (refused.column().equals(field.name())) {
                    throw new IllegalArgumentException(file + ": " + refused);
                }
            }
            int index = columns.schema().getFieldIndex(field.name()).isDefined()
                    ? columns.schema().fieldIndex(field.name())
                    : -1;
            if (index < 0) {
                throw new IllegalArgumentException(file + ": no column " + field.name() + "; it has "
                        + columns.schema().simpleString());
            }
            DataType found = columns.schema().fields()[index].dataType();
            if (!isPart(field.dataType(), found)) {
                throw new IllegalArgumentException(file + ": column " + field.name() + ": expected "
                        + field.dataType().simpleString() + ", found " + found.simpleString());
            }
        }
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
