package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import dev.npymap.bulk.RealBlocks;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/** Reads and writes {@code float64}, little- or big-endian, as {@code double}. */
public final class DoubleAccessor extends FloatingAccessor {
    private static final ValueLayout.OfDouble LITTLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble BIG = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private DoubleAccessor(Strided elements) {
        super(elements, is(elements, Double.BYTES, Kind.FLOAT), "a double: <f8 or >f8");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code float64}
     */
    public static DoubleAccessor of(Strided elements) {
        return new DoubleAccessor(elements);
    }

    @Override
    RealBlocks blocks() {
        return new RealBlocks.OfDoubles(elements.sequence());
    }

    private double getAt(long offset) {
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    private void setAt(long offset, double value) {
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
    public double get(long i) {
        if (denseRank == 1) {
            return segment.get(LITTLE, base + Objects.checkIndex(i, length0) * Double.BYTES);
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
    public double get(long i, long j) {
        if (denseRank == 2) {
            return segment.get(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Double.BYTES);
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
    public double get(long i, long j, long k) {
        if (denseRank == 3) {
            return segment.get(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Double.BYTES);
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
    public double get(long... index) {
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
    public void set(long i, double value) {
        if (denseWritableRank == 1) {
            segment.set(LITTLE, base + Objects.checkIndex(i, length0) * Double.BYTES, value);
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
    public void set(long i, long j, double value) {
        if (denseWritableRank == 2) {
            segment.set(
                    LITTLE,
                    base + Objects.checkIndex(i, length0) * stride0 + Objects.checkIndex(j, length1) * Double.BYTES,
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
    public void set(long i, long j, long k, double value) {
        if (denseWritableRank == 3) {
            segment.set(
                    LITTLE,
                    base
                            + Objects.checkIndex(i, length0) * stride0
                            + Objects.checkIndex(j, length1) * stride1
                            + Objects.checkIndex(k, length2) * Double.BYTES,
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
    public void set(long[] index, double value) {
        setAt(offset(index), value);
    }

    /**
     * {@return all elements, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public double[] toArray() {
        double[] array = new double[arrayLength()];
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
    public void copyTo(double[] target, int from) {
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
    public void copyFrom(double[] source, int from) {
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
    public void fill(double value) {
        checkWritable();
        elements.forEachRun(
                (offset, stride, count, index) -> Runs.fill(segment, bigEndian, offset, stride, count, value));
    }

    /**
     * {@return the least element, or NaN if one is NaN; -0.0 is below 0.0}
     *
     * @throws NoSuchElementException if there are no elements
     */
    public double min() {
        return least(null);
    }

    /**
     * {@return the least element, as {@link #min()} gives it, reduced in parallel}
     *
     * @param pool the threads that take part
     * @throws NoSuchElementException if there are no elements
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public double min(ForkJoinPool pool) {
        return least(Objects.requireNonNull(pool));
    }

    /**
     * {@return the greatest element, or NaN if one is NaN; -0.0 is below 0.0}
     *
     * @throws NoSuchElementException if there are no elements
     */
    public double max() {
        return greatest(null);
    }

    /**
     * {@return the greatest element, as {@link #max()} gives it, reduced in parallel}
     *
     * @param pool the threads that take part
     * @throws NoSuchElementException if there are no elements
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public double max(ForkJoinPool pool) {
        return greatest(Objects.requireNonNull(pool));
    }
}
