package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.npymap.bulk.RealBlocks;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/** Reads and writes {@code float16} (IEEE 754 binary16), little- or big-endian, as {@code float}, which holds each exactly. */
public final class HalfAccessor extends FloatingAccessor {
    private static final ValueLayout.OfShort LITTLE = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort BIG = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private HalfAccessor(Strided elements) {
        super(elements, is(elements, Short.BYTES, Kind.FLOAT), "a half: <f2 or >f2");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code float16}
     */
    public static HalfAccessor of(Strided elements) {
        return new HalfAccessor(elements);
    }

    @Override
    RealBlocks blocks() {
        return new RealBlocks.OfHalfs(elements.sequence());
    }

    private short getBitsAt(long offset) {
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    private void setBitsAt(long offset, short bits) {
        checkWritable();
        if (bigEndian) {
            segment.set(BIG, offset, bits);
        } else {
            segment.set(LITTLE, offset, bits);
        }
    }

    private float getAt(long offset) {
        return Float.float16ToFloat(getBitsAt(offset));
    }

    private void setAt(long offset, float value) {
        setBitsAt(offset, Float.floatToFloat16(value));
    }

    /**
     * {@return the element, widened exactly}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public float get(long i) {
        return getAt(offset(i));
    }

    /**
     * {@return the element, widened exactly}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public float get(long... index) {
        return getAt(offset(index));
    }

    /**
     * {@return the 16 bits of the element, as {@link Float#float16ToFloat} takes them}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public short getBits(long i) {
        return getBitsAt(offset(i));
    }

    /**
     * {@return the 16 bits of the element, as {@link Float#float16ToFloat} takes them}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public short getBits(long... index) {
        return getBitsAt(offset(index));
    }

    /**
     * Writes an element, rounded to the nearest {@code float16}, ties to even.
     *
     * @param i the index, of an array of one dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long i, float value) {
        setAt(offset(i), value);
    }

    /**
     * Writes an element, rounded to the nearest {@code float16}, ties to even.
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
     * Writes the bits of an element.
     *
     * @param i the index, of an array of one dimension
     * @param bits the 16 bits, as {@link Float#floatToFloat16} gives them
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setBits(long i, short bits) {
        setBitsAt(offset(i), bits);
    }

    /**
     * Writes the bits of an element.
     *
     * @param index an index for each dimension
     * @param bits the 16 bits, as {@link Float#floatToFloat16} gives them
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setBits(long[] index, short bits) {
        setBitsAt(offset(index), bits);
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
     * Copies all elements, in C order, widened exactly.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(float[] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                target[from + (int) index + i] = getAt(offset + i * stride);
            }
        });
    }

    /**
     * Writes all elements, in C order, from an array, each rounded to the nearest {@code float16}, ties to even.
     *
     * @param source holds them
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(float[] source, int from) {
        checkWritable();
        checkRoom(from, source.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                setAt(offset + i * stride, source[from + (int) index + i]);
            }
        });
    }

    /**
     * Writes one value to every element, rounded to the nearest {@code float16}, ties to even.
     *
     * @param value the new value
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void fill(float value) {
        checkWritable();
        elements.forEachRun((offset, stride, count, index) ->
                Runs.fill(segment, bigEndian, offset, stride, count, Float.floatToFloat16(value)));
    }

    /**
     * {@return the least element, widened exactly, or NaN if one is NaN; -0.0 is below 0.0}
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
     * {@return the greatest element, widened exactly, or NaN if one is NaN; -0.0 is below 0.0}
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
