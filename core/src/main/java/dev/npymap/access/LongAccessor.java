package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.npymap.bulk.IntegerBlocks;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Reads and writes {@code int64} and {@code uint64}, and the counts of {@code datetime64} and {@code timedelta64}, little- or
 * big-endian, as the 64 bits of a {@code long}.
 *
 * <p>A {@code uint64} past 2<sup>63</sup> - 1 is a negative {@code long}: see {@link Long#compareUnsigned} and its
 * siblings. Not-a-time is {@link Long#MIN_VALUE}.
 */
public final class LongAccessor extends IntegerAccessor {
    private static final ValueLayout.OfLong LITTLE = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong BIG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private LongAccessor(Strided elements) {
        super(
                elements,
                is(elements, Long.BYTES, Kind.INT, Kind.UINT, Kind.DATETIME, Kind.TIMEDELTA),
                "a long: i8, u8, M8 or m8");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64}
     */
    public static LongAccessor of(Strided elements) {
        return new LongAccessor(elements);
    }

    @Override
    IntegerBlocks blocks() {
        return new IntegerBlocks.OfLongs(elements.sequence());
    }

    private long getAt(long offset) {
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    private void setAt(long offset, long value) {
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
    public long get(long i) {
        if (denseRank == 1) {
            return segment.get(LITTLE, base + Objects.checkIndex(i, length0) * Long.BYTES);
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
    public long get(long i, long j) {
        if (denseRank == 2) {
            return segment.get(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Long.BYTES);
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
    public long get(long i, long j, long k) {
        if (denseRank == 3) {
            return segment.get(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Long.BYTES);
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
    public long get(long... index) {
        return getAt(offset(index));
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
    public void set(long i, long value) {
        if (denseWritableRank == 1) {
            segment.set(LITTLE, base + Objects.checkIndex(i, length0) * Long.BYTES, value);
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
    public void set(long i, long j, long value) {
        if (denseWritableRank == 2) {
            segment.set(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Long.BYTES,
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
    public void set(long i, long j, long k, long value) {
        if (denseWritableRank == 3) {
            segment.set(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Long.BYTES,
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
    public void set(long[] index, long value) {
        setAt(offset(index), value);
    }

    /**
     * {@return all elements, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public long[] toArray() {
        long[] array = new long[arrayLength()];
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
    public void copyTo(long[] target, int from) {
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
    public void copyFrom(long[] source, int from) {
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
    public void fill(long value) {
        checkWritable();
        elements.forEachRun(
                (offset, stride, count, index) -> Runs.fill(segment, bigEndian, offset, stride, count, value));
    }
}
