package dev.npymap.access;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.FieldPath;
import dev.npymap.dtype.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where the elements of an array lie: element {@code (i, j, ...)} begins at byte {@code baseOffset + i * strides[0] + j *
 * strides[1] + ...} of a segment. What every accessor is made from; NPY files are not needed for it.
 *
 * <p>Immutable. As safe to share between threads as its segment is.
 */
public final class Strided {
    private final MemorySegment segment;
    private final DType dtype;
    private final long baseOffset;
    private final Shape shape;
    private final long[] strides;
    private final String path;

    /**
     * Describes elements; nothing is read.
     *
     * @param segment the memory
     * @param dtype what an element is
     * @param baseOffset where element 0 lies, in bytes from the segment's beginning
     * @param shape the dimensions, in elements
     * @param strides the distance between neighbours along each axis, in bytes
     * @throws IllegalArgumentException if there is not one stride for each dimension
     */
    public Strided(MemorySegment segment, DType dtype, long baseOffset, Shape shape, long[] strides) {
        this(segment, dtype, baseOffset, shape, strides, "");
    }

    private Strided(MemorySegment segment, DType dtype, long baseOffset, Shape shape, long[] strides, String path) {
        this.segment = Objects.requireNonNull(segment);
        this.dtype = Objects.requireNonNull(dtype);
        this.baseOffset = baseOffset;
        this.shape = shape;
        this.strides = strides.clone();
        this.path = path;
        if (strides.length != shape.rank()) {
            throw new IllegalArgumentException(strides.length + " strides for the shape " + shape);
        }
    }

    /** {@return the memory} */
    public MemorySegment segment() {
        return segment;
    }

    /** {@return what an element is} */
    public DType dtype() {
        return dtype;
    }

    /** {@return where element 0 lies, in bytes from the segment's beginning} */
    public long baseOffset() {
        return baseOffset;
    }

    /** {@return the dimensions, in elements} */
    public Shape shape() {
        return shape;
    }

    /** {@return the distance between neighbours along each axis, in bytes; a new array} */
    public long[] strides() {
        return strides.clone();
    }

    /** {@return the path that led to these elements, for messages; empty for an array's own} */
    public String path() {
        return path;
    }

    /** {@return the distance between neighbours along one axis, in bytes} */
    long stride(int axis) {
        return strides[axis];
    }

    /**
     * {@return one field of every element}
     *
     * @param path the field, as {@link FieldPath} reads it; the dimensions of its sub-arrays come after this array's
     * @throws IllegalArgumentException if the path leads nowhere
     * @throws IndexOutOfBoundsException if an index in the path is outside of its dimension
     */
    public Strided field(String path) {
        FieldPath field = FieldPath.of(dtype, path);
        long[] inner = field.strides();
        long[] joined = Arrays.copyOf(strides, strides.length + inner.length);
        System.arraycopy(inner, 0, joined, strides.length, inner.length);
        return new Strided(
                segment,
                field.dtype(),
                baseOffset + field.offset(),
                shape.append(field.shape()),
                joined,
                this.path.isEmpty() ? path : this.path + "." + path);
    }

    /** Runs along the last axis of an array, one after the other in C order. */
    @FunctionalInterface
    interface RunConsumer {
        /**
         * Takes one run.
         *
         * @param offset where the run's first element lies, in bytes from the segment's beginning
         * @param stride the distance between its elements, in bytes
         * @param count how many elements it has, at least 1
         * @param index the place of its first element in C order
         */
        void accept(long offset, long stride, long count, long index);
    }

    /** Visits every element in C order, in as few runs as the strides allow. */
    void forEachRun(RunConsumer consumer) {
        if (shape.size() == 0) {
            return;
        }
        // Dimensions that lie dense behind one another are one.
        int outer = shape.rank();
        long count = 1;
        long stride = 0;
        while (outer > 0) {
            long dim = shape.dim(outer - 1);
            if (dim != 1) {
                if (count != 1 && strides[outer - 1] != stride * count) {
                    break;
                }
                stride = count == 1 ? strides[outer - 1] : stride;
                count *= dim;
            }
            outer--;
        }
        long[] index = new long[outer];
        long offset = baseOffset;
        for (long start = 0; start < shape.size(); start += count) {
            consumer.accept(offset, stride, count, start);
            for (int axis = outer - 1; axis >= 0; axis--) {
                offset += strides[axis];
                if (++index[axis] < shape.dim(axis)) {
                    break;
                }
                offset -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }
}
