package dev.npymap.access;

import dev.npymap.bulk.TextFormat;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.util.Set;

/**
 * Reads and writes text: {@code U} (UCS-4, little- or big-endian) and {@code S}, whose bytes are read as Latin-1. NULs at the
 * end are padding, as in NumPy: they are cut off.
 *
 * <p>NumPy keeps any 32-bit value in a {@code U}, as {@link #getCodePoints} gives it; a {@code String} can't hold them all.
 */
public final class StringAccessor extends Accessor {
    private final TextFormat format;

    private StringAccessor(Strided elements) {
        super(elements, is(elements, Set.of(Kind.STRING, Kind.BYTES)), "a String: U or S");
        this.format = new TextFormat((ScalarType) elements.dtype());
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are neither {@code U} nor {@code S}
     */
    public static StringAccessor of(Strided elements) {
        return new StringAccessor(elements);
    }

    private int[] getCodePointsAt(long offset) {
        return format.getCodePoints(segment, offset);
    }

    private String getAt(long offset) {
        return format.get(segment, offset);
    }

    private void setAt(long offset, String value) {
        setCodePointsAt(offset, value.codePoints().toArray());
    }

    private void setCodePointsAt(long offset, int[] codePoints) {
        checkWritable();
        format.setCodePoints(segment, offset, codePoints);
    }

    /**
     * {@return the element as text}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws IllegalStateException if it holds a surrogate, or a value past U+10FFFF, and so is not text
     */
    public String get(long i) {
        return getAt(offset(i));
    }

    /**
     * {@return the element as text}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws IllegalStateException if it holds a surrogate, or a value past U+10FFFF, and so is not text
     */
    public String get(long... index) {
        return getAt(offset(index));
    }

    /**
     * {@return the values of the element as they stand in the file, NULs at the end left out}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public int[] getCodePoints(long i) {
        return getCodePointsAt(offset(i));
    }

    /**
     * {@return the values of the element as they stand in the file, NULs at the end left out}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public int[] getCodePoints(long... index) {
        return getCodePointsAt(offset(index));
    }

    /**
     * Writes an element; what is left of its room becomes NUL.
     *
     * @param i the index, of an array of one dimension
     * @param value the new text
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws IllegalArgumentException if {@code value} is too long, or the element is an {@code S} and a character is past
     *     U+00FF
     */
    public void set(long i, String value) {
        setAt(offset(i), value);
    }

    /**
     * Writes an element; what is left of its room becomes NUL.
     *
     * @param index an index for each dimension
     * @param value the new text
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws IllegalArgumentException if {@code value} is too long, or the element is an {@code S} and a character is past
     *     U+00FF
     */
    public void set(long[] index, String value) {
        setAt(offset(index), value);
    }

    /**
     * Writes the values of an element as they shall stand in the file; what is left of its room becomes NUL.
     *
     * @param index an index for each dimension
     * @param codePoints the new values: any for {@code U}, 0 to 255 for {@code S}
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension, or the values do not fit
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setCodePoints(long[] index, int[] codePoints) {
        setCodePointsAt(offset(index), codePoints);
    }

    /**
     * {@return all elements as text, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     * @throws IllegalStateException if one of them is not text, as {@link #get(long)} tells
     */
    public String[] toArray() {
        String[] array = new String[arrayLength()];
        copyTo(array, 0);
        return array;
    }

    /**
     * Copies all elements as text, in C order.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     * @throws IllegalStateException if one of them is not text, as {@link #get(long)} tells
     */
    public void copyTo(String[] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                target[from + (int) index + i] = getAt(offset + i * stride);
            }
        });
    }

    /**
     * Writes all elements, in C order, from an array; what is left of an element's room becomes NUL.
     *
     * @param source holds them
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     * @throws IllegalArgumentException if one is too long, or the elements are {@code S} and a character is past U+00FF;
     *     nothing is written then
     */
    public void copyFrom(String[] source, int from) {
        checkWritable();
        checkRoom(from, source.length);
        int size = arrayLength();
        for (int i = 0; i < size; i++) {
            format.checkFits(source[from + i].codePoints().toArray());
        }
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                format.write(
                        segment,
                        offset + i * stride,
                        source[from + (int) index + i].codePoints().toArray());
            }
        });
    }

    /**
     * Writes one text to every element; what is left of its room becomes NUL.
     *
     * @param value the new text
     * @throws UnsupportedOperationException if the array is read-only
     * @throws IllegalArgumentException if it is too long, or the elements are {@code S} and a character is past U+00FF
     */
    public void fill(String value) {
        checkWritable();
        int[] codePoints = value.codePoints().toArray();
        format.checkFits(codePoints);
        elements.forEachRun((offset, stride, count, index) -> {
            for (long i = 0; i < count; i++) {
                format.write(segment, offset + i * stride, codePoints);
            }
        });
    }
}
