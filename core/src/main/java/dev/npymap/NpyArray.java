package dev.npymap;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.FieldPath;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyHeader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;

/**
 * A view over mapped bytes: dtype, shape, strides and segment. Made by {@link Npy}.
 *
 * <p>It has no lifetime of its own: the arena of its segment has it, and once that is closed every access throws
 * {@link IllegalStateException}. It is an immutable value, as safe to share between threads as the arena allows; the elements
 * are the file's, and two threads or processes that write one element need an order of their own.
 *
 * <p>Elements are read and written through accessors. The methods without an argument give one of the array's elements; those
 * with a path give one of a field, named as {@link FieldPath} tells, {@code "pos.x"} or {@code "m[2,1]"}. The dimensions of
 * a sub-array come after the array's own, so {@code doubles("m").get(row, 2, 1)} is another way to the same item. Every one
 * of them throws {@link DTypeMismatchException} where the element or field is of another type, {@link
 * IllegalArgumentException} where there is no such field, and {@link IndexOutOfBoundsException} for an index in the path
 * outside of its dimension.
 */
public final class NpyArray extends ElementAccess {
    private final Strided elements;
    private final NpyHeader header;
    private final MapMode mode;
    private final long elementOffset;
    private final long firstRow;

    /** The axis of rows; -1 for a 0-d array, whose fields may have axes but no rows. */
    private final int rowAxis;

    NpyArray(Strided elements, NpyHeader header, MapMode mode, long elementOffset, long firstRow, int rowAxis) {
        this.elements = elements;
        this.header = header;
        this.mode = mode;
        this.elementOffset = elementOffset;
        this.firstRow = firstRow;
        this.rowAxis = rowAxis;
    }

    /** {@return what an element is} */
    public DType dtype() {
        return elements.dtype();
    }

    /** {@return the dimensions of this window, in elements} */
    public Shape shape() {
        return elements.shape();
    }

    /** {@return the distance between neighbours along each axis, in bytes; a new array} */
    public long[] strides() {
        return elements.strides();
    }

    /**
     * {@return the number of rows of this window: its length along the slowest axis}
     *
     * @throws IllegalStateException if the array has rank 0, and so no rows
     */
    public long rows() {
        if (rowAxis < 0) {
            throw new IllegalStateException("a 0-d array has no rows");
        }
        return shape().dim(rowAxis);
    }

    /**
     * {@return the row of the file where this window begins, counted from 0}
     *
     * <p>For a window of {@linkplain Window#elements elements}, the row that holds the first one.
     */
    public long firstRow() {
        return firstRow;
    }

    /** {@return the place of this window's first element in the file, counted in elements of the payload from 0} */
    public long elementOffset() {
        return elementOffset;
    }

    /** {@return the shape of the file's whole array, in elements} */
    public Shape fileShape() {
        return header.shape();
    }

    /** {@return the header of the file} */
    public NpyHeader header() {
        return header;
    }

    /** {@return the mapped bytes of this window, no others; read-only where the file is mapped read-only} */
    public MemorySegment segment() {
        return elements.segment();
    }

    /** {@return where element 0 lies, in bytes from the segment's beginning} */
    public long baseOffset() {
        return elements.baseOffset();
    }

    @Override
    public Strided elements() {
        return elements;
    }

    /**
     * {@return one field of every element, as an array over the same bytes}
     *
     * @param path the field, as {@link FieldPath} tells; the dimensions of its sub-arrays come after this array's
     * @throws IllegalArgumentException if there is no such field
     * @throws IndexOutOfBoundsException if an index in the path is outside of its dimension
     */
    public NpyArray field(String path) {
        return new NpyArray(elements.field(path), header, mode, elementOffset, firstRow, rowAxis);
    }

    /**
     * Writes what was changed through this window to the disk, and returns when it is there. Does nothing for a read-only
     * map.
     *
     * @throws UnsupportedOperationException if the map is copy-on-write: its changes belong to no file
     * @throws UncheckedIOException if writing fails
     * @throws IllegalStateException if the arena is closed
     */
    public void force() {
        if (mode.equals(MapMode.PRIVATE)) {
            throw new UnsupportedOperationException(
                    "the array is mapped PRIVATE (copy-on-write): its changes belong to no file, so there is nothing to force");
        }
        segment().force();
    }

    /**
     * Tells the kernel how this window will be accessed.
     *
     * @param advice the pattern
     * @return whether the kernel took it; where it cannot (Windows, or no native access) nothing changes
     * @throws IllegalStateException if the arena is closed
     */
    public boolean advise(MapAdvice advice) {
        return advice.advice().give(segment());
    }

    /** {@return dtype, shape and place, for messages} */
    @Override
    public String toString() {
        return "NpyArray[dtype=" + dtype() + ", shape=" + shape() + ", elementOffset=" + elementOffset + "]";
    }
}
