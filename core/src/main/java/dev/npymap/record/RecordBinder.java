package dev.npymap.record;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.bulk.Layouts;
import dev.npymap.bulk.ObjectCodec;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.NpyField;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.literal.PythonText;
import dev.npymap.record.RecordPart.Member;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Matches the components of a record with the fields of a struct, and collects whatever does not match. */
final class RecordBinder {
    private final RecordAccess access;
    private final Set<Class<?>> records = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    RecordBinder(RecordAccess access) {
        this.access = access;
    }

    /** {@return the records that were met, the outermost first} */
    List<Class<?>> records() {
        return List.copyOf(records);
    }

    RecordPart.Nested bind(Class<?> type, Strided rows) {
        if (!(rows.dtype() instanceof StructType struct)) {
            throw new DTypeMismatchException(
                    "the record " + type.getName() + ": a struct with its fields", rows.dtype(), rows.path());
        }
        RecordPart.Nested root = nested(type, struct, "", "");
        if (!problems.isEmpty()) {
            throw new DTypeMismatchException("the record " + type.getName() + " does not match the dtype "
                    + PythonText.shortened(struct.toString()) + ":\n  " + String.join("\n  ", problems));
        }
        return root;
    }

    /** Paths are those of the component and of the field; they end in a dot unless they are empty. */
    private RecordPart.Nested nested(Class<?> type, StructType struct, String path, String fieldPath) {
        records.add(type);
        List<Member> members = new ArrayList<>();
        Map<StructType.Field, String> taken = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            NpyField annotation = component.getAnnotation(NpyField.class);
            String name = annotation == null || annotation.name().isEmpty() ? component.getName() : annotation.name();
            String own = path + component.getName();
            StructType.Field field = struct.field(name).orElse(null);
            if (field == null) {
                problem(
                        own,
                        component.getType(),
                        "no field " + quoted(fieldPath + name) + "; the struct has " + fields(struct));
                continue;
            }
            String other = taken.putIfAbsent(field, own);
            if (other != null) {
                problem(
                        own,
                        component.getType(),
                        "the field " + quoted(fieldPath + name) + " is taken by the component " + other);
                continue;
            }
            RecordPart part = part(component.getType(), field.dtype(), own, fieldPath + field.name());
            if (part == null) {
                problem(
                        own,
                        component.getType(),
                        "the field " + quoted(fieldPath + name) + " is "
                                + PythonText.shortened(field.dtype().toString()) + ", in Java "
                                + JavaTypes.of(field.dtype()));
            } else {
                members.add(new Member(own, field.offset(), access.getter(component), part));
            }
        }
        return new RecordPart.Nested(type, access.maker(type), List.copyOf(members));
    }

    private void problem(String path, Class<?> type, String what) {
        problems.add("component " + path + " (" + type.getTypeName() + "): " + what);
    }

    private static String quoted(String name) {
        return PythonText.repr(name);
    }

    private static String fields(StructType struct) {
        List<String> names =
                struct.fields().stream().map(field -> quoted(field.name())).toList();
        return names.isEmpty() ? "none" : PythonText.shortened(String.join(", ", names));
    }

    /** {@return what lies between a Java type and a dtype, or {@code null} where they do not suit each other} */
    private RecordPart part(Class<?> type, DType dtype, String path, String fieldPath) {
        return switch (dtype) {
            case StructType struct -> type.isRecord() ? nested(type, struct, path + ".", fieldPath + ".") : null;
            case SubarrayType subarray -> items(type, subarray, path, fieldPath);
            case ScalarType scalar
            when scalar.kind() == Kind.COMPLEX ->
                type.isRecord() ? nested(type, parts(scalar), path + ".", fieldPath + ".") : null;
            case ScalarType scalar -> scalar(type, scalar, path);
        };
    }

    private static RecordPart scalar(Class<?> type, ScalarType dtype, String path) {
        if (type.isPrimitive()) {
            return type == JavaTypes.primitive(dtype) ? new RecordPart.Primitive(type, dtype) : null;
        }
        ObjectCodec codec = ObjectCodec.of(type, dtype);
        return codec == null ? null : new RecordPart.Coded(type, new NamedCodec(path, codec));
    }

    /** A complex as the struct that its {@link DType#layout()} is. */
    private static StructType parts(ScalarType complex) {
        DType part = Layouts.part(complex);
        return DType.struct().field("re", part).field("im", part).build();
    }

    private RecordPart items(Class<?> type, SubarrayType dtype, String path, String fieldPath) {
        if (!type.isArray()) {
            return null;
        }
        long[] dims = dtype.shape().toArray();
        long[] inner = Arrays.copyOfRange(dims, 1, dims.length);
        DType item = inner.length == 0 ? dtype.base() : SubarrayType.of(dtype.base(), Shape.of(inner));
        RecordPart part = part(type.componentType(), item, path + "[]", fieldPath + "[]");
        if (part == null) {
            return null;
        }
        int length = Math.clamp(dims[0], 0, Integer.MAX_VALUE);
        if (length != dims[0]) {
            problem(
                    path,
                    type,
                    "the field " + quoted(fieldPath) + " has a dimension of " + dims[0]
                            + ", which is more than a Java array can have");
        }
        return new RecordPart.Items(type, path, length, item.itemSize(), part);
    }
}
