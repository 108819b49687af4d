package dev.npymap.dtype;

import dev.npymap.literal.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a field lies in an element: {@code x}, {@code pos.x} in a nested struct, {@code m[2,1]} in a sub-array, {@code
 * pts[3].x} in a sub-array of structs. Immutable.
 *
 * <p>A name of a field, or its title, beats a reading of the same text as a path, so that a field named {@code a.b} is
 * found. A sub-array that the path does not index adds its dimensions.
 */
public final class FieldPath {
    private final String text;
    private final List<Long> dims = new ArrayList<>();
    private final List<Long> strides = new ArrayList<>();
    private DType dtype;
    private int offset;

    private FieldPath(String text, DType dtype) {
        this.text = text;
        this.dtype = dtype;
    }

    /**
     * {@return where a path leads}
     *
     * @param dtype the element's dtype
     * @param path names joined by dots, each with the indices of its sub-array in brackets or without; not empty, unless a
     *     field has the empty name
     * @throws IllegalArgumentException if the path leads nowhere; the message tells the fields that there are
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     */
    public static FieldPath of(DType dtype, String path) {
        FieldPath result = new FieldPath(path, Objects.requireNonNull(dtype));
        result.resolve(path);
        return result;
    }

    private void resolve(String path) {
        String rest = name(path);
        while (!rest.isEmpty()) {
            if (rest.charAt(0) == '[') {
                rest = index(rest);
            } else {
                spread();
                rest = name(rest.substring(1));
            }
        }
        spread();
    }

    /** Steps into the field whose name begins {@code rest}, the longest such name; returns what stands behind it. */
    private String name(String rest) {
        if (!(dtype instanceof StructType struct)) {
            throw new IllegalArgumentException("no field " + PythonText.repr(text) + ": " + dtype + " has no fields");
        }
        for (int end = rest.length(); end >= 0; end--) {
            boolean border = end == rest.length() || rest.charAt(end) == '.' || rest.charAt(end) == '[';
            var field = border ? struct.field(rest.substring(0, end)) : null;
            if (field != null && field.isPresent()) {
                offset += field.get().offset();
                dtype = field.get().dtype();
                return rest.substring(end);
            }
        }
        String names = String.join(
                ", ",
                struct.fields().stream().map(f -> PythonText.repr(f.name())).toList());
        throw new IllegalArgumentException("no field " + PythonText.repr(text) + "; the fields are " + names);
    }

    /** Steps into the sub-array item {@code [i,j]} that begins {@code rest}; returns what stands behind it. */
    private String index(String rest) {
        int end = rest.indexOf(']');
        boolean ended = end + 1 == rest.length() || (end > 0 && ".[".indexOf(rest.charAt(end + 1)) >= 0);
        if (end < 0 || !ended || !(dtype instanceof SubarrayType subarray)) {
            throw new IllegalArgumentException("the field path " + PythonText.repr(text) + " has an index " + rest
                    + " on " + dtype + (end < 0 || !ended ? " that does not end in ']'" : ", which is no sub-array"));
        }
        String[] indices = rest.substring(1, end).split(",", -1);
        Shape shape = subarray.shape();
        if (indices.length > shape.rank()) {
            throw new IllegalArgumentException("the field path " + PythonText.repr(text) + " has " + indices.length
                    + " indices for a sub-array of shape " + shape);
        }
        int before = dims.size();
        spread();
        for (int axis = 0; axis < indices.length; axis++) {
            // Each index takes the first of the dimensions that the sub-array has just added.
            offset += (int) (Objects.checkIndex(parse(indices[axis]), dims.remove(before)) * strides.remove(before));
        }
        return rest.substring(end + 1);
    }

    private long parse(String index) {
        try {
            return Long.parseLong(index.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the field path " + PythonText.repr(text) + " has " + PythonText.repr(index) + " for an index");
        }
    }

    /** Turns a sub-array into its items, whose dimensions it adds. */
    private void spread() {
        while (dtype instanceof SubarrayType subarray) {
            long stride = subarray.itemSize();
            for (long dim : subarray.shape().toArray()) {
                stride /= Math.max(1, dim);
                dims.add(dim);
                strides.add(stride);
            }
            dtype = subarray.base();
        }
    }

    /** {@return the distance from the element's first byte to the field's, in bytes} */
    public int offset() {
        return offset;
    }

    /** {@return what the path leads to; never a sub-array} */
    public DType dtype() {
        return dtype;
    }

    /** {@return the dimensions of the sub-arrays on the way that the path does not index; rank 0 if there are none} */
    public Shape shape() {
        return Shape.of(toArray(dims));
    }

    /** {@return the distance between neighbours along each axis of {@link #shape()}, in bytes; a new array} */
    public long[] strides() {
        return toArray(strides);
    }

    private static long[] toArray(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
