package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.npymap.bulk.IntegerBlocks;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;
import java.util.Objects;

/**
 * Reads and writes {@code int8} and {@code uint8}, as the 8 bits of a {@code byte}.
 *
 * <p>A {@code uint8} past 127 is a negative {@code byte}; {@code getUnsigned} widens it rightly.
 */
public final class ByteAccessor extends IntegerAccessor {
    private ByteAccessor(Strided elements) {
        super(elements, is(elements, Byte.BYTES, Kind.INT, Kind.UINT), "a byte: i1 or u1");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code int8} or {@code uint8}
     */
    public static ByteAccessor of(Strided elements) {
        return new ByteAccessor(elements);
    }

    @Override
    IntegerBlocks blocks() {
        return new IntegerBlocks.OfBytes(elements.sequence());
    }

    private byte getAt(long offset) {
        return segment.get(JAVA_BYTE, offset);
    }

    private void setAt(long offset, byte value) {
        checkWritable();
        segment.set(JAVA_BYTE, offset, value);
    }

    /**
     * {@return the element at an index of one dimension}
     *
     * @param i the index
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public byte get(long i) {
        if (denseRank == 1) {
            return segment.get(JAVA_BYTE, base + Objects.checkIndex(i, length0) * Byte.BYTES);
        }
        if (rank != 1) {
            throw wrongRank(1);
        }
        return segment.get(JAVA_BYTE, base + Objects.checkIndex(i, length0) * stride0);
    }

    /**
     * {@return the element at an index of two dimensions}
     *
     * @param i the index along axis 0
     * @param j the index along axis 1
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there are not two dimensions
     */
    public byte get(long i, long j) {
        if (denseRank == 2) {
            return segment.get(
                    JAVA_BYTE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Byte.BYTES);
        }
        if (rank != 2) {
            throw wrongRank(2);
        }
        return segment.get(
                JAVA_BYTE, base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * stride1);
    }

    /**
     * {@return the element at an index of three dimensions}
     *
     * @param i the index along axis 0
     * @param j the index along axis 1
     * @param k the index along axis 2
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there are not three dimensions
     */
    public byte get(long i, long j, long k) {
        if (denseRank == 3) {
            return segment.get(
                    JAVA_BYTE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Byte.BYTES);
        }
        if (rank != 3) {
            throw wrongRank(3);
        }
        return segment.get(
                JAVA_BYTE,
                base
                        + Objects.checkIndex(i, length0) * stride0
                        + Objects.checkIndex(j, length1) * stride1
                        + Objects.checkIndex(k, length2) * stride2);
    }

    /**
     * {@return the element at an index of any number of dimensions}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public byte get(long... index) {
        return getAt(offset(index));
    }

    /**
     * {@return the element at an index of one dimension, read as unsigned}
     *
     * @param i the index
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public int getUnsigned(long i) {
        return Byte.toUnsignedInt(get(i));
    }

    /**
     * {@return the element at an index of any number of dimensions, read as unsigned}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public int getUnsigned(long... index) {
        return Byte.toUnsignedInt(get(index));
    }

    /**
     * Writes the element at an index of one dimension.
     *
     * @param i the index
     * @param value the new value
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long i, byte value) {
        if (denseWritableRank == 1) {
            segment.set(JAVA_BYTE, base + Objects.checkIndex(i, length0) * Byte.BYTES, value);
            return;
        }
        if (rank != 1) {
            throw wrongRank(1);
        }
        if (readOnly) {
            throw readOnly();
        }
        segment.set(JAVA_BYTE, base + Objects.checkIndex(i, length0) * stride0, value);
    }

    /**
     * Writes the element at an index of two dimensions.
     *
     * @param i the index along axis 0
     * @param j the index along axis 1
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there are not two dimensions
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long i, long j, byte value) {
        if (denseWritableRank == 2) {
            segment.set(
                    JAVA_BYTE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Byte.BYTES,
                    value);
            return;
        }
        if (rank != 2) {
            throw wrongRank(2);
        }
        if (readOnly) {
            throw readOnly();
        }
        segment.set(
                JAVA_BYTE,
                base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * stride1,
                value);
    }

    /**
     * Writes the element at an index of three dimensions.
     *
     * @param i the index along axis 0
     * @param j the index along axis 1
     * @param k the index along axis 2
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there are not three dimensions
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long i, long j, long k, byte value) {
        if (denseWritableRank == 3) {
            segment.set(
                    JAVA_BYTE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Byte.BYTES,
                    value);
            return;
        }
        if (rank != 3) {
            throw wrongRank(3);
        }
        if (readOnly) {
            throw readOnly();
        }
        segment.set(
                JAVA_BYTE,
                base
                        + Objects.checkIndex(i, length0) * stride0
                        + Objects.checkIndex(j, length1) * stride1
                        + Objects.checkIndex(k, length2) * stride2,
                value);
    }

    /**
     * Writes the element at an index of any number of dimensions.
     *
     * @param index an index for each dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long[] index, byte value) {
        setAt(offset(index), value);
    }

    /**
     * {@return all elements, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public byte[] toArray() {
        byte[] array = new byte[arrayLength()];
        copyTo(array, 0);
        return array;
    }

    /**
     * Copies all elements, in C order.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(byte[] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) ->
                Runs.gather(segment, offset, stride, (int) count, target, from + (int) index));
    }

    /**
     * Writes all elements, in C order, from an array.
     *
     * @param source holds them
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(byte[] source, int from) {
        checkWritable();
        checkRoom(from, source.length);
        elements.forEachRun((offset, stride, count, index) ->
                Runs.scatter(segment, offset, stride, (int) count, source, from + (int) index));
    }

    /**
     * Writes one value to every element.
     *
     * @param value the new value
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void fill(byte value) {
        checkWritable();
        elements.forEachRun((offset, stride, count, index) -> Runs.fill(segment, offset, stride, count, value));
    }
}
