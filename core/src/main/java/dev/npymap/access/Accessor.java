package dev.npymap.access;

import dev.npymap.bulk.Axes;
import dev.npymap.bulk.ReadOnly;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import dev.npymap.dtype.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/**
 * Reads and writes one scalar type at an index: an array's elements, or one field of them.
 *
 * <p>Indices count elements from 0, one for each dimension, and every index is checked against its own dimension. Values
 * are read from and written to the mapped file itself, at any alignment, in plain mode: no access is atomic or ordered, but
 * for {@link AtomicIntAccessor} and {@link AtomicLongAccessor}.
 *
 * <p>An accessor is immutable and costs about as much as a small array to make: make it once, before the loop. It is as safe
 * to share between threads as its segment is; once the segment's arena is closed, every access throws
 * {@link IllegalStateException}.
 */
public abstract sealed class Accessor
        permits AtomicIntAccessor,
                AtomicLongAccessor,
                BooleanAccessor,
                BytesAccessor,
                ComplexAccessor,
                DatetimeAccessor,
                FloatingAccessor,
                IntegerAccessor,
                StringAccessor,
                TimedeltaAccessor {
    // What the header decides is numbers in final fields: C2 treats them as loop invariants. A layout or
    // VarHandle in a field would be 10 to 60 times slower, since its shape is not a constant then.
    final MemorySegment segment;
    final boolean bigEndian;
    final Strided elements;
    final boolean readOnly;
    final long size;
    final int rank;
    final long base;
    final long length0;
    final long length1;
    final long length2;
    final long stride0;
    final long stride1;
    final long stride2;

    /** The rank, where elements lie densely along the last axis and are little-endian; else -1. */
    final int denseRank;

    /** Likewise, where they may be written. */
    final int denseWritableRank;

    Accessor(Strided elements, boolean matches, String asked) {
        if (!matches) {
            throw new DTypeMismatchException(asked, elements.dtype(), elements.path());
        }
        this.elements = elements;
        this.segment = elements.segment();
        this.readOnly = segment.isReadOnly();
        this.bigEndian = elements.dtype() instanceof ScalarType scalar && scalar.order() == ByteOrder.BIG_ENDIAN;
        this.base = elements.baseOffset();
        this.size = elements.size();
        // Short enough to be inlined (325 bytes of bytecode), so that an accessor of a slice costs no bytes either.
        Axes axes = elements.axes();
        this.rank = axes.rank();
        this.length0 = axes.length(0);
        this.length1 = axes.length(1);
        this.length2 = axes.length(2);
        this.stride0 = axes.stride(0);
        this.stride1 = axes.stride(1);
        this.stride2 = axes.stride(2);
        boolean dense = rank > 0
                && !bigEndian
                && axes.stride(rank - 1) == elements.dtype().itemSize();
        this.denseRank = dense ? rank : -1;
        this.denseWritableRank = readOnly ? -1 : denseRank;
    }

    static boolean is(Strided elements, int itemSize, Kind... kinds) {
        return elements.dtype() instanceof ScalarType scalar
                && scalar.itemSize() == itemSize
                && Arrays.asList(kinds).contains(scalar.kind());
    }

    static boolean is(Strided elements, Set<Kind> kinds) {
        return elements.dtype() instanceof ScalarType scalar && kinds.contains(scalar.kind());
    }

    /** {@return the dimensions, in elements: the array's, then those of the field's sub-arrays} */
    public final Shape shape() {
        return elements.shape();
    }

    /** {@return the number of elements} */
    public final long size() {
        return size;
    }

    /** The elements as bulk copies see them. */
    Strided copied() {
        return elements;
    }

    /**
     * Copies all elements into a segment: dense, in C order and in this machine's byte order, at any alignment. A
     * {@link BytesAccessor} copies bytes as they lie. The elements are read plainly, neither atomically nor in any order, by an
     * {@link AtomicIntAccessor} or {@link AtomicLongAccessor} too.
     *
     * @param target receives them in its first bytes
     * @throws IndexOutOfBoundsException if the segment is too small for them
     * @throws UnsupportedOperationException if the segment is read-only
     */
    public final void copyTo(MemorySegment target) {
        DenseCopy.to(copied(), target);
    }

    /**
     * Writes all elements from a segment, where they lie as {@link #copyTo(MemorySegment)} leaves them. A {@link
     * BooleanAccessor} writes 1 for every byte that is not 0. The elements are written plainly, neither atomically nor in any
     * order, by an {@link AtomicIntAccessor} or {@link AtomicLongAccessor} too.
     *
     * @param source holds them in its first bytes
     * @throws IndexOutOfBoundsException if the segment is too small to hold them
     * @throws UnsupportedOperationException if the array is read-only
     */
    public final void copyFrom(MemorySegment source) {
        DenseCopy.from(copied(), source);
    }

    // The primitive accessors spell the arithmetic of their hot methods out, for three reasons that were
    // measured. Where elements lie densely, a literal stride is up to six times faster than one from a field,
    // in loops bound by throughput. One test of one field picks that path, since C2 makes only few copies of a
    // loop for its invariant tests, and vectorises only a copy without any. And a helper method on the path
    // that a program takes rarely would not be inlined: a call, after which C2 takes no field for unchanged,
    // not even a final one. AlikeAccessorsTest keeps their sources alike.

    final long offset(long i) {
        checkRank(1);
        return base + Objects.checkIndex(i, length0) * stride0;
    }

    final long offset(long[] index) {
        checkRank(index.length);
        long offset = base;
        for (int axis = 0; axis < index.length; axis++) {
            offset += Objects.checkIndex(index[axis], elements.axes().length(axis))
                    * elements.axes().stride(axis);
        }
        return offset;
    }

    private void checkRank(int indices) {
        if (indices != rank) {
            throw wrongRank(indices);
        }
    }

    final IllegalArgumentException wrongRank(int indices) {
        return new IllegalArgumentException(indices
                + (indices == 1 ? " index for " : " indices for ")
                + rank
                + (rank == 1 ? " dimension, shape " : " dimensions, shape ")
                + elements.shape());
    }

    final void checkWritable() {
        if (readOnly) {
            throw readOnly();
        }
    }

    static UnsupportedOperationException readOnly() {
        return ReadOnly.error();
    }

    /** The number of elements, for an array on the heap. */
    final int arrayLength() {
        if (size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("shape " + elements.shape() + " has too many elements for a Java array");
        }
        return (int) size();
    }

    final void checkRoom(int from, int length) {
        Objects.checkFromIndexSize(from, size(), length);
    }

    final void checkSome(String wanted) {
        if (size() == 0) {
            throw new NoSuchElementException("no elements, so no " + wanted + ": shape " + elements.shape());
        }
    }
}
