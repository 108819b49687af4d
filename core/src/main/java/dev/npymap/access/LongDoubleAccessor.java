package dev.npymap.access;

import dev.npymap.bulk.LongDoubleBits;
import dev.npymap.bulk.RealBlocks;
import dev.npymap.dtype.ScalarType.Kind;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * Reads and writes {@code longdouble} in 16 bytes, little- or big-endian, as the nearest {@code double}.
 *
 * <p>All 16 bytes of an element are to be had from a {@link BytesAccessor}.
 */
public final class LongDoubleAccessor extends FloatingAccessor {
    private final LongDoubleBits bits;

    private LongDoubleAccessor(Strided elements, LongDoubleFormat format) {
        super(elements, is(elements, LongDoubleBits.BYTES, Kind.FLOAT), "a long double: <f16 or >f16");
        this.bits = Objects.requireNonNull(format).bits();
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @param format what the 16 bytes mean, which a file does not tell
     * @throws DTypeMismatchException if they are not {@code longdouble}
     */
    public static LongDoubleAccessor of(Strided elements, LongDoubleFormat format) {
        return new LongDoubleAccessor(elements, format);
    }

    @Override
    RealBlocks blocks() {
        return new RealBlocks.OfLongDoubles(elements.sequence(), bits);
    }

    private double getAt(long offset) {
        return bits.get(segment, offset, bigEndian);
    }

    private void setAt(long offset, double value) {
        checkWritable();
        bits.set(segment, offset, bigEndian, value);
    }

    /**
     * {@return the element, rounded to the nearest {@code double}, ties to even}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public double get(long i) {
        return getAt(offset(i));
    }

    /**
     * {@return the element, rounded to the nearest {@code double}, ties to even}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public double get(long... index) {
        return getAt(offset(index));
    }

    /**
     * Writes an element, exactly.
     *
     * @param i the index, of an array of one dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long i, double value) {
        setAt(offset(i), value);
    }

    /**
     * Writes an element, exactly.
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
     * {@return all elements, each rounded to the nearest {@code double}, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public double[] toArray() {
        double[] array = new double[arrayLength()];
        copyTo(array, 0);
        return array;
    }

    /**
     * Copies all elements, each rounded to the nearest {@code double}, in C order.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(double[] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                target[from + (int) index + i] = getAt(offset + i * stride);
            }
        });
    }

    /**
     * Writes all elements, in C order, from an array, exactly.
     *
     * @param source holds them
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(double[] source, int from) {
        checkWritable();
        checkRoom(from, source.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                setAt(offset + i * stride, source[from + (int) index + i]);
            }
        });
    }

    /**
     * Writes one value to every element, exactly.
     *
     * @param value the new value
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void fill(double value) {
        checkWritable();
        elements.forEachRun((offset, stride, count, index) -> {
            for (long i = 0; i < count; i++) {
                setAt(offset + i * stride, value);
            }
        });
    }

    /**
     * {@return the least element, rounded to the nearest {@code double}, or NaN if one is NaN; -0.0 is below 0.0}
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
     * {@return the greatest element, rounded to the nearest {@code double}, or NaN if one is NaN; -0.0 is below 0.0}
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
