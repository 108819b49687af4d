package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.npymap.bulk.IntegerBlocks;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Reads and writes {@code int16} and {@code uint16}, little- or big-endian, as the 16 bits of a {@code short}.
 *
 * <p>A {@code uint16} past 2<sup>15</sup> - 1 is a negative {@code short}; {@code getUnsigned} widens it rightly.
 */
public final class ShortAccessor extends IntegerAccessor {
    private static final ValueLayout.OfShort LITTLE = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort BIG = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private ShortAccessor(Strided elements) {
        super(elements, is(elements, Short.BYTES, Kind.INT, Kind.UINT), "a short: i2 or u2");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code int16} or {@code uint16}
     */
    public static ShortAccessor of(Strided elements) {
        return new ShortAccessor(elements);
    }

    @Override
    IntegerBlocks blocks() {
        return new IntegerBlocks.OfShorts(elements.sequence());
    }

    private short getAt(long offset) {
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    private void setAt(long offset, short value) {
        checkWritable();
        if (bigEndian) {
            segment.set(BIG, offset, value);
        } else {
            segment.set(LITTLE, offset, value);
        }
    }

    /**
     * {@return the element at an index of one dimension}
     *
     * @param i the index
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public short get(long i) {
        if (denseRank == 1) {
            return segment.get(LITTLE, base + Objects.checkIndex(i, length0) * Short.BYTES);
        }
        if (rank != 1) {
            throw wrongRank(1);
        }
        long offset = base + Objects.checkIndex(i, length0) * stride0;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    /**
     * {@return the element at an index of two dimensions}
     *
     * @param i the index along axis 0
     * @param j the index along axis 1
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there are not two dimensions
     */
    public short get(long i, long j) {
        if (denseRank == 2) {
            return segment.get(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Short.BYTES);
        }
        if (rank != 2) {
            throw wrongRank(2);
        }
        long offset = base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * stride1;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
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
    public short get(long i, long j, long k) {
        if (denseRank == 3) {
            return segment.get(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Short.BYTES);
        }
        if (rank != 3) {
            throw wrongRank(3);
        }
        long offset = base
                + Objects.checkIndex(i, length0) * stride0
                + Objects.checkIndex(j, length1) * stride1
                + Objects.checkIndex(k, length2) * stride2;
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    /**
     * {@return the element at an index of any number of dimensions}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public short get(long... index) {
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
        return Short.toUnsignedInt(get(i));
    }

    /**
     * {@return the element at an index of any number of dimensions, read as unsigned}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public int getUnsigned(long... index) {
        return Short.toUnsignedInt(get(index));
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
    public void set(long i, short value) {
        if (denseWritableRank == 1) {
            segment.set(LITTLE, base + Objects.checkIndex(i, length0) * Short.BYTES, value);
            return;
        }
        if (rank != 1) {
            throw wrongRank(1);
        }
        if (readOnly) {
            throw readOnly();
        }
        long offset = base + Objects.checkIndex(i, length0) * stride0;
        if (bigEndian) {
            segment.set(BIG, offset, value);
        } else {
            segment.set(LITTLE, offset, value);
        }
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
    public void set(long i, long j, short value) {
        if (denseWritableRank == 2) {
            segment.set(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Short.BYTES,
                    value);
            return;
        }
        if (rank != 2) {
            throw wrongRank(2);
        }
        if (readOnly) {
            throw readOnly();
        }
        long offset = base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * stride1;
        if (bigEndian) {
            segment.set(BIG, offset, value);
        } else {
            segment.set(LITTLE, offset, value);
        }
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
    public void set(long i, long j, long k, short value) {
        if (denseWritableRank == 3) {
            segment.set(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Short.BYTES,
                    value);
            return;
        }
        if (rank != 3) {
            throw wrongRank(3);
        }
        if (readOnly) {
            throw readOnly();
        }
        long offset = base
                + Objects.checkIndex(i, length0) * stride0
                + Objects.checkIndex(j, length1) * stride1
                + Objects.checkIndex(k, length2) * stride2;
        if (bigEndian) {
            segment.set(BIG, offset, value);
        } else {
            segment.set(LITTLE, offset, value);
        }
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
    public void set(long[] index, short value) {
        setAt(offset(index), value);
    }

    /**
     * {@return all elements, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public short[] toArray() {
        short[] array = new short[arrayLength()];
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
    public void copyTo(short[] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) ->
                Runs.gather(segment, bigEndian, offset, stride, (int) count, target, from + (int) index));
    }

    /**
     * Writes all elements, in C order, from an array.
     *
     * @param source holds them
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(short[] source, int from) {
        checkWritable();
        checkRoom(from, source.length);
        elements.forEachRun((offset, stride, count, index) ->
                Runs.scatter(segment, bigEndian, offset, stride, (int) count, source, from + (int) index));
    }

    /**
     * Writes one value to every element.
     *
     * @param value the new value
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void fill(short value) {
        checkWritable();
        elements.forEachRun(
                (offset, stride, count, index) -> Runs.fill(segment, bigEndian, offset, stride, count, value));
    }
}
