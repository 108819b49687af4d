package dev.npymap.record;

import dev.npymap.bulk.Layouts;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.util.List;

/** The Java types of dtypes in records. */
final class JavaTypes {
    private JavaTypes() {}

    /** {@return the primitive type of a scalar, or {@code null} if it has none} */
    static Class<?> primitive(ScalarType dtype) {
        return switch (dtype.kind()) {
            case BOOL -> boolean.class;
            case FLOAT -> dtype.itemSize() <= Float.BYTES ? float.class : double.class;
            case INT, UINT, DATETIME, TIMEDELTA -> Layouts.carrier(dtype);
            case COMPLEX, BYTES, STRING, VOID -> null;
        };
    }

    /** {@return the Java types that can hold a dtype, for messages} */
    static String of(DType dtype) {
        List<String> names = names(dtype);
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static List<String> names(DType dtype) {
        return switch (dtype) {
            case StructType struct -> List.of("a record");
            case SubarrayType subarray ->
                names(subarray.base()).stream()
                        .map(name -> name + "[]".repeat(subarray.shape().rank()))
                        .toList();
            case ScalarType scalar -> names(scalar);
        };
    }

    private static List<String> names(ScalarType dtype) {
        return switch (dtype.kind()) {
            case DATETIME -> List.of("long", "Instant", "LocalDateTime");
            case TIMEDELTA -> List.of("long", "Duration");
            case STRING, BYTES -> List.of("String");
            case VOID -> List.of("byte[]");
            case COMPLEX -> List.of("a record of " + (dtype.itemSize() == 8 ? "float" : "double") + " re and im");
            default -> List.of(primitive(dtype).getName());
        };
    }
}
