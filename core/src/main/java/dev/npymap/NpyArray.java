package dev.npymap;

import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.ByteAccessor;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.ComplexAccessor;
import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.DatetimeAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.LongDoubleAccessor;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.Strided;
import dev.npymap.access.StringAccessor;
import dev.npymap.access.TimedeltaAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.FieldPath;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyHeader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
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
public final class NpyArray {
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

    /** {@return where the elements lie, from which any accessor can be made} */
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

    /** {@return an accessor of {@code bool} elements} */
    public BooleanAccessor booleans() {
        return BooleanAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code bool} field}
     *
     * @param path the field
     */
    public BooleanAccessor booleans(String path) {
        return BooleanAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code int8} or {@code uint8} elements} */
    public ByteAccessor bytes() {
        return ByteAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code int8} or {@code uint8} field}
     *
     * @param path the field
     */
    public ByteAccessor bytes(String path) {
        return ByteAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code int16} or {@code uint16} elements} */
    public ShortAccessor shorts() {
        return ShortAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code int16} or {@code uint16} field}
     *
     * @param path the field
     */
    public ShortAccessor shorts(String path) {
        return ShortAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code int32} or {@code uint32} elements} */
    public IntAccessor ints() {
        return IntAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code int32} or {@code uint32} field}
     *
     * @param path the field
     */
    public IntAccessor ints(String path) {
        return IntAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64} elements} */
    public LongAccessor longs() {
        return LongAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64} field}
     *
     * @param path the field
     */
    public LongAccessor longs(String path) {
        return LongAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code float16} elements} */
    public HalfAccessor halfs() {
        return HalfAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code float16} field}
     *
     * @param path the field
     */
    public HalfAccessor halfs(String path) {
        return HalfAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code float32} elements} */
    public FloatAccessor floats() {
        return FloatAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code float32} field}
     *
     * @param path the field
     */
    public FloatAccessor floats(String path) {
        return FloatAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code float64} elements} */
    public DoubleAccessor doubles() {
        return DoubleAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code float64} field}
     *
     * @param path the field
     */
    public DoubleAccessor doubles(String path) {
        return DoubleAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code U} or {@code S} elements} */
    public StringAccessor strings() {
        return StringAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code U} or {@code S} field}
     *
     * @param path the field
     */
    public StringAccessor strings(String path) {
        return StringAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code datetime64} elements} */
    public DatetimeAccessor datetimes() {
        return DatetimeAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code datetime64} field}
     *
     * @param path the field
     */
    public DatetimeAccessor datetimes(String path) {
        return DatetimeAccessor.of(elements.field(path));
    }

    /** {@return an accessor of {@code timedelta64} elements} */
    public TimedeltaAccessor timedeltas() {
        return TimedeltaAccessor.of(elements);
    }

    /**
     * {@return an accessor of a {@code timedelta64} field}
     *
     * @param path the field
     */
    public TimedeltaAccessor timedeltas(String path) {
        return TimedeltaAccessor.of(elements.field(path));
    }

    /** {@return an accessor of any elements} */
    public BytesAccessor rawBytes() {
        return BytesAccessor.of(elements);
    }

    /**
     * {@return an accessor of any field, a struct included}
     *
     * @param path the field
     */
    public BytesAccessor rawBytes(String path) {
        return BytesAccessor.of(elements.field(path));
    }

    /**
     * {@return an accessor of {@code longdouble} elements}
     *
     * @param format what the 16 bytes of a {@code longdouble} mean, which a file does not tell
     */
    public LongDoubleAccessor longDoubles(LongDoubleFormat format) {
        return LongDoubleAccessor.of(elements, format);
    }

    /**
     * {@return an accessor of a {@code longdouble} field}
     *
     * @param path the field
     * @param format what the 16 bytes of a {@code longdouble} mean, which a file does not tell
     */
    public LongDoubleAccessor longDoubles(String path, LongDoubleFormat format) {
        return LongDoubleAccessor.of(elements.field(path), format);
    }

    /** {@return an accessor of {@code longdouble} elements, a {@code longdouble} read as x86-64 writes it} */
    public LongDoubleAccessor longDoubles() {
        return longDoubles(LongDoubleFormat.X87);
    }

    /**
     * {@return an accessor of a {@code longdouble} field, a {@code longdouble} read as x86-64 writes it}
     *
     * @param path the field
     */
    public LongDoubleAccessor longDoubles(String path) {
        return longDoubles(path, LongDoubleFormat.X87);
    }

    /**
     * {@return an accessor of complex elements}
     *
     * @param format what the 16 bytes of a {@code longdouble} mean, which a file does not tell
     */
    public ComplexAccessor complexes(LongDoubleFormat format) {
        return ComplexAccessor.of(elements, format);
    }

    /**
     * {@return an accessor of a complex field}
     *
     * @param path the field
     * @param format what the 16 bytes of a {@code longdouble} mean, which a file does not tell
     */
    public ComplexAccessor complexes(String path, LongDoubleFormat format) {
        return ComplexAccessor.of(elements.field(path), format);
    }

    /** {@return an accessor of complex elements, a {@code longdouble} read as x86-64 writes it} */
    public ComplexAccessor complexes() {
        return complexes(LongDoubleFormat.X87);
    }

    /**
     * {@return an accessor of a complex field, a {@code longdouble} read as x86-64 writes it}
     *
     * @param path the field
     */
    public ComplexAccessor complexes(String path) {
        return complexes(path, LongDoubleFormat.X87);
    }

    /**
     * {@return a handle on a scalar field}
     *
     * <p>Its coordinates are the {@link #segment}, the {@link #baseOffset} and one {@code long} index for each dimension; its
     * type is that of the value layout: {@code boolean}, {@code byte}, {@code short} (for {@code float16} too), {@code int},
     * {@code long} (for dates too), {@code float} or {@code double}. It supports plain {@code get} and {@code set} at any
     * alignment, and checks every index; {@code set} on a read-only segment throws {@link IllegalArgumentException}.
     *
     * @apiNote In a {@code static final} field it is as fast as an array; in an instance field it is 30 to 60 times slower,
     *     and an accessor is the better choice.
     * @param path the field
     * @throws DTypeMismatchException if the field has no such layout: it is a struct, complex, text, raw bytes or {@code
     *     longdouble}
     */
    public VarHandle varHandle(String path) {
        return ElementHandle.of(elements, elements.field(path));
    }

    /**
     * {@return a handle on scalar elements}, as {@link #varHandle(String)} gives it for a field
     *
     * @throws DTypeMismatchException if elements have no such layout
     */
    public VarHandle varHandle() {
        return ElementHandle.of(elements, elements);
    }

    /** {@return dtype, shape and place, for messages} */
    @Override
    public String toString() {
        return "NpyArray[dtype=" + dtype() + ", shape=" + shape() + ", elementOffset=" + elementOffset + "]";
    }
}
