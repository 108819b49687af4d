package dev.npymap.spark;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.MemoryOrder;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes the column vectors of mapped rows. */
final class Vectors {
    private final String file;

    /** @param file the file, for the messages of values that Spark cannot have */
    Vectors(String file) {
        this.file = file;
    }

    /**
     * {@return a vector of all rows for each column}
     *
     * @param rows the rows, their first dimension counting them
     * @param firstRow the number of the first one in the table
     * @param columns what is asked for
     * @param rowNumbers whether {@link RowColumn#NAME} is the row number, and not a column of the data
     */
    NpyVector[] of(Strided rows, long firstRow, StructType columns, boolean rowNumbers) {
        NpyVector[] vectors = new NpyVector[columns.size()];
        for (int i = 0; i < vectors.length; i++) {
            StructField column = columns.fields()[i];
            if (rowNumbers && column.name().equals(RowColumn.NAME)) {
                vectors[i] = new RowNumberVector(firstRow, rows.length(0));
            } else if (rows.dtype() instanceof dev.npymap.dtype.StructType struct) {
                vectors[i] = vector(field(rows, struct, column.name()), column.dataType());
            } else {
                vectors[i] = vector(rows, column.dataType());
            }
        }
        return vectors;
    }

    /** {@return a field of each of some structs} */
    static Strided field(Strided structs, dev.npymap.dtype.StructType struct, String name) {
        dev.npymap.dtype.StructType.Field field = struct.field(name).orElseThrow();
        return new Strided(
                structs.segment(),
                field.dtype(),
                structs.baseOffset() + field.offset(),
                structs.shape(),
                structs.strides());
    }

    private NpyVector vector(Strided elements, DataType type) {
        return switch (elements.dtype()) {
            case SubarrayType array -> vector(spread(elements, array), type);
            case DType _ when elements.rank() > 1 -> array(elements, (ArrayType) type);
            case dev.npymap.dtype.StructType struct -> struct(elements, struct, (StructType) type);
            case ScalarType scalar -> scalar(elements, scalar, type);
        };
    }

    /** The dimensions of a sub-array as the last ones of the elements. */
    private static Strided spread(Strided elements, SubarrayType array) {
        long[] outer = elements.strides();
        long[] inner = MemoryOrder.C.strides(array.shape(), array.base().itemSize());
        long[] strides = Arrays.copyOf(outer, outer.length + inner.length);
        System.arraycopy(inner, 0, strides, outer.length, inner.length);
        return new Strided(
                elements.segment(),
                array.base(),
                elements.baseOffset(),
                elements.shape().append(array.shape()),
                strides);
    }

    private NpyVector array(Strided elements, ArrayType type) {
        long[] dims = elements.shape().toArray();
        long[] strides = elements.strides();
        int last = dims.length;
        Strided row = new Strided(
                elements.segment(),
                elements.dtype(),
                elements.baseOffset(),
                Shape.of(Arrays.copyOfRange(dims, 1, last)),
                Arrays.copyOfRange(strides, 1, last));
        return new ArrayVector(type, Place.of(elements), vector(row, type.elementType()), Math.toIntExact(dims[1]));
    }

    private NpyVector struct(Strided elements, dev.npymap.dtype.StructType struct, StructType type) {
        NpyVector[] children = new NpyVector[type.size()];
        for (int i = 0; i < children.length; i++) {
            StructField field = type.fields()[i];
            children[i] = vector(field(elements, struct, field.name()), field.dataType());
        }
        return new StructVector(type, Place.of(elements), children);
    }

    private NpyVector scalar(Strided elements, ScalarType dtype, DataType type) {
        Place place = Place.of(elements);
        return switch (dtype.kind()) {
            case BOOL, INT, UINT -> integer(type, place, dtype.itemSize());
            case FLOAT -> real(type, place, dtype.itemSize());
            case COMPLEX -> complex(elements, dtype, (StructType) type);
            case DATETIME, TIMEDELTA -> new TimeVector(type, place, new TimeCounts(dtype, file));
            case BYTES -> new BytesVector(type, place, dtype.itemSize(), true);
            case VOID -> new BytesVector(type, place, dtype.itemSize(), false);
            case STRING -> new TextVector(type, place, dtype, file);
        };
    }

    private static NpyVector integer(DataType type, Place place, int size) {
        return switch (size) {
            case 1 -> new ByteVector(type, place);
            case 2 -> new ShortVector(type, place);
            case 4 -> new IntVector(type, place);
            default -> new LongVector(type, place);
        };
    }

    private static NpyVector real(DataType type, Place place, int size) {
        return switch (size) {
            case 2 -> new ShortVector(type, place);
            case 4 -> new FloatVector(type, place);
            default -> new DoubleVector(type, place);
        };
    }

    private static NpyVector complex(Strided elements, ScalarType dtype, StructType type) {
        int size = dtype.itemSize() / 2;
        Place re = Place.of(elements);
        NpyVector[] parts = new NpyVector[type.size()];
        for (int i = 0; i < parts.length; i++) {
            StructField field = type.fields()[i];
            parts[i] = real(field.dataType(), field.name().equals("re") ? re : re.moved(re.base() + size), size);
        }
        return new StructVector(type, re, parts);
    }
}
