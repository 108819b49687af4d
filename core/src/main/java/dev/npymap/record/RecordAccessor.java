package dev.npymap.record;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.access.StringAccessor;
import dev.npymap.dtype.NpyField;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads and writes rows of a structured array of one dimension as Java records.
 *
 * <p>The record's components are matched with the struct's fields by name, or by the name that {@link NpyField} gives. A
 * record may leave out fields: {@code get} does not read them, and {@code set} leaves them as they are. Types are exact:
 *
 * <table class="striped">
 * <caption>Java types of dtypes</caption>
 * <thead><tr><th>dtype</th><th>Java</th></tr></thead>
 * <tbody>
 * <tr><td>{@code bool}</td><td>{@code boolean}</td></tr>
 * <tr><td>{@code i1 u1}, {@code i2 u2}, {@code i4 u4}, {@code i8 u8}</td>
 *     <td>{@code byte}, {@code short}, {@code int}, {@code long}; the bits of an unsigned number are kept as they are</td></tr>
 * <tr><td>{@code f2 f4}</td><td>{@code float}; a {@code float16} is rounded to when written</td></tr>
 * <tr><td>{@code f8}, {@code f16}</td><td>{@code double}; a {@code longdouble} as x86-64 writes it, rounded when read</td></tr>
 * <tr><td>complex</td><td>a record of two components {@code re} and {@code im}, {@code float} or {@code double}</td></tr>
 * <tr><td>{@code M8}</td><td>{@code Instant} or {@code LocalDateTime}, exact, or the count as a {@code long}</td></tr>
 * <tr><td>{@code m8}</td><td>{@code Duration}, exact, or the count as a {@code long}</td></tr>
 * <tr><td>{@code U}, {@code S}</td><td>{@code String}, as {@link StringAccessor} reads it</td></tr>
 * <tr><td>{@code V}</td><td>{@code byte[]}</td></tr>
 * <tr><td>a struct</td><td>a record</td></tr>
 * <tr><td>a sub-array</td><td>an array of as many dimensions</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Rows are read from and written to the mapped file itself, in plain mode: no access is atomic or ordered, and another
 * thread can see half a row. An accessor is immutable, and as safe to share between threads as its segment is; once the
 * segment's arena is closed, every access throws {@link IllegalStateException}.
 *
 * @apiNote The class behind an accessor is generated for the record, the dtype and the stride, all numbers in it constants.
 *     The first of a program takes a tenth of a second, another one some milliseconds, and one that there is already some
 *     microseconds: make it once, before the loop. Once compiled, a loop that keeps no record allocates nothing (text, dates and
 *     arrays of more than 12 items excepted), and what it does not use of a record is not read.
 *     <p>HotSpot sets a limit to that: it inlines no method whose machine code is larger than 2500 bytes ({@code
 *     -XX:InlineSmallCode} raises it), which a record of some 30 fields reaches, or one of some ten
 *     nested records, or one with an array of three records. The rows of a larger one are read all the same, and each record is
 *     allocated. To read few fields of many, leave the others out of the record.
 * @param <T> the record
 */
public abstract class RecordAccessor<T extends Record> {
    // The generated classes read these fields.
    final MemorySegment segment;
    final long base;
    final long length;
    final long stride;
    final boolean readOnly;

    /** For generated classes alone. */
    RecordAccessor(Strided rows) {
        this.segment = rows.segment();
        this.base = rows.baseOffset();
        this.length = rows.length(0);
        this.stride = rows.strides()[0];
        this.readOnly = segment.isReadOnly();
    }

    /**
     * {@return an accessor of these rows}
     *
     * @param <T> the record
     * @param rows a structured array of one dimension
     * @param lookup {@link MethodHandles#lookup()} of a class that can see the record and those nested in it, private ones too
     * @param type the record
     * @throws DTypeMismatchException if the record does not match the dtype; the message tells every component that does not
     * @throws IllegalArgumentException if there is not one dimension, {@code lookup} cannot access a record, or one is too wide:
     *     253 components can be bound, each {@code long} and {@code double} counting twice
     */
    public static <T extends Record> RecordAccessor<T> of(Strided rows, MethodHandles.Lookup lookup, Class<T> type) {
        return RecordClasses.accessor(rows, RecordAccess.by(lookup), type);
    }

    /**
     * {@return an accessor of these rows, for a record on the class path, or of a package that is open to the module {@code
     * dev.npymap}}
     *
     * @param <T> the record
     * @param rows a structured array of one dimension
     * @param type the record
     * @throws DTypeMismatchException if the record does not match the dtype; the message tells every component that does not
     * @throws IllegalArgumentException if there is not one dimension, or a record is not open, or is too wide: 253 components can
     *     be bound, each {@code long} and {@code double} counting twice
     */
    public static <T extends Record> RecordAccessor<T> of(Strided rows, Class<T> type) {
        return RecordClasses.accessor(rows, RecordAccess.OPEN, type);
    }

    /**
     * {@return a new record of a row's values}
     *
     * @param row the row, from 0
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws java.time.DateTimeException if a date is not-a-time, has no unit, or does not fit in its Java type exactly
     * @throws IllegalStateException if a text holds a surrogate, or a value past U+10FFFF, and so is not text
     */
    public abstract T get(long row);

    /**
     * Writes a row. The fields that the record leaves out stay as they are.
     *
     * <p>The record is checked before its first byte is written, and each component asked for: an error leaves the row as it was.
     * Only another thread that changes an array meanwhile can leave half a row, or, in a record that is within an array or has
     * more than some ten components, a component's method that throws or returns something else when it is called again.
     *
     * @param row the row, from 0
     * @param value the new values
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws UnsupportedOperationException if the array is read-only
     * @throws NullPointerException if the record or a component of it is null
     * @throws IllegalArgumentException if an array is not as long as the sub-array, or text or bytes do not fit
     * @throws java.time.DateTimeException if a date is no whole number of the dtype's units, does not fit, or there is no unit
     */
    public abstract void set(long row, T value);

    /** Gives the rows from {@code from} to {@code to} to a consumer: a loop of its own, and so a profile, for each record. */
    abstract void forEach(long from, long to, Consumer<? super T> action);

    /** Called by generated code. */
    static void checkLength(int length, int expected, String path) {
        if (length != expected) {
            throw new IllegalArgumentException("the component " + path + " is an array of the length " + length
                    + ", and the sub-array's is " + expected);
        }
    }

    /** {@return the number of rows} */
    public final long size() {
        return length;
    }

    /**
     * Reads every row, in order.
     *
     * @param action takes each record
     */
    public final void forEach(Consumer<? super T> action) {
        forEach(0, length, Objects.requireNonNull(action));
    }

    /**
     * {@return the rows, in order: sized, and splittable into halves of consecutive rows}
     *
     * <p>It reads a row when it is asked for it, not before.
     */
    public final Spliterator<T> spliterator() {
        return new RowSpliterator<>(this, 0, length);
    }

    /**
     * {@return a sequential stream of the rows, in order}
     *
     * <p>{@code stream().parallel()} reads on several threads, so the array's arena must not be confined to one.
     */
    public final Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }
}
