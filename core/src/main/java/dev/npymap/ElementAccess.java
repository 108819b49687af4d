package dev.npymap;

import dev.npymap.access.AtomicIntAccessor;
import dev.npymap.access.AtomicLongAccessor;
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
import dev.npymap.dtype.StructType;
import dev.npymap.record.RecordAccessor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The typed ways to an array's elements and to their fields. They are a part of {@link NpyArray}, and apart from it so that a
 * reader finds the geometry of an array there, and its types here.
 */
abstract sealed class ElementAccess permits NpyArray {
    /** {@return where the elements lie, from which any accessor can be made} */
    public abstract Strided elements();

    /** {@return an accessor of {@code bool} elements} */
    public BooleanAccessor booleans() {
        return BooleanAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code bool} field}
     *
     * @param path the field
     */
    public BooleanAccessor booleans(String path) {
        return BooleanAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code int8} or {@code uint8} elements} */
    public ByteAccessor bytes() {
        return ByteAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code int8} or {@code uint8} field}
     *
     * @param path the field
     */
    public ByteAccessor bytes(String path) {
        return ByteAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code int16} or {@code uint16} elements} */
    public ShortAccessor shorts() {
        return ShortAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code int16} or {@code uint16} field}
     *
     * @param path the field
     */
    public ShortAccessor shorts(String path) {
        return ShortAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code int32} or {@code uint32} elements} */
    public IntAccessor ints() {
        return IntAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code int32} or {@code uint32} field}
     *
     * @param path the field
     */
    public IntAccessor ints(String path) {
        return IntAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64} elements} */
    public LongAccessor longs() {
        return LongAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64} field}
     *
     * @param path the field
     */
    public LongAccessor longs(String path) {
        return LongAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code float16} elements} */
    public HalfAccessor halfs() {
        return HalfAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code float16} field}
     *
     * @param path the field
     */
    public HalfAccessor halfs(String path) {
        return HalfAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code float32} elements} */
    public FloatAccessor floats() {
        return FloatAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code float32} field}
     *
     * @param path the field
     */
    public FloatAccessor floats(String path) {
        return FloatAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code float64} elements} */
    public DoubleAccessor doubles() {
        return DoubleAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code float64} field}
     *
     * @param path the field
     */
    public DoubleAccessor doubles(String path) {
        return DoubleAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code U} or {@code S} elements} */
    public StringAccessor strings() {
        return StringAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code U} or {@code S} field}
     *
     * @param path the field
     */
    public StringAccessor strings(String path) {
        return StringAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code datetime64} elements} */
    public DatetimeAccessor datetimes() {
        return DatetimeAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code datetime64} field}
     *
     * @param path the field
     */
    public DatetimeAccessor datetimes(String path) {
        return DatetimeAccessor.of(elements().field(path));
    }

    /** {@return an accessor of {@code timedelta64} elements} */
    public TimedeltaAccessor timedeltas() {
        return TimedeltaAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code timedelta64} field}
     *
     * @param path the field
     */
    public TimedeltaAccessor timedeltas(String path) {
        return TimedeltaAccessor.of(elements().field(path));
    }

    /** {@return an accessor of any elements} */
    public BytesAccessor rawBytes() {
        return BytesAccessor.of(elements());
    }

    /**
     * {@return an accessor of any field, a struct included}
     *
     * @param path the field
     */
    public BytesAccessor rawBytes(String path) {
        return BytesAccessor.of(elements().field(path));
    }

    /**
     * {@return an accessor of {@code longdouble} elements}
     *
     * @param format what the 16 bytes of a {@code longdouble} mean, which a file does not tell
     */
    public LongDoubleAccessor longDoubles(LongDoubleFormat format) {
        return LongDoubleAccessor.of(elements(), format);
    }

    /**
     * {@return an accessor of a {@code longdouble} field}
     *
     * @param path the field
     * @param format what the 16 bytes of a {@code longdouble} mean, which a file does not tell
     */
    public LongDoubleAccessor longDoubles(String path, LongDoubleFormat format) {
        return LongDoubleAccessor.of(elements().field(path), format);
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
        return ComplexAccessor.of(elements(), format);
    }

    /**
     * {@return an accessor of a complex field}
     *
     * @param path the field
     * @param format what the 16 bytes of a {@code longdouble} mean, which a file does not tell
     */
    public ComplexAccessor complexes(String path, LongDoubleFormat format) {
        return ComplexAccessor.of(elements().field(path), format);
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
     * {@return an accessor of rows as Java records}
     *
     * <p>{@link RecordAccessor} tells which Java types suit which dtypes. Of an array with more dimensions than one, take
     * {@link NpyArray#at} or {@link NpyArray#reshape}; of a nested struct, {@link NpyArray#field}.
     *
     * @param <T> the record
     * @param lookup {@link MethodHandles#lookup()} of a class that can see the record and those nested in it, private ones too
     * @param type the record
     * @throws DTypeMismatchException if the record does not match the dtype; the message tells every component that does not
     * @throws IllegalArgumentException if there is not one dimension, {@code lookup} cannot access a record, or one is too wide
     */
    public <T extends Record> RecordAccessor<T> records(MethodHandles.Lookup lookup, Class<T> type) {
        return RecordAccessor.of(elements(), lookup, type);
    }

    /**
     * {@return an accessor of rows as Java records, which are on the class path, or in a package that is open to the module
     * {@code dev.npymap}}
     *
     * @param <T> the record
     * @param type the record
     * @throws DTypeMismatchException if the record does not match the dtype; the message tells every component that does not
     * @throws IllegalArgumentException if there is not one dimension, or a record is not open, or is too wide
     */
    public <T extends Record> RecordAccessor<T> records(Class<T> type) {
        return RecordAccessor.of(elements(), type);
    }

    /**
     * {@return a handle on a scalar field}
     *
     * <p>Its coordinates are the {@link NpyArray#segment}, the {@link NpyArray#baseOffset} and one {@code long} index for each
     * dimension; its type is that of the value layout: {@code boolean}, {@code byte}, {@code short} (for {@code float16} too),
     * {@code int}, {@code long} (for dates too), {@code float} or {@code double}. It supports plain {@code get} and {@code set} at
     * any alignment, and checks every index; {@code set} on a read-only segment throws {@link IllegalArgumentException}.
     *
     * @apiNote In a {@code static final} field it is as fast as an array; in an instance field it is 30 to 60 times slower,
     *     and an accessor is the better choice.
     * @param path the field
     * @throws DTypeMismatchException if the field has no such layout: it is a struct, complex, text, raw bytes or {@code
     *     longdouble}
     */
    public VarHandle varHandle(String path) {
        return ElementHandle.of(elements(), elements().field(path));
    }

    /**
     * {@return a handle on scalar elements}, as {@link #varHandle(String)} gives it for a field
     *
     * @throws DTypeMismatchException if elements have no such layout
     */
    public VarHandle varHandle() {
        return ElementHandle.of(elements(), elements());
    }

    /**
     * {@return an accessor of {@code int32} or {@code uint32} elements that many threads and processes may share}
     *
     * @throws IllegalArgumentException if they do not lie at multiples of 4 bytes
     */
    public AtomicIntAccessor atomicInts() {
        return AtomicIntAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code int32} or {@code uint32} field that many threads and processes may share}
     *
     * @param path the field
     * @throws IllegalArgumentException if its elements do not lie at multiples of 4 bytes; NPY packs its structs, and {@link
     *     StructType.Builder#aligned} makes one that is padded
     */
    public AtomicIntAccessor atomicInts(String path) {
        return AtomicIntAccessor.of(elements().field(path));
    }

    /**
     * {@return an accessor of {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64} elements that many
     * threads and processes may share}
     *
     * @throws IllegalArgumentException if they do not lie at multiples of 8 bytes
     */
    public AtomicLongAccessor atomicLongs() {
        return AtomicLongAccessor.of(elements());
    }

    /**
     * {@return an accessor of a {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64} field that many
     * threads and processes may share}
     *
     * @param path the field
     * @throws IllegalArgumentException if its elements do not lie at multiples of 8 bytes; NPY packs its structs, and {@link
     *     StructType.Builder#aligned} makes one that is padded
     */
    public AtomicLongAccessor atomicLongs(String path) {
        return AtomicLongAccessor.of(elements().field(path));
    }

    /**
     * {@return a handle on a scalar field, for all access modes}
     *
     * <p>Its coordinates and type are those of {@link #varHandle(String)}. All types support volatile, acquire, release and
     * opaque access; {@code int}, {@code long}, {@code float} and {@code double} {@code compareAndSet} and its kin too, and
     * {@code int} and {@code long} {@code getAndAdd} and the bitwise modes. It throws {@link IllegalArgumentException} where
     * the base offset given is not that of an aligned element.
     *
     * @apiNote In a {@code static final} field it is as fast as an array; in an instance field it is 30 to 60 times slower,
     *     and an accessor is the better choice.
     * @param path the field
     * @throws DTypeMismatchException if the field has no such layout, as in {@link #varHandle(String)}
     * @throws IllegalArgumentException if its elements do not lie at multiples of their size
     */
    public VarHandle atomicVarHandle(String path) {
        return ElementHandle.atomic(elements(), elements().field(path));
    }

    /**
     * {@return a handle on scalar elements, for all access modes}, as {@link #atomicVarHandle(String)} gives it for a field
     *
     * @throws DTypeMismatchException if elements have no such layout
     * @throws IllegalArgumentException if they do not lie at multiples of their size
     */
    public VarHandle atomicVarHandle() {
        return ElementHandle.atomic(elements(), elements());
    }
}
