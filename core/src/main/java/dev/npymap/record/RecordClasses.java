package dev.npymap.record;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the classes behind {@link RecordAccessor}, and keeps them as long as the record's own class lives. */
final class RecordClasses {
    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, Strided.class);
    private static final MethodType FACTORY = MethodType.methodType(RecordAccessor.class, Strided.class);

    /**
     * So many strides of one record and dtype have a class of their own; then all further ones share one that reads the stride
     * from a field, so that a program that takes every n-th row for any n does not make classes without end.
     */
    private static final int MAX_STRIDES = 64;

    /** So many classes of one record are kept: past that, all are forgotten, and those unloaded that no accessor has. */
    private static final int MAX_CLASSES = 256;

    /** Held by the record's class and by nothing else, so that both are unloaded together. */
    private static final ClassValue<RecordClasses> OF_RECORD = new ClassValue<>() {
        @Override
        protected RecordClasses computeValue(Class<?> type) {
            return new RecordClasses();
        }
    };

    /** A generated class's constructor, and the records for which a caller needs access. */
    private record Generated(MethodHandle factory, List<Class<?>> records) {}

    /** By dtype and stride, which is empty where the class reads it from a field. */
    private final Map<DType, Map<OptionalLong, Generated>> classes = new ConcurrentHashMap<>();

    /** Makes the record, whatever the dtype and the stride; empty until a lookup comes that lets it be defined. */
    private Optional<MethodHandle> maker = Optional.empty();

    private RecordClasses() {}

    /**
     * {@return what makes a record, one for all who bind it; nothing where it cannot be defined}
     *
     * @param lookup of a caller who may use the record's constructor
     */
    static Optional<MethodHandle> maker(Class<?> record, Lookup lookup) {
        return OF_RECORD.get(record).makerOf(record, lookup);
    }

    private synchronized Optional<MethodHandle> makerOf(Class<?> record, Lookup lookup) {
        if (maker.isEmpty()) {
            maker = RecordMaker.of(lookup, record);
        }
        return maker;
    }

    static <T extends Record> RecordAccessor<T> accessor(Strided rows, RecordAccess access, Class<T> type) {
        if (rows.rank() != 1) {
            throw new IllegalArgumentException(
                    "records are the rows of an array of one dimension, and this one has the shape " + rows.shape()
                            + ": take a part of it with at(axis, index), or reshape it");
        }
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is no record");
        }
        MethodHandle factory = OF_RECORD.get(type).factory(rows, access, type);
        try {
            @SuppressWarnings("unchecked") // the class was generated for this record
            RecordAccessor<T> accessor = (RecordAccessor<T>) (RecordAccessor<?>) factory.invokeExact(rows);
            return accessor;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("the constructor declares no exception", e);
        }
    }

    private MethodHandle factory(Strided rows, RecordAccess access, Class<?> type) {
        OptionalLong stride = OptionalLong.of(rows.strides()[0]);
        Map<OptionalLong, Generated> strides = classes.getOrDefault(rows.dtype(), Map.of());
        Generated known = strides.get(stride);
        if (known == null && strides.size() >= MAX_STRIDES) {
            stride = OptionalLong.empty();
            known = strides.get(stride);
        }
        if (known != null) {
            // Another caller may have had more rights than this one.
            known.records.forEach(access::constructor);
            return known.factory;
        }
        RecordBinder binder = new RecordBinder(access);
        RecordPart.Nested root = binder.bind(type, rows);
        Generated made = new Generated(generate(root, rows.dtype().itemSize(), stride), binder.records());
        if (classes.values().stream().mapToInt(Map::size).sum() >= MAX_CLASSES) {
            classes.clear();
        }
        Generated first = classes.computeIfAbsent(rows.dtype(), dtype -> new ConcurrentHashMap<>())
                .putIfAbsent(stride, made);
        return first == null ? made.factory : first.factory;
    }

    /**
     * Defines a hidden class in this package. A nestmate of the record would need no handles, but could be defined only with
     * the record's own module's consent, which a lookup loses where it crosses modules; and its superclass would have to let
     * foreign packages in. Constant handles are inlined just as well, but for one on a constructor: see {@link RecordMaker}.
     */
    private static MethodHandle generate(RecordPart.Nested root, int size, OptionalLong stride) {
        RecordCode code = RecordCode.of(root, size, stride);
        try {
            Lookup hidden = LOOKUP.defineHiddenClassWithClassData(code.bytes(), code.constants(), true);
            return hidden.findConstructor(hidden.lookupClass(), CONSTRUCTOR).asType(FACTORY);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the class of " + root.type().getName(), e);
        }
    }
}
