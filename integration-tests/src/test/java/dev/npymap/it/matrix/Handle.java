package dev.npymap.it.matrix;

import dev.npymap.NpyArray;
import dev.npymap.dtype.ScalarType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A VarHandle of a leaf, called the slow way. A {@code float16} is a {@code short} to it, which is converted here. */
final class Handle {
    private final NpyArray array;
    private final VarHandle handle;
    private final boolean half;

    private Handle(NpyArray array, VarHandle handle, boolean half) {
        this.array = array;
        this.handle = handle;
        this.half = half;
    }

    /** {@return the handle of a leaf, if its type has one} */
    static Optional<Handle> of(NpyArray array, Leaf leaf) {
        ScalarType type = leaf.type();
        boolean has = switch (type.kind()) {
            case BOOL, INT, UINT, DATETIME, TIMEDELTA -> true;
            case FLOAT -> type.itemSize() <= Double.BYTES;
            case COMPLEX, BYTES, STRING, VOID -> false;
        };
        if (!has) {
            return Optional.empty();
        }
        boolean half = type.kind() == ScalarType.Kind.FLOAT && type.itemSize() == Short.BYTES;
        return Optional.of(new Handle(array, leaf.isField() ? array.varHandle(leaf.path()) : array.varHandle(), half));
    }

    Object get(long... index) {
        Object value = call(AccessMode.GET, coordinates(index));
        return half ? (Object) Float.float16ToFloat((short) value) : value;
    }

    void set(long[] index, Object value) {
        List<Object> arguments = coordinates(index);
        arguments.add(half ? (Object) Float.floatToFloat16((float) value) : value);
        call(AccessMode.SET, arguments);
    }

    private List<Object> coordinates(long[] index) {
        List<Object> coordinates = new ArrayList<>(List.of(array.segment(), array.baseOffset()));
        Arrays.stream(index).forEach(coordinates::add);
        return coordinates;
    }

    private Object call(AccessMode mode, List<Object> arguments) {
        MethodHandle method = handle.toMethodHandle(mode);
        try {
            return method.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a VarHandle throws no checked exception", e);
        }
    }
}
