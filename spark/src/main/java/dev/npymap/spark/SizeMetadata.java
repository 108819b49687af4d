package dev.npymap.spark;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.NpyHeader;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * Notes the sizes that Spark's types do not have, of strings, bytes and arrays, in the metadata of columns, so that what was read
 * can be written without options.
 */
final class SizeMetadata {
    private SizeMetadata() {}

    /** {@return whether rows of two files have the same sizes} */
    static boolean isAlike(NpyHeader one, NpyHeader other) {
        return one.dtype().equals(other.dtype()) && Arrays.equals(SparkTypes.rowShape(one), SparkTypes.rowShape(other));
    }

    /** {@return the columns of a file, with the sizes that its dtype has} */
    static org.apache.spark.sql.types.StructType add(org.apache.spark.sql.types.StructType columns, NpyHeader header) {
        long[] dims = SparkTypes.rowShape(header);
        if (header.dtype() instanceof StructType struct) {
            return fields(columns, struct, dims);
        }
        StructField value = columns.fields()[0];
        return new org.apache.spark.sql.types.StructType(new StructField[] {noted(value, header.dtype(), dims)});
    }

    /** A caller may have left fields out. */
    private static org.apache.spark.sql.types.StructType fields(
            org.apache.spark.sql.types.StructType columns, StructType struct, long[] dims) {
        return new org.apache.spark.sql.types.StructType(Arrays.stream(columns.fields())
                .map(field -> struct.field(field.name())
                        .map(found -> noted(field, found.dtype(), dims))
                        .orElse(field))
                .toArray(StructField[]::new));
    }

    private static StructField noted(StructField field, DType dtype, long[] dims) {
        if (dtype instanceof SubarrayType array) {
            return noted(
                    field,
                    array.base(),
                    LongStream.concat(
                                    Arrays.stream(dims),
                                    Arrays.stream(array.shape().toArray()))
                            .toArray());
        }
        MetadataBuilder sizes = new MetadataBuilder();
        if (dims.length > 0) {
            sizes.putLongArray(WriteOptions.LENGTH_KEY, dims);
        }
        if (dtype instanceof ScalarType scalar) {
            switch (scalar.kind()) {
                case STRING -> sizes.putLong(WriteOptions.WIDTH_KEY, scalar.itemSize() / Integer.BYTES);
                case BYTES -> sizes.putLong(WriteOptions.WIDTH_KEY, scalar.itemSize());
                case VOID -> {
                    sizes.putLong(WriteOptions.WIDTH_KEY, scalar.itemSize());
                    sizes.putString(WriteOptions.BINARY_KEY, "V");
                }
                default -> {}
            }
        }
        Metadata metadata = sizes.build();
        DataType type = dtype instanceof StructType struct ? withFields(field.dataType(), struct) : field.dataType();
        return new StructField(field.name(), type, field.nullable(), metadata);
    }

    private static DataType withFields(DataType type, StructType struct) {
        return switch (type) {
            case ArrayType array -> new ArrayType(withFields(array.elementType(), struct), array.containsNull());
            case org.apache.spark.sql.types.StructType fields -> fields(fields, struct, new long[0]);
            default -> type;
        };
    }
}
