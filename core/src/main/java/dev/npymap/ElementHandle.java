package dev.npymap;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/** Makes VarHandles whose offsets and strides are constants. */
@SuppressWarnings("UnusedMethod") // add and step are called through method handles
final class ElementHandle {
    private static final MethodHandle ADD = find("add", long.class, long.class);
    private static final MethodHandle STEP = find("step", long.class, long.class, long.class, long.class);

    private ElementHandle() {}

    /** Coordinates: segment, the base offset of {@code array}, an index for each dimension of {@code field}. */
    static VarHandle of(Strided array, Strided field) {
        return of(layout(field), array, field);
    }

    /** Likewise, for all access modes: a layout that is not aligned supports get and set alone. */
    static VarHandle atomic(Strided array, Strided field) {
        ValueLayout layout = layout(field);
        field.checkAligned();
        return of(layout.withByteAlignment(layout.byteSize()), array, field);
    }

    private static ValueLayout layout(Strided field) {
        if (field.dtype().layout() instanceof ValueLayout layout) {
            return layout;
        }
        throw new DTypeMismatchException(
                "a VarHandle: a bool, int, half, float, double or date", field.dtype(), field.path());
    }

    private static VarHandle of(ValueLayout layout, Strided array, Strided field) {
        VarHandle handle = layout.varHandle();
        long[] strides = field.strides();
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            MethodHandle step = MethodHandles.insertArguments(
                    STEP, 0, strides[axis], field.shape().dim(axis));
            handle = MethodHandles.collectCoordinates(handle, 1, step);
        }
        long offset = field.baseOffset() - array.baseOffset();
        return MethodHandles.filterCoordinates(handle, 1, MethodHandles.insertArguments(ADD, 0, offset));
    }

    private static long add(long offset, long base) {
        return offset + base;
    }

    private static long step(long stride, long length, long base, long index) {
        return base + Objects.checkIndex(index, length) * stride;
    }

    private static MethodHandle find(String name, Class<?>... parameters) {
        try {
            return MethodHandles.lookup()
                    .findStatic(ElementHandle.class, name, MethodType.methodType(long.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a method of this very class", e);
        }
    }
}
