package dev.npymap.write;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.bulk.Layouts;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.Map;

/**
 * An array of a primitive type, of one or more dimensions, found to be rectangular. It stays the caller's, who must not change
 * it meanwhile.
 */
public final class JavaArray {
    private static final Map<Class<?>, DType> DTYPES = Map.of(
            boolean.class, DType.BOOL,
            byte.class, DType.INT8,
            short.class, DType.INT16,
            int.class, DType.INT32,
            long.class, DType.INT64,
            float.class, DType.FLOAT32,
            double.class, DType.FLOAT64);

    private final Object array;
    private final Class<?> component;
    private final Shape shape;

    private JavaArray(Object array, Class<?> component, Shape shape) {
        this.array = array;
        this.component = component;
        this.shape = shape;
    }

    /**
     * {@return the array}; looks at every array within it, but at no element.
     *
     * @throws IllegalArgumentException if it is no array of {@code boolean}, {@code byte}, {@code short}, {@code int}, {@code
     *     long}, {@code float} or {@code double}; if an array within it is null, or not as long as the first one of its dimension
     */
    public static JavaArray of(Object array) {
        int rank = 0;
        Class<?> component = array.getClass();
        for (; component.isArray(); component = component.componentType()) {
            rank++;
        }
        if (!DTYPES.containsKey(component) || rank == 0) {
            throw new IllegalArgumentException(
                    "expected an array of boolean, byte, short, int, long, float or double, found "
                            + array.getClass().getTypeName()
                            + (component == char.class ? ", and NumPy has no type for a char" : ""));
        }
        long[] dims = new long[rank];
        Object first = array;
        for (int axis = 0; axis < rank && first != null; axis++) {
            int length = Array.getLength(first);
            dims[axis] = length;
            first = length > 0 && axis + 1 < rank ? ((Object[]) first)[0] : null;
        }
        Shape shape = Shape.of(dims);
        check(array, shape, 0, "");
        return new JavaArray(array, component, shape);
    }

    private static void check(Object array, Shape shape, int axis, String index) {
        if (array == null) {
            throw new IllegalArgumentException("the array at " + index + " is null");
        }
        int length = Array.getLength(array);
        if (length != shape.dim(axis)) {
            throw new IllegalArgumentException("the array is ragged: that at " + index + " has the length " + length
                    + ", and that at " + "[0]".repeat(axis) + " has " + shape.dim(axis));
        }
        if (axis + 1 < shape.rank()) {
            Object[] parts = (Object[]) array;
            for (int i = 0; i < length; i++) {
                check(parts[i], shape, axis + 1, index + "[" + i + "]");
            }
        }
    }

    /** {@return the dtype that its elements are in a file} */
    public DType dtype() {
        return DTYPES.get(component);
    }

    /** {@return its lengths; where one is 0, so are those of the dimensions within} */
    public Shape shape() {
        return shape;
    }

    /**
     * Checks that its elements have the bits of those of a dtype, signed or not, in either byte order.
     *
     * @throws DTypeMismatchException if they have not
     */
    public void checkFits(DType other) {
        boolean fits = other instanceof ScalarType scalar
                && switch (scalar.kind()) {
                    case BOOL -> component == boolean.class;
                    case INT, UINT, DATETIME, TIMEDELTA -> component == Layouts.carrier(scalar);
                    case FLOAT -> scalar.itemSize() > Short.BYTES && component == Layouts.carrier(scalar);
                    default -> false;
                };
        if (!fits) {
            throw new DTypeMismatchException("an array of " + component, other, "");
        }
    }

    /** Puts all its elements, in C order. */
    public void writeTo(ElementWriter out) throws IOException {
        write(array, 0, out);
    }

    /**
     * Puts all its elements.
     *
     * @param order their order; Fortran order of two or more dimensions takes memory for a copy of them
     */
    public void writeTo(ElementWriter out, MemoryOrder order) throws IOException {
        if (order == MemoryOrder.C) {
            writeTo(out);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(shape.size() * dtype().itemSize(), Long.BYTES);
            ElementWriter dense = new ElementWriter(new MemoryChannel(copy), 0, dtype(), arena);
            writeTo(dense);
            dense.flush();
            long[] strides = MemoryOrder.C.strides(shape, dtype().itemSize());
            out.put(new Strided(copy, dtype(), 0, shape, strides).transpose());
        }
    }

    private void write(Object part, int axis, ElementWriter out) throws IOException {
        if (axis + 1 == shape.rank()) {
            out.putArray(part);
            return;
        }
        for (Object inner : (Object[]) part) {
            write(inner, axis + 1, out);
        }
    }
}
