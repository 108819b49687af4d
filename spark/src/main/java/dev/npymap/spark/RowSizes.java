package dev.npymap.spark;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.NpyHeader;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * How large what is read of a row is in Spark's memory. Spark's own estimate takes an array for one element, and a string for 20
 * characters, by which it would broadcast what no heap holds.
 */
final class RowSizes {
    /** What Spark holds beside the values of a row, or of a string or binary. */
    private static final int OVERHEAD = 8;

    private RowSizes() {}

    /** {@return the bytes of some columns of a row of a file; no less than Spark's own estimate} */
    static double bytes(NpyHeader header, org.apache.spark.sql.types.StructType columns) {
        long[] dims = SparkTypes.rowShape(header);
        double bytes = 0;
        for (StructField column : columns.fields()) {
            if (header.dtype() instanceof StructType struct) {
                bytes += struct.field(column.name())
                        .map(field -> array(field.dtype(), dims, column.dataType()))
                        .orElse((double) column.dataType().defaultSize());
            } else if (column.name().equals(SparkTypes.VALUE)) {
                bytes += array(header.dtype(), dims, column.dataType());
            } else {
                // The row's number.
                bytes += column.dataType().defaultSize();
            }
        }
        return OVERHEAD + Math.max(bytes, columns.defaultSize());
    }

    private static double array(DType dtype, long[] dims, DataType type) {
        double count = 1;
        DataType element = type;
        for (long dim : dims) {
            count *= dim;
            element = ((ArrayType) element).elementType();
        }
        return count * value(dtype, element);
    }

    private static double value(DType dtype, DataType type) {
        return switch (dtype) {
            case SubarrayType array -> array(array.base(), array.shape().toArray(), type);
            case StructType struct -> fields(struct, (org.apache.spark.sql.types.StructType) type);
            case ScalarType scalar ->
                switch (scalar.kind()) {
                    case BYTES, VOID, STRING -> (double) OVERHEAD + scalar.itemSize();
                    default -> Math.max(scalar.itemSize(), type.defaultSize());
                };
        };
    }

    /** Those that are left of a struct's. */
    private static double fields(StructType struct, org.apache.spark.sql.types.StructType type) {
        return Arrays.stream(type.fields())
                .mapToDouble(
                        field -> value(struct.field(field.name()).orElseThrow().dtype(), field.dataType()))
                .sum();
    }
}
