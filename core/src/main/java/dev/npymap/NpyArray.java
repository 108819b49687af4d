package dev.npymap;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.FieldPath;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.os.Pages;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;

/**
 * A view over mapped bytes: dtype, shape, strides and segment. Made by {@link Npy}, and by slicing another: a slice, field or
 * transpose of an array is an array over the same bytes. Making one copies nothing; it costs nanoseconds, and no memory where
 * it does not leave the method that makes it (up to three axes).
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
    private final Origin origin;
    private final MemoryOrder order;

    /** The axis of rows; -1 for a 0-d array, whose fields may have axes but no rows. */
    private final int rowAxis;

    /**
     * What a view shares with the window that it was made from.
     *
     * @param place where the whole array is
     * @param mode how the file is mapped
     * @param region where the window lies in the file
     */
    private record Origin(ArrayPlace place, MapMode mode, Region region) {
        NpyHeader header() {
            return place.header();
        }
    }

    /** A whole window. */
    NpyArray(Strided elements, ArrayPlace place, MapMode mode, Region region) {
        this(
                elements,
                new Origin(place, mode, region),
                place.header().order(),
                rowAxis(place.header().order(), elements));
    }

    private NpyArray(Strided elements, Origin origin, MemoryOrder order, int rowAxis) {
        this.elements = elements;
        this.origin = origin;
        this.order = order;
        this.rowAxis = rowAxis;
    }

    private static int rowAxis(MemoryOrder order, Strided elements) {
        int rank = elements.shape().rank();
        return rank == 0 ? -1 : order.rowAxis(rank);
    }

    /** {@return what an element is} */
    public DType dtype() {
        return elements.dtype();
    }

    /** {@return the dimensions, in elements} */
    public Shape shape() {
        return elements.shape();
    }

    /** {@return the distance between neighbours along each axis, in bytes; a new array} */
    public long[] strides() {
        return elements.strides();
    }

    /**
     * {@return the number of rows: the length of the slowest axis}
     *
     * @throws IllegalStateException if the array has rank 0, and so no rows
     */
    public long rows() {
        return elements.length(checkRows());
    }

    private int checkRows() {
        if (rowAxis < 0) {
            throw new IllegalStateException("a 0-d array has no rows");
        }
        return rowAxis;
    }

    /**
     * {@return the row of the file that holds element 0, counted from 0}
     *
     * <p>Of an array whose rows have no bytes, the row where its window begins.
     */
    public long firstRow() {
        NpyHeader header = origin.header();
        long rowSize = header.shape().rank() == 0
                ? 0
                : header.rowElements() * header.dtype().itemSize();
        return rowSize == 0 ? origin.region().firstRow() : payloadOffset() / rowSize;
    }

    /**
     * {@return the place of element 0 in the file, counted in elements of the payload from 0}
     *
     * <p>Of an array whose elements have no bytes, the place where its window begins.
     */
    public long elementOffset() {
        long itemSize = origin.header().dtype().itemSize();
        return itemSize == 0 ? origin.region().offset() : payloadOffset() / itemSize;
    }

    private long payloadOffset() {
        return origin.region().offset() * origin.header().dtype().itemSize() + baseOffset();
    }

    /** {@return the shape of the file's whole array, in elements} */
    public Shape fileShape() {
        return origin.header().shape();
    }

    /** {@return the header of the file} */
    public NpyHeader header() {
        return origin.header();
    }

    /** {@return the mapped bytes of the window, all of them for a view too; read-only where the file is mapped read-only} */
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
        return view(elements.field(path), rowAxis);
    }

    /**
     * {@return the real part of every element, as an array over the same bytes}
     *
     * <p>As NumPy's {@code a.real}, but of complex elements only. Reductions of a complex array are those of its parts.
     *
     * @throws DTypeMismatchException if the elements are not complex
     */
    public NpyArray real() {
        return view(elements.real(), rowAxis);
    }

    /**
     * {@return the imaginary part of every element, as an array over the same bytes}
     *
     * <p>As NumPy's {@code a.imag}, but of complex elements only.
     *
     * @throws DTypeMismatchException if the elements are not complex
     */
    public NpyArray imaginary() {
        return view(elements.imaginary(), rowAxis);
    }

    /**
     * {@return consecutive rows, as an array over the same bytes}
     *
     * @param from the first row, counted from 0 in this array
     * @param to the row after the last one
     * @throws IndexOutOfBoundsException if {@code from} is negative, or past {@code to}, or {@code to} past the last row
     * @throws IllegalStateException if the array has rank 0, and so no rows
     */
    public NpyArray rows(long from, long to) {
        return slice(checkRows(), from, to, 1);
    }

    /**
     * {@return every {@code step}-th element along one axis, as an array over the same bytes}
     *
     * <p>As NumPy's {@code a[from:to:step]}, but exact: nothing counts from the end, and a slice that reaches past the axis is
     * an error. Backwards over all is {@code slice(axis, length - 1, -1, -1)}.
     *
     * @param axis the axis, from 0 and as NumPy counts them, whatever the memory order; -1 is the last
     * @param from the index of the first element
     * @param to the index where the slice ends, itself excluded; with a negative step it lies below {@code from}, and -1 is
     *     below the first element
     * @param step the distance between two elements, in elements; negative to go backwards
     * @throws IndexOutOfBoundsException if there is no such axis, or the slice reaches past it
     * @throws IllegalArgumentException if the step is 0
     */
    public NpyArray slice(int axis, long from, long to, long step) {
        return view(elements.slice(axis, from, to, step), rowAxis);
    }

    /**
     * {@return the elements at one index of an axis, without that axis, as an array over the same bytes}
     *
     * <p>As NumPy's {@code a[index]} for axis 0. Where it is the axis of rows, the next slowest is theirs then.
     *
     * @param axis the axis, from 0 and as NumPy counts them, whatever the memory order; -1 is the last
     * @param index the index
     * @throws IndexOutOfBoundsException if there is no such axis, or the index is outside of it
     */
    public NpyArray at(int axis, long index) {
        Strided rest = elements.at(axis, index);
        int rank = elements.rank();
        int dropped = axis < 0 ? axis + rank : axis;
        boolean shifted = dropped < rowAxis || (dropped == rowAxis && order == MemoryOrder.FORTRAN);
        return view(rest, Math.min(rank - 2, shifted ? Math.max(0, rowAxis - 1) : rowAxis));
    }

    /** {@return the same elements with the axes in reverse order, as NumPy's {@code a.T}} */
    public NpyArray transpose() {
        MemoryOrder other = order == MemoryOrder.C ? MemoryOrder.FORTRAN : MemoryOrder.C;
        int axis = rowAxis < 0 ? rowAxis : elements.rank() - 1 - rowAxis;
        return new NpyArray(elements.transpose(), origin, other, axis);
    }

    /**
     * {@return the same elements, in C order, under another shape}
     *
     * <p>As NumPy's {@code a.reshape(shape)} where that makes no copy. Rows run along axis 0 then.
     *
     * @param shape the new dimensions, with as many elements
     * @throws IllegalArgumentException if the number of elements differs, or if no strides give that shape, so that a copy
     *     would be needed
     */
    public NpyArray reshape(Shape shape) {
        return new NpyArray(elements.reshape(shape), origin, MemoryOrder.C, shape.rank() == 0 ? -1 : 0);
    }

    private NpyArray view(Strided elements, int rowAxis) {
        return new NpyArray(elements, origin, order, rowAxis);
    }

    /**
     * {@return the bytes of all elements, which lie dense in C or in Fortran order}
     *
     * @throws UnsupportedOperationException if there are gaps between them, or they lie in another order; the message tells
     *     where
     */
    public MemorySegment contiguousSegment() {
        return elements.contiguousSegment();
    }

    /**
     * Writes this array's elements to those of a target, whatever the strides of both; byte order is converted, and padding is
     * not written. Where both lie over the same bytes, the result is as if all elements had been read first; that takes
     * memory for a copy of them, unless no byte belongs to elements of both, as with two fields of one array. Two maps of
     * one file are not recognised as the same bytes.
     *
     * @param target receives them; of the same shape
     * @throws DTypeMismatchException if the dtypes differ in more than byte order, padding and titles
     * @throws IllegalArgumentException if the shapes differ
     * @throws UnsupportedOperationException if the target is read-only
     */
    public void copyTo(NpyArray target) {
        elements.copyTo(target.elements);
    }

    /**
     * Writes this array's elements to those of a target, converted to its dtype: among {@code bool}, all integers, {@code float16} to {@code
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
     *   <li>a {@code longdouble} is one of x86-64, as {@link dev.npymap.access.LongDoubleFormat#X87} tells.
     * </ul>
     * <p>Strides may be any. Where both lie over the same bytes, the result is as if all elements had been read first.
     *
     * @param target receives them; of the same shape
     * @throws DTypeMismatchException if one of the dtypes is no number, or only the source's is complex
     * @throws IllegalArgumentException if the shapes differ
     * @throws UnsupportedOperationException if the target is read-only
     */
    public void castTo(NpyArray target) {
        elements.castTo(target.elements);
    }

    /**
     * Writes what was changed between the first byte of this array and its last to the disk, and returns when it is there.
     * Does nothing for a read-only map.
     *
     * @throws UnsupportedOperationException if the map is copy-on-write, or the memory no map: its changes belong to no file
     * @throws UncheckedIOException if writing fails
     * @throws IllegalStateException if the arena is closed
     */
    public void force() {
        if (origin.mode().equals(MapMode.PRIVATE)) {
            throw new UnsupportedOperationException(
                    "the array is mapped PRIVATE (copy-on-write): its changes belong to no file, so there is nothing to force");
        }
        if (!segment().isMapped()) {
            throw new UnsupportedOperationException(
                    "the array lies in memory that is no map of a file, so there is nothing to force");
        }
        elements.extent().force();
    }

    /**
     * Tells the kernel how the bytes from the first one of this array to its last will be accessed.
     *
     * @param advice the pattern
     * @return whether the kernel took it; where it cannot (Windows, or no native access) nothing changes
     * @throws IllegalStateException if the arena is closed
     */
    public boolean advise(MapAdvice advice) {
        return advice.advice().give(elements.extent());
    }

    /**
     * Makes every page between the first byte of this array and its last present in memory. No access meets a page fault then,
     * as long as the kernel keeps the pages there; and where the map is {@code READ_WRITE}, every page of a sparse file has its
     * block on the disk, so that a full disk is an {@link FileSystemException} here, and not an {@link InternalError} at some
     * write. No byte changes, whatever others write meanwhile.
     *
     * <p>Of a {@code READ_WRITE} map the pages are made as a write would make them, and the kernel will write them to the disk;
     * of a {@code READ_ONLY} or {@code PRIVATE} one as a read would. (What is written to a private map takes memory, not disk.)
     * On a file system that gives a block a new place whenever it is written (btrfs, ZFS), a later write can find the disk full
     * all the same.
     *
     * @apiNote It takes as long as to read or write a byte of every page, and the caller's thread waits for it. Of a window larger
     *     than the memory the first pages are gone again when the last are there; their blocks stay. A file that was not
     *     created {@link CreateOptions#sparse() sparse} has its blocks.
     * @return whether that was done; where it cannot be (not Linux, or one before 5.14, or no native access; or an array in a
     *     segment of the caller's) nothing changes
     * @throws FileSystemException if the disk is too small, or the file was shortened; pages before that place stay, with
     *     the blocks that they took
     * @throws IllegalStateException if the arena is closed
     */
    public boolean populate() throws FileSystemException {
        MemorySegment extent = elements.extent();
        ArrayPlace place = origin.place();
        if (place.file().isEmpty()) {
            return false;
        }
        long offset =
                place.begin(origin.region()) + extent.address() - segment().address();
        return Pages.populate(
                extent, origin.mode().equals(MapMode.READ_WRITE), place.file().get(), offset);
    }

    /** {@return dtype, shape and place, for messages} */
    @Override
    public String toString() {
        return "NpyArray[dtype=" + dtype() + ", shape=" + shape() + ", elementOffset=" + elementOffset() + "]";
    }
}
