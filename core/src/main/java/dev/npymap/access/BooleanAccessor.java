package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.npymap.bulk.Runs;
import dev.npymap.dtype.ScalarType.Kind;

/** Reads and writes {@code bool}: one byte, of which NumPy writes 0 and 1 and reads all but 0 as true. */
public final class BooleanAccessor extends Accessor {
    private BooleanAccessor(Strided elements) {
        super(elements, is(elements, 1, Kind.BOOL), "a boolean: |b1");
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code bool}
     */
    public static BooleanAccessor of(Strided elements) {
        return new BooleanAccessor(elements);
    }

    private boolean getAt(long offset) {
        return segment.get(JAVA_BYTE, offset) != 0;
    }

    private void setAt(long offset, boolean value) {
        checkWritable();
        segment.set(JAVA_BYTE, offset, (byte) (value ? 1 : 0));
    }

    /**
     * {@return whether the element is true}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public boolean get(long i) {
        return getAt(offset(i));
    }

    /**
     * {@return whether the element is true}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public boolean get(long... index) {
        return getAt(offset(index));
    }

    /**
     * Writes an element.
     *
     * @param i the index, of an array of one dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long i, boolean value) {
        setAt(offset(i), value);
    }

    /**
     * Writes an element.
     *
     * @param index an index for each dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long[] index, boolean value) {
        setAt(offset(index), value);
    }

    /**
     * {@return all elements, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public boolean[] toArray() {
        boolean[] array = new boolean[arrayLength()];
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
    public void copyTo(boolean[] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                target[from + (int) index + i] = getAt(offset + i * stride);
            }
        });
    }

    /**
     * Writes all elements, in C order, from an array.
     *
     * @param source holds them
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(boolean[] source, int from) {
        checkWritable();
        checkRoom(from, source.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                setAt(offset + i * stride, source[from + (int) index + i]);
            }
        });
    }

    /**
     * Writes one value to every element.
     *
     * @param value the new value
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void fill(boolean value) {
        checkWritable();
        elements.forEachRun(
                (offset, stride, count, index) -> Runs.fill(segment, offset, stride, count, (byte) (value ? 1 : 0)));
    }
}
