package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.npymap.bulk.RealBlocks;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/** Reads and writes {@code float32}, little- or big-endian, as {@code float}. */
public final class FloatAccessor extends FloatingAccessor {
    private static final ValueLayout.OfFloat LITTLE = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat BIG = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private FloatAccessor(Strided elements) {
        super(elements, is(elements, Float.BYTES, Kind.FLOAT), "a float: <f4 or >f4");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code float32}
     */
    public static FloatAccessor of(Strided elements) {
        return new FloatAccessor(elements);
    }

    @Override
    RealBlocks blocks() {
        return new RealBlocks.OfFloats(elements.sequence());
    }

    private float getAt(long offset) {
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    private void setAt(long offset, float value) {
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
    public float get(long i) {
        if (denseRank == 1) {
            return segment.get(LITTLE, base + Objects.checkIndex(i, length0) * Float.BYTES);
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
    public float get(long i, long j) {
        if (denseRank == 2) {
            return segment.get(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Float.BYTES);
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
    public float get(long i, long j, long k) {
        if (denseRank == 3) {
            return segment.get(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Float.BYTES);
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
    public float get(long... index) {
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
    public void set(long i, float value) {
        if (denseWritableRank == 1) {
            segment.set(LITTLE, base + Objects.checkIndex(i, length0) * Float.BYTES, value);
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
    public void set(long i, long j, float value) {
        if (denseWritableRank == 2) {
            segment.set(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Float.BYTES,
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
    public void set(long i, long j, long k, float value) {
        if (denseWritableRank == 3) {
            segment.set(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Float.BYTES,
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
    public void set(long[] index, float value) {
        setAt(offset(index), value);
    }

    /**
     * {@return all elements, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public float[] toArray() {
        float[] array = new float[arrayLength()];
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
    public void copyTo(float[] target, int from) {
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
    public void copyFrom(float[] source, int from) {
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
    public void fill(float value) {
        checkWritable();
        elements.forEachRun(
                (offset, stride, count, index) -> Runs.fill(segment, bigEndian, offset, stride, count, value));
    }

    /**
     * {@return the least element, or NaN if one is NaN; -0.0 is below 0.0}
     *
     * @throws NoSuchElementException if there are no elements
     */
    public float min() {
        return (float) least(null);
    }

    /**
     * {@return the least element, as {@link #min()} gives it, reduced in parallel}
     *
     * @param pool the threads that take part
     * @throws NoSuchElementException if there are no elements
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public float min(ForkJoinPool pool) {
        return (float) least(Objects.requireNonNull(pool));
    }

    /**
     * {@return the greatest element, or NaN if one is NaN; -0.0 is below 0.0}
     *
     * @throws NoSuchElementException if there are no elements
     */
    public float max() {
        return (float) greatest(null);
    }

    /**
     * {@return the greatest element, as {@link #max()} gives it, reduced in parallel}
     *
     * @param pool the threads that take part
     * @throws NoSuchElementException if there are no elements
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public float max(ForkJoinPool pool) {
        return (float) greatest(Objects.requireNonNull(pool));
    }
}
