package dev.npymap.dtype;

import java.lang.foreign.MemoryLayout;
import java.nio.ByteOrder;

/**
 * What an element of an array is, as NumPy says it: {@code <f8}, {@code [('id', '<i4'), ('x', '<f8')]}.
 *
 * <p>A dtype is an immutable value, safe to share between threads. Two dtypes are equal when NumPy would write them alike.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/arrays.dtypes.html">NumPy: data type objects</a>
 */
public sealed interface DType permits ScalarType, StructType, SubarrayType {
    /** {@code bool}: one byte, 0 or 1. */
    ScalarType BOOL = ScalarType.number(ScalarType.Kind.BOOL, 1);

    /** {@code int8}. */
    ScalarType INT8 = ScalarType.number(ScalarType.Kind.INT, 1);

    /** {@code int16}, little-endian. */
    ScalarType INT16 = ScalarType.number(ScalarType.Kind.INT, 2);

    /** {@code int32}, little-endian. */
    ScalarType INT32 = ScalarType.number(ScalarType.Kind.INT, 4);

    /** {@code int64}, little-endian. */
    ScalarType INT64 = ScalarType.number(ScalarType.Kind.INT, 8);

    /** {@code uint8}. */
    ScalarType UINT8 = ScalarType.number(ScalarType.Kind.UINT, 1);

    /** {@code uint16}, little-endian. */
    ScalarType UINT16 = ScalarType.number(ScalarType.Kind.UINT, 2);

    /** {@code uint32}, little-endian. */
    ScalarType UINT32 = ScalarType.number(ScalarType.Kind.UINT, 4);

    /** {@code uint64}, little-endian. */
    ScalarType UINT64 = ScalarType.number(ScalarType.Kind.UINT, 8);

    /** {@code float16}, IEEE 754 binary16, little-endian. */
    ScalarType FLOAT16 = ScalarType.number(ScalarType.Kind.FLOAT, 2);

    /** {@code float32}, little-endian. */
    ScalarType FLOAT32 = ScalarType.number(ScalarType.Kind.FLOAT, 4);

    /** {@code float64}, little-endian. */
    ScalarType FLOAT64 = ScalarType.number(ScalarType.Kind.FLOAT, 8);

    /** {@code longdouble} in 16 bytes, little-endian: x87 extended on x86-64, IEEE binary128 on aarch64; the file does not tell. */
    ScalarType LONGDOUBLE = ScalarType.number(ScalarType.Kind.FLOAT, 16);

    /** {@code complex64}: two {@code float32}, real part first, little-endian. */
    ScalarType COMPLEX64 = ScalarType.number(ScalarType.Kind.COMPLEX, 8);

    /** {@code complex128}: two {@code float64}, real part first, little-endian. */
    ScalarType COMPLEX128 = ScalarType.number(ScalarType.Kind.COMPLEX, 16);

    /** {@code clongdouble}: two {@code longdouble}, real part first, little-endian. */
    ScalarType CLONGDOUBLE = ScalarType.number(ScalarType.Kind.COMPLEX, 32);

    /**
     * {@return the dtype of a description}
     *
     * <p>Takes what {@code numpy.dtype} takes as a string ({@code "<f8"}, {@code "float64"}, {@code "M8[25s]"}, {@code "i4,
     * (2,3)f8"}) and what stands under {@code descr} in a header ({@code "'<f8'"}, {@code "[('id', '<i4'), ('x', '<f8', (3,))]"}).
     * Where no byte order is given it is this machine's.
     *
     * @param description a dtype in NumPy's notation
     * @throws IllegalArgumentException if it is none, or one that holds Python objects; the message tells the offset in
     *     {@code description}
     */
    static DType of(String description) {
        return DescrParser.parse(description);
    }

    /**
     * {@return the dtype of a record: packed, a field for each component, in their order}
     *
     * <p>{@link NpyField} names a field, and gives the dtype where the Java type does not tell or another one is wanted: {@code
     * String}, {@code byte[]} and arrays need it. Else {@code boolean} is {@code bool}, {@code byte} to {@code long} are {@code
     * int8} to {@code int64}, {@code float} and {@code double} {@code float32} and {@code float64}, {@code Instant} and {@code
     * LocalDateTime} are {@code M8[ns]} (the years 1678 to 2262), {@code Duration} is {@code m8[ns]}, and a record is a nested
     * struct. Numbers are little-endian.
     *
     * @param record the record
     * @throws IllegalArgumentException if a component has no dtype, or two have the same name; the message tells every one
     */
    static StructType of(Class<? extends Record> record) {
        return RecordDType.of(record);
    }

    /** {@return a builder of a structured dtype without fields yet} */
    static StructType.Builder struct() {
        return new StructType.Builder();
    }

    /**
     * {@return {@code S}<i>length</i>: bytes, NUL-padded}
     *
     * @param length the item size, in bytes
     * @throws IllegalArgumentException if {@code length} is negative
     */
    static ScalarType bytes(int length) {
        return ScalarType.flexible(ScalarType.Kind.BYTES, length, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * {@return {@code <U}<i>length</i>: text in UCS-4, NUL-padded}
     *
     * @param length the number of code points; each takes 4 bytes
     * @throws IllegalArgumentException if {@code length} is negative, or the item size overflows an {@code int}
     */
    static ScalarType string(int length) {
        return ScalarType.flexible(ScalarType.Kind.STRING, length, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * {@return {@code V}<i>length</i>: raw bytes without a meaning}
     *
     * @param length the item size, in bytes
     * @throws IllegalArgumentException if {@code length} is negative
     */
    static ScalarType raw(int length) {
        return ScalarType.flexible(ScalarType.Kind.VOID, length, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * {@return {@code <M8[unit]}: a point in time, counted from 1970-01-01T00:00}
     *
     * @param unit what one count stands for
     */
    static ScalarType datetime64(DatetimeUnit unit) {
        return ScalarType.time(ScalarType.Kind.DATETIME, unit, 1, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * {@return {@code <m8[unit]}: a length of time}
     *
     * @param unit what one count stands for
     */
    static ScalarType timedelta64(DatetimeUnit unit) {
        return ScalarType.time(ScalarType.Kind.TIMEDELTA, unit, 1, ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return the size of one element, in bytes, padding included; it can be 0} */
    int itemSize();

    /**
     * {@return the alignment, in bytes, that NumPy gives this dtype in an aligned struct on x86-64 and aarch64}
     *
     * <p>It is not stored in a file, and nothing in a file is aligned by it.
     */
    int alignment();

    /**
     * {@return this dtype with every part of it in one byte order}
     *
     * @param order the new byte order
     */
    DType withOrder(ByteOrder order);

    /**
     * {@return the layout of one element}: every field has its name, every number its byte order and the alignment 1, and
     * padding is a padding layout. {@code float16} is a {@code short}, {@code longdouble} a sequence of 16 bytes, a complex a
     * struct of {@code re} and {@code im}, {@code S} and {@code V} are sequences of bytes, {@code U} of ints, dates are longs.
     *
     * @apiNote Derived anew at each call. A handle made from it is fast only in a {@code static final} field; the accessors
     *     are fast without.
     */
    MemoryLayout layout();

    /** {@return this dtype as NumPy writes it under {@code descr}: Python source text} */
    String descr();
}
