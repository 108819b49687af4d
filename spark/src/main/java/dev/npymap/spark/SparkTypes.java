package dev.npymap.spark;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.NpyHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Which type of Spark's a dtype has. Nothing is null but not-a-time, so nothing else is nullable. */
final class SparkTypes {
    /** The column of an array that has no fields. */
    static final String VALUE = "value";

    /** A column that Spark has no type for, and why. */
    record Refused(String column, String reason) {
        @Override
        public String toString() {
            return "column " + column + ": " + reason;
        }
    }

    /** The columns of a file: those that Spark can have, and those that it cannot. */
    record Columns(org.apache.spark.sql.types.StructType schema, List<Refused> refused) {}

    private final DataType timestamp;

    /** @param timestamp what a {@code datetime64} with a time of day is: Spark's timestamp with or without time zone */
    SparkTypes(DataType timestamp) {
        this.timestamp = timestamp;
    }

    /** {@return the columns of a file: the fields of its dtype, or one of the name {@link #VALUE}} */
    Columns columns(NpyHeader header) {
        List<StructField> fields = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        long[] row = rowShape(header);
        if (header.dtype() instanceof StructType struct) {
            for (StructType.Field field : struct.fields()) {
                add(fields, refused, field.name(), field.dtype(), row);
            }
        } else {
            add(fields, refused, VALUE, header.dtype(), row);
        }
        return new Columns(new org.apache.spark.sql.types.StructType(fields.toArray(StructField[]::new)), refused);
    }

    /**
     * {@return the dimensions of a row: all but the first}; rows run along the first axis in either memory order, as those of a
     * NumPy array do
     */
    static long[] rowShape(NpyHeader header) {
        return header.shape().rank() == 0 ? new long[0] : header.shape().inner().toArray();
    }

    private void add(List<StructField> fields, List<Refused> refused, String name, DType dtype, long[] dims) {
        try {
            fields.add(field(name, arrays(dtype, dims), isNullable(dtype) && dims.length == 0));
        } catch (UnsupportedDType e) {
            refused.add(new Refused(name, e.getMessage()));
        }
    }

    private static StructField field(String name, DataType type, boolean nullable) {
        return new StructField(name, type, nullable, Metadata.empty());
    }

    private DataType arrays(DType dtype, long[] dims) throws UnsupportedDType {
        DataType type = type(dtype);
        boolean nullable = isNullable(dtype);
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            if (dims[axis] > Integer.MAX_VALUE) {
                throw new UnsupportedDType(
                        "an array of " + dims[axis] + " elements in each row, and Spark's have no more than 2^31 - 1");
            }
            type = DataTypes.createArrayType(type, nullable);
            nullable = false;
        }
        return type;
    }

    private DataType type(DType dtype) throws UnsupportedDType {
        return switch (dtype) {
            case ScalarType scalar -> scalar(scalar);
            case SubarrayType array -> arrays(array.base(), array.shape().toArray());
            case StructType struct -> struct(struct);
        };
    }

    private DataType struct(StructType struct) throws UnsupportedDType {
        List<StructField> fields = new ArrayList<>();
        for (StructType.Field field : struct.fields()) {
            try {
                fields.add(field(field.name(), type(field.dtype()), isNullable(field.dtype())));
            } catch (UnsupportedDType e) {
                throw new UnsupportedDType("its field " + field.name() + ": " + e.getMessage());
            }
        }
        return DataTypes.createStructType(fields);
    }

    private static boolean isNullable(DType dtype) {
        return dtype instanceof ScalarType scalar
                && (scalar.kind() == ScalarType.Kind.DATETIME || scalar.kind() == ScalarType.Kind.TIMEDELTA);
    }

    private DataType scalar(ScalarType dtype) throws UnsupportedDType {
        return switch (dtype.kind()) {
            case BOOL -> DataTypes.BooleanType;
            case INT -> integer(dtype.itemSize());
            case UINT ->
                dtype.itemSize() == Long.BYTES ? DataTypes.createDecimalType(20, 0) : integer(2 * dtype.itemSize());
            case FLOAT -> real(dtype, dtype.itemSize());
            case COMPLEX -> {
                DataType part = real(dtype, dtype.itemSize() / 2);
                yield DataTypes.createStructType(List.of(field("re", part, false), field("im", part, false)));
            }
            case DATETIME -> calendar(dtype).map(_ -> DataTypes.DateType).orElse(timestamp);
            case TIMEDELTA ->
                calendar(dtype)
                        .filter(unit -> unit == DatetimeUnit.YEAR || unit == DatetimeUnit.MONTH)
                        .map(_ -> (DataType) YearMonthIntervalType.apply())
                        .orElse(DayTimeIntervalType.apply());
            case BYTES, VOID -> DataTypes.BinaryType;
            case STRING -> DataTypes.StringType;
        };
    }

    private static DataType integer(int size) {
        return switch (size) {
            case 1 -> DataTypes.ByteType;
            case 2 -> DataTypes.ShortType;
            case 4 -> DataTypes.IntegerType;
            default -> DataTypes.LongType;
        };
    }

    private static DataType real(ScalarType dtype, int size) throws UnsupportedDType {
        return switch (size) {
            case 2, 4 -> DataTypes.FloatType;
            case 8 -> DataTypes.DoubleType;
            default -> throw new UnsupportedDType(dtype + " is a longdouble, and Spark's longest float is a double");
        };
    }

    /** The unit of a date, where it is one of the calendar's: a count of it has no time of day. */
    private static Optional<DatetimeUnit> calendar(ScalarType dtype) throws UnsupportedDType {
        return switch (dtype.unit()) {
            case GENERIC -> throw new UnsupportedDType(dtype + " has no unit, so nobody knows what it counts");
            case YEAR, MONTH, WEEK, DAY -> Optional.of(dtype.unit());
            default -> Optional.empty();
        };
    }

    /** A dtype that Spark has no type for. */
    private static final class UnsupportedDType extends Exception {
        private static final long serialVersionUID = 1;

        UnsupportedDType(String message) {
            super(message);
        }
    }
}
