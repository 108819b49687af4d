package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.npymap.bulk.IntegerBlocks;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Reads and writes {@code int32} and {@code uint32}, little- or big-endian, as the 32 bits of an {@code int}.
 *
 * <p>A {@code uint32} past 2<sup>31</sup> - 1 is a negative {@code int}; {@code getUnsigned} widens it rightly.
 */
public final class IntAccessor extends IntegerAccessor {
    private static final ValueLayout.OfInt LITTLE = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt BIG = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private IntAccessor(Strided elements) {
        super(elements, is(elements, Integer.BYTES, Kind.INT, Kind.UINT), "an int: i4 or u4");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code int32} or {@code uint32}
     */
    public static IntAccessor of(Strided elements) {
        return new IntAccessor(elements);
    }

    @Override
    IntegerBlocks blocks() {
        return new IntegerBlocks.OfInts(elements.sequence());
    }

    private int getAt(long offset) {
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    private void setAt(long offset, int value) {
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
    public int get(long i) {
        if (denseRank == 1) {
            return segment.get(LITTLE, base + Objects.checkIndex(i, length0) * Integer.BYTES);
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
    public int get(long i, long j) {
        if (denseRank == 2) {
            return segment.get(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Integer.BYTES);
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
    public int get(long i, long j, long k) {
        if (denseRank == 3) {
            return segment.get(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Integer.BYTES);
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
    public int get(long... index) {
        return getAt(offset(index));
    }

    /**
     * {@return the element at an index of one dimension, read as unsigned}
     *
     * @param i the index
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public long getUnsigned(long i) {
        return Integer.toUnsignedLong(get(i));
    }

    /**
     * {@return the element at an index of any number of dimensions, read as unsigned}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public long getUnsigned(long... index) {
        return Integer.toUnsignedLong(get(index));
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
    public void set(long i, int value) {
        if (denseWritableRank == 1) {
            segment.set(LITTLE, base + Objects.checkIndex(i, length0) * Integer.BYTES, value);
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
    public void set(long i, long j, int value) {
        if (denseWritableRank == 2) {
            segment.set(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Integer.BYTES,
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
    public void set(long i, long j, long k, int value) {
        if (denseWritableRank == 3) {
            segment.set(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Integer.BYTES,
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
    public void set(long[] index, int value) {
        setAt(offset(index), value);
    }

    /**
     * {@return all elements, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public int[] toArray() {
        int[] array = new int[arrayLength()];
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
    public void copyTo(int[] target, int from) {
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
    public void copyFrom(int[] source, int from) {
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
    public void fill(int value) {
        checkWritable();
        elements.forEachRun(
                (offset, stride, count, index) -> Runs.fill(segment, bigEndian, offset, stride, count, value));
    }
}
