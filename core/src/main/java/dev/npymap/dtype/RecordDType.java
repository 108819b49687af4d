package dev.npymap.dtype;

import dev.npymap.literal.PythonText;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Derives a dtype from a record, and collects whatever stands against it. */
final class RecordDType {
    private static final ScalarType NANOS = DType.datetime64(DatetimeUnit.NANOSECOND);

    private static final Map<Class<?>, DType> TYPES = Map.of(
            boolean.class, DType.BOOL,
            byte.class, DType.INT8,
            short.class, DType.INT16,
            int.class, DType.INT32,
            long.class, DType.INT64,
            float.class, DType.FLOAT32,
            double.class, DType.FLOAT64,
            Instant.class, NANOS,
            LocalDateTime.class, NANOS,
            Duration.class, DType.timedelta64(DatetimeUnit.NANOSECOND));

    private final List<String> problems = new ArrayList<>();
    private final Deque<Class<?>> within = new ArrayDeque<>();

    private RecordDType() {}

    static StructType of(Class<? extends Record> type) {
        RecordDType derivation = new RecordDType();
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is no record");
        }
        StructType struct = derivation.struct(type, "");
        if (!derivation.problems.isEmpty()) {
            throw new IllegalArgumentException("no dtype follows from the record " + type.getName() + ":\n  "
                    + String.join("\n  ", derivation.problems));
        }
        return struct;
    }

    private StructType struct(Class<?> type, String path) {
        within.push(type);
        StructType.Builder struct = DType.struct();
        Map<String, String> taken = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String own = path + component.getName();
            try {
                NpyField annotation = component.getAnnotation(NpyField.class);
                String name =
                        annotation == null || annotation.name().isEmpty() ? component.getName() : annotation.name();
                String other = taken.putIfAbsent(name, own);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "the field " + PythonText.repr(name) + " is taken by the component " + other);
                }
                struct.field(name, dtype(component.getType(), annotation == null ? "" : annotation.dtype(), own));
            } catch (IllegalArgumentException e) {
                problems.add("component " + own + " (" + component.getType().getTypeName() + "): " + e.getMessage());
            }
        }
        within.pop();
        return struct.build();
    }

    private DType dtype(Class<?> type, String description, String path) {
        if (!description.isEmpty()) {
            return DType.of(description);
        }
        if (TYPES.containsKey(type)) {
            return TYPES.get(type);
        }
        if (within.contains(type)) {
            throw new IllegalArgumentException("a record within itself");
        }
        if (type.isRecord()) {
            return struct(type, path + ".");
        }
        if (type == String.class || type == byte[].class) {
            throw new IllegalArgumentException("its length is not known: give it one, as in @NpyField(dtype = \""
                    + (type == String.class ? "U16" : "V16") + "\")");
        }
        if (type.isArray()) {
            throw new IllegalArgumentException("its dimensions are not known: give it some, as in @NpyField(dtype = \""
                    + (isOfRecords(type) ? "([('x', 'f8')], (3,))" : "(2,3)f8") + "\")");
        }
        throw new IllegalArgumentException("no dtype for this type: give it one, as in @NpyField(dtype = \"f8\")");
    }

    private static boolean isOfRecords(Class<?> array) {
        Class<?> item = array.componentType();
        return item.isArray() ? isOfRecords(item) : item.isRecord();
    }
}
