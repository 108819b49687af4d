package dev.npymap.access;

import dev.npymap.bulk.Axes;
import dev.npymap.bulk.MemorySequence;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.FieldPath;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
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
    private final Axes axes;
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
        this(segment, dtype, baseOffset, axes(shape, strides), "");
    }

    private Strided(MemorySegment segment, DType dtype, long baseOffset, Axes axes, String path) {
        this.segment = Objects.requireNonNull(segment);
        this.dtype = Objects.requireNonNull(dtype);
        this.baseOffset = baseOffset;
        this.axes = axes;
        this.path = path;
    }

    private static Axes axes(Shape shape, long[] strides) {
        if (strides.length != shape.rank()) {
            throw new IllegalArgumentException(strides.length + " strides for the shape " + shape);
        }
        return Axes.of(shape.toArray(), strides);
    }

    /** {@return elements that lie dense in C order from a segment's beginning} */
    static Strided dense(MemorySegment segment, DType dtype, Shape shape) {
        return new Strided(segment, dtype, 0, shape, MemoryOrder.C.strides(shape, dtype.itemSize()));
    }

    private Strided view(long baseOffset, Axes axes) {
        return new Strided(segment, dtype, baseOffset, axes, path);
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

    /** {@return the dimensions, in elements; a new object} */
    public Shape shape() {
        return axes.shape();
    }

    /** {@return the distance between neighbours along each axis, in bytes; a new array} */
    public long[] strides() {
        return axes.strides();
    }

    /** {@return the path that led to these elements, for messages; empty for an array's own} */
    public String path() {
        return path;
    }

    /** {@return lengths and strides} */
    Axes axes() {
        return axes;
    }

    /** {@return these elements for a reduction} */
    MemorySequence sequence() {
        return new MemorySequence(segment, dtype, baseOffset, axes);
    }

    /**
     * Checks that every element begins, in memory, at a multiple of its {@linkplain DType#alignment alignment}, as atomic
     * access demands. In a mapped file that is a multiple in the file too. Where there are no elements nothing is checked.
     *
     * @throws IllegalArgumentException if an element does not; the message names the offset and the strides in the way
     */
    public void checkAligned() {
        Alignment.check(this);
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
        return new Strided(
                segment,
                field.dtype(),
                baseOffset + field.offset(),
                axes.append(field.shape(), field.strides()),
                this.path.isEmpty() ? path : this.path + "." + path);
    }

    /**
     * {@return the real part of every element, as NumPy's {@code a.real}}
     *
     * @throws DTypeMismatchException if the elements are not complex
     */
    public Strided real() {
        return part(0);
    }

    /**
     * {@return the imaginary part of every element, as NumPy's {@code a.imag}}
     *
     * @throws DTypeMismatchException if the elements are not complex
     */
    public Strided imaginary() {
        return part(1);
    }

    /** Of a complex number the real part comes first, then the imaginary one. */
    private Strided part(long which) {
        if (!(dtype instanceof ScalarType scalar) || scalar.kind() != ScalarType.Kind.COMPLEX) {
            throw new DTypeMismatchException(ComplexAccessor.ASKED, dtype, path);
        }
        int size = scalar.itemSize() / 2;
        DType part = DType.of(ScalarType.Kind.FLOAT.code() + "" + size).withOrder(scalar.order());
        return new Strided(segment, part, baseOffset + which * size, axes, path);
    }

    /**
     * {@return every {@code step}-th element along one axis}
     *
     * @param axis the axis, from 0; negative ones count from the last, which is -1
     * @param from the index of the first element
     * @param to the index where the slice ends, itself excluded; with a negative step it lies below {@code from}, and -1 is
     *     below the first element
     * @param step the distance between two elements, in elements; negative to go backwards
     * @throws IndexOutOfBoundsException if there is no such axis, or the slice reaches past it
     * @throws IllegalArgumentException if the step is 0
     */
    public Strided slice(int axis, long from, long to, long step) {
        int sliced = checkAxis(axis);
        long length = axes.length(sliced);
        boolean inside = step > 0 ? 0 <= from && from <= to && to <= length : -1 <= to && to <= from && from < length;
        if (step == 0 || !inside) {
            throw wrongSlice(sliced, from, to, step);
        }
        long count = step == 1 ? to - from : Math.ceilDiv(to - from, step);
        long stride = axes.stride(sliced);
        // An empty slice may begin at -1, or below all bytes at the end of a reversed axis; and an axis of one
        // element may have a step past all bytes.
        long moved = count == 0 && stride < 0 ? 0 : Math.max(0, from) * stride;
        return view(baseOffset + moved, axes.with(sliced, count, count > 1 ? stride * step : stride));
    }

    private RuntimeException wrongSlice(int axis, long from, long to, long step) {
        return step == 0
                ? new IllegalArgumentException("a slice with step 0")
                : new IndexOutOfBoundsException("the slice from " + from + " to " + to + " by " + step + " of axis "
                        + axis + ", which has " + axes.length(axis) + " elements");
    }

    /**
     * {@return the elements at one index of an axis, without that axis}
     *
     * @param axis the axis, from 0; negative ones count from the last, which is -1
     * @param index the index
     * @throws IndexOutOfBoundsException if there is no such axis, or the index is outside of it
     */
    public Strided at(int axis, long index) {
        int dropped = checkAxis(axis);
        if (index < 0 || index >= axes.length(dropped)) {
            throw wrongIndex(dropped, index);
        }
        return view(baseOffset + index * axes.stride(dropped), axes.without(dropped));
    }

    private IndexOutOfBoundsException wrongIndex(int axis, long index) {
        return new IndexOutOfBoundsException(
                "index " + index + " of axis " + axis + ", which has " + axes.length(axis) + " elements");
    }

    private int checkAxis(int axis) {
        int counted = axis < 0 ? axis + axes.rank() : axis;
        if (counted < 0 || counted >= axes.rank()) {
            throw wrongAxis(axis);
        }
        return counted;
    }

    private IndexOutOfBoundsException wrongAxis(int axis) {
        return new IndexOutOfBoundsException("axis " + axis + " of an array of " + axes.rank() + " dimensions");
    }

    /** {@return the same elements, the order of the axes reversed} */
    public Strided transpose() {
        return view(baseOffset, axes.reversed());
    }

    /**
     * {@return the same elements, in C order, under another shape}
     *
     * @param shape the new dimensions, with as many elements
     * @throws IllegalArgumentException if the number of elements differs, or if no strides give that shape, so that a copy
     *     would be needed
     */
    public Strided reshape(Shape shape) {
        return view(baseOffset, Reshape.of(axes, shape, dtype.itemSize()));
    }

    /**
     * {@return the bytes of all elements, which lie dense in C or in Fortran order}
     *
     * @throws UnsupportedOperationException if there are gaps between them, or they lie in another order
     */
    public MemorySegment contiguousSegment() {
        String gap = gap(axes);
        String reversedGap = gap == null ? null : gap(axes.reversed());
        if (reversedGap != null) {
            boolean fortran = rank() > 1 && Math.abs(axes.stride(0)) < Math.abs(axes.stride(rank() - 1));
            throw new UnsupportedOperationException("the array of shape " + shape() + " and strides "
                    + Arrays.toString(strides()) + " is not contiguous: " + (fortran ? reversedGap : gap));
        }
        return extent();
    }

    /** What keeps elements from being dense in C order, or null. */
    private String gap(Axes ordered) {
        long dense = dtype.itemSize();
        for (int axis = ordered.rank() - 1; axis >= 0 && size() > 0; axis--) {
            if (ordered.length(axis) != 1 && ordered.stride(axis) != dense) {
                return "an axis of " + ordered.length(axis) + " elements steps " + ordered.stride(axis)
                        + " bytes, where " + dense + " would be dense";
            }
            dense *= ordered.length(axis);
        }
        return null;
    }

    /** {@return the bytes from the lowest element to the highest} */
    public MemorySegment extent() {
        if (size() == 0) {
            return segment.asSlice(Math.clamp(baseOffset, 0, segment.byteSize()), 0);
        }
        long low = baseOffset;
        long high = baseOffset + dtype.itemSize();
        for (int axis = 0; axis < axes.rank(); axis++) {
            long reach = (axes.length(axis) - 1) * axes.stride(axis);
            low += Math.min(0, reach);
            high += Math.max(0, reach);
        }
        return segment.asSlice(low, high - low);
    }

    /** {@return the number of axes} */
    public int rank() {
        return axes.rank();
    }

    /**
     * {@return the length of one axis, in elements}
     *
     * @param axis the axis, from 0
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public long length(int axis) {
        return axes.length(Objects.checkIndex(axis, axes.rank()));
    }

    /** {@return the number of elements} */
    public long size() {
        return axes.size();
    }

    /**
     * Writes these elements to those of a target, whatever the strides of both; byte order is converted, and padding is not
     * written. Where both lie over the same bytes, the result is as if all elements had been read first; that takes memory
     * for a copy of them, unless no byte belongs to elements of both, as with two fields of one struct.
     *
     * @param target receives them; of the same shape
     * @throws DTypeMismatchException if the dtypes differ in more than byte order, padding and titles
     * @throws IllegalArgumentException if the shapes differ
     * @throws UnsupportedOperationException if the target is read-only
     */
    public void copyTo(Strided target) {
        ElementCopy.copy(this, target);
    }

    /**
     * Writes these elements to those of a target, converted to its dtype: among {@code bool}, all integers, {@code float16} to {@code
     * float64}, {@code longdouble} and, as a target, complex ones. Where the dtypes differ in byte order and padding alone, any of
     * them, this is {@link #copyTo}.
     *
     * <p>Values are converted as NumPy's {@code a.astype(dtype, casting="unsafe")} does:
     * <ul>
     *   <li>an integer becomes a narrower one by losing its upper bits;
     *   <li>a float becomes an integer by losing its fraction; out of range it becomes the nearest integer that the dtype has,
     *       and 0 for NaN, where NumPy's result depends on the machine;
     *   <li>whatever is not 0 becomes true, NaN included;
     *   <li>all else is rounded once to the nearest, ties to even; but a {@code longdouble} becomes a {@code float16} by way of a
     *       {@code float32}, as in NumPy;
     *   <li>a complex number has the imaginary part 0, or that of another complex number;
     *   <li>a {@code longdouble} is one of x86-64, as {@link LongDoubleFormat#X87} tells.
     * </ul>
     * <p>Strides may be any. Where both lie over the same bytes, the result is as if all elements had been read first.
     *
     * @param target receives them; of the same shape
     * @throws DTypeMismatchException if one of the dtypes is no number, or only the source's is complex
     * @throws IllegalArgumentException if the shapes differ
     * @throws UnsupportedOperationException if the target is read-only
     */
    public void castTo(Strided target) {
        Cast.cast(this, target);
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
        long size = size();
        if (size == 0) {
            return;
        }
        // Dimensions that lie dense behind one another are one.
        int outer = axes.rank();
        long count = 1;
        long stride = 0;
        while (outer > 0) {
            long length = axes.length(outer - 1);
            if (length != 1) {
                if (count != 1 && axes.stride(outer - 1) != stride * count) {
                    break;
                }
                stride = count == 1 ? axes.stride(outer - 1) : stride;
                count *= length;
            }
            outer--;
        }
        long[] index = new long[outer];
        long offset = baseOffset;
        for (long start = 0; start < size; start += count) {
            consumer.accept(offset, stride, count, start);
            for (int axis = outer - 1; axis >= 0; axis--) {
                offset += axes.stride(axis);
                if (++index[axis] < axes.length(axis)) {
                    break;
                }
                offset -= index[axis] * axes.stride(axis);
                index[axis] = 0;
            }
        }
    }
}
