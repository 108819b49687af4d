package dev.npymap.spark;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Finds the dtype of each Spark type, and what writes its values. */
final class Cells {
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** NumPy's "not a time". */
    private static final long NAT = Long.MIN_VALUE;

    /** The digits of an unsigned number of 64 bits. */
    private static final int UINT64_DIGITS = 20;

    private final WriteOptions options;

    Cells(WriteOptions options) {
        this.options = options;
    }

    Cell of(StructField field, String prefix) {
        return of(prefix + field.name(), field.dataType(), field.nullable(), field.metadata());
    }

    private Cell of(String column, DataType type, boolean isNullable, Metadata metadata) {
        return switch (type) {
            case BooleanType _ ->
                Cell.of(
                        column,
                        DType.BOOL,
                        isNullable,
                        (row, i, to, at) -> to.set(ValueLayout.JAVA_BYTE, at, (byte) (row.getBoolean(i) ? 1 : 0)));
            case ByteType _ ->
                Cell.of(
                        column,
                        DType.INT8,
                        isNullable,
                        (row, i, to, at) -> to.set(ValueLayout.JAVA_BYTE, at, row.getByte(i)));
            case ShortType _ ->
                Cell.of(column, DType.INT16, isNullable, (row, i, to, at) -> to.set(SHORT, at, row.getShort(i)));
            case IntegerType _ ->
                Cell.of(column, DType.INT32, isNullable, (row, i, to, at) -> to.set(INT, at, row.getInt(i)));
            case LongType _ ->
                Cell.of(column, DType.INT64, isNullable, (row, i, to, at) -> to.set(LONG, at, row.getLong(i)));
            case FloatType _ ->
                Cell.of(column, DType.FLOAT32, isNullable, (row, i, to, at) -> to.set(FLOAT, at, row.getFloat(i)));
            case DoubleType _ ->
                Cell.of(column, DType.FLOAT64, isNullable, (row, i, to, at) -> to.set(DOUBLE, at, row.getDouble(i)));
            case TimestampType _, TimestampNTZType _ ->
                time(column, DType.datetime64(DatetimeUnit.MICROSECOND), isNullable, SpecializedGetters::getLong);
            case DateType _ -> time(column, DType.datetime64(DatetimeUnit.DAY), isNullable, SpecializedGetters::getInt);
            case DayTimeIntervalType _ ->
                time(column, DType.timedelta64(DatetimeUnit.MICROSECOND), isNullable, SpecializedGetters::getLong);
            case YearMonthIntervalType _ ->
                time(column, DType.timedelta64(DatetimeUnit.MONTH), isNullable, SpecializedGetters::getInt);
            case DecimalType decimal
            when decimal.precision() == UINT64_DIGITS && decimal.scale() == 0 -> unsigned(column, isNullable);
            case StringType _ -> TextCell.of(column, options.width(column, "a string", metadata), isNullable);
            case BinaryType _ ->
                bytes(column, options.width(column, "a binary", metadata), options.isRaw(column, metadata), isNullable);
            case StructType struct
            when isComplex(struct, DoubleType.class) -> complex(column, DType.COMPLEX128, struct, isNullable);
            case StructType struct
            when isComplex(struct, FloatType.class) -> complex(column, DType.COMPLEX64, struct, isNullable);
            case StructType struct -> struct(column, struct, isNullable);
            case ArrayType array -> array(column, array, isNullable, metadata);
            default ->
                throw new UnfitColumnException(
                        column,
                        "no dtype holds a " + type.catalogString() + "; cast it to one that the documentation lists");
        };
    }

    /** What a value counts. */
    @FunctionalInterface
    private interface Count {
        long of(SpecializedGetters row, int ordinal);
    }

    private static Cell time(String column, DType dtype, boolean isNullable, Count count) {
        return new Cell(
                column,
                dtype,
                isNullable,
                (row, i, to, at) -> to.set(LONG, at, count.of(row, i)),
                (_, _, to, at) -> to.set(LONG, at, NAT));
    }

    private static Cell unsigned(String column, boolean isNullable) {
        return Cell.of(column, DType.UINT64, isNullable, (row, i, to, at) -> {
            BigInteger value =
                    row.getDecimal(i, UINT64_DIGITS, 0).toJavaBigDecimal().toBigIntegerExact();
            if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
                throw new UnfitColumnException(column, value + ", which <u8 cannot hold");
            }
            to.set(LONG, at, value.longValue());
        });
    }

    private static Cell bytes(String column, int width, boolean isRaw, boolean isNullable) {
        DType dtype = isRaw ? DType.raw(width) : DType.bytes(width);
        return Cell.of(column, dtype, isNullable, (row, i, to, at) -> {
            byte[] value = row.getBinary(i);
            if (value.length > width || (isRaw && value.length < width)) {
                throw new UnfitColumnException(
                        column, value.length + " bytes, and " + dtype + " holds " + (isRaw ? "exactly " : "") + width);
            }
            if (!isRaw && value.length > 0 && value[value.length - 1] == 0) {
                throw new UnfitColumnException(
                        column,
                        "bytes that end with 0, which " + dtype + " would lose; the option binary=V keeps them");
            }
            MemorySegment.copy(value, 0, to, ValueLayout.JAVA_BYTE, at, value.length);
            to.asSlice(at + value.length, width - value.length).fill((byte) 0);
        });
    }

    private static boolean isComplex(StructType struct, Class<? extends DataType> part) {
        return Arrays.equals(struct.fieldNames(), new String[] {"re", "im"})
                && Arrays.stream(struct.fields()).allMatch(field -> part.isInstance(field.dataType()));
    }

    private Cell complex(String column, ScalarType dtype, StructType struct, boolean isNullable) {
        return Cell.of(column, dtype, isNullable, struct(column, struct, false).values());
    }

    private Cell struct(String column, StructType struct, boolean isNullable) {
        RowCells cells = RowCells.of(struct, column + ".", this);
        int size = struct.size();
        return Cell.of(column, cells.dtype(), isNullable, (row, i, to, at) -> {
            InternalRow fields = row.getStruct(i, size);
            cells.put(fields, to, at);
        });
    }

    private Cell array(String column, ArrayType type, boolean isNullable, Metadata metadata) {
        int rank = 1;
        DataType innermost = type.elementType();
        boolean hasNulls = type.containsNull();
        while (innermost instanceof ArrayType inner) {
            rank++;
            hasNulls |= inner.containsNull();
            innermost = inner.elementType();
        }
        int[] lengths = options.lengths(column, rank, metadata);
        Cell element = of(column, innermost, hasNulls, metadata);
        long[] dims = Arrays.stream(lengths).asLongStream().toArray();
        DType dtype;
        try {
            dtype = SubarrayType.of(element.dtype(), Shape.of(dims));
        } catch (IllegalArgumentException e) {
            throw new UnfitColumnException(column, e.getMessage(), e);
        }
        for (int axis = rank - 1; axis > 0; axis--) {
            element = elements(column, element, lengths[axis], true);
        }
        Cell outermost = elements(column, element, lengths[0], isNullable);
        return Cell.of(column, dtype, isNullable, outermost.values());
    }

    private static Cell elements(String column, Cell element, int length, boolean isNullable) {
        long size = element.dtype().itemSize();
        return Cell.of(column, SubarrayType.of(element.dtype(), Shape.of(length)), isNullable, (row, i, to, at) -> {
            ArrayData array = row.getArray(i);
            if (array.numElements() != length) {
                throw new UnfitColumnException(
                        column, "an array of " + array.numElements() + " elements, where each has " + length);
            }
            for (int k = 0; k < length; k++) {
                element.put(array, k, to, at + k * size);
            }
        });
    }
}
