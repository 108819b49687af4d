package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Reads and writes text: {@code U} (UCS-4, little- or big-endian) and {@code S}, whose bytes are read as Latin-1. NULs at the
 * end are padding, as in NumPy: they are cut off.
 *
 * <p>NumPy keeps any 32-bit value in a {@code U}, as {@link #getCodePoints} gives it; a {@code String} can't hold them all.
 */
public final class StringAccessor extends Accessor {
    private static final ValueLayout.OfInt LITTLE = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt BIG = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final int itemSize;
    private final int width;
    private final int length;

    private StringAccessor(Strided elements) {
        super(elements, is(elements, Set.of(Kind.STRING, Kind.BYTES)), "a String: U or S");
        this.itemSize = elements.dtype().itemSize();
        this.width = is(elements, Set.of(Kind.STRING)) ? Integer.BYTES : 1;
        this.length = itemSize / width;
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

    private int codePoint(long offset, int place) {
        if (width == 1) {
            return segment.get(JAVA_BYTE, offset + place) & 0xff;
        }
        long at = offset + (long) place * Integer.BYTES;
        return bigEndian ? segment.get(BIG, at) : segment.get(LITTLE, at);
    }

    private void setCodePoint(long offset, int place, int codePoint) {
        if (width == 1) {
            segment.set(JAVA_BYTE, offset + place, (byte) codePoint);
        } else if (bigEndian) {
            segment.set(BIG, offset + (long) place * Integer.BYTES, codePoint);
        } else {
            segment.set(LITTLE, offset + (long) place * Integer.BYTES, codePoint);
        }
    }

    private int[] getCodePointsAt(long offset) {
        int end = length;
        while (end > 0 && codePoint(offset, end - 1) == 0) {
            end--;
        }
        int[] codePoints = new int[end];
        for (int i = 0; i < end; i++) {
            codePoints[i] = codePoint(offset, i);
        }
        return codePoints;
    }

    private String getAt(long offset) {
        int[] codePoints = getCodePointsAt(offset);
        for (int i = 0; i < codePoints.length; i++) {
            int c = codePoints[i];
            if (!Character.isValidCodePoint(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw new IllegalStateException("not text: the value 0x" + Integer.toHexString(c) + " at place " + i
                        + " of a " + elements.dtype() + " is no Unicode character");
            }
        }
        return new String(codePoints, 0, codePoints.length);
    }

    private void setAt(long offset, String value) {
        setCodePointsAt(offset, value.codePoints().toArray());
    }

    private void setCodePointsAt(long offset, int[] codePoints) {
        checkWritable();
        checkFits(codePoints);
        write(offset, codePoints);
    }

    private void checkFits(int[] codePoints) {
        if (codePoints.length > length) {
            throw new IllegalArgumentException(
                    "text of " + codePoints.length + " code points does not fit in " + elements.dtype());
        }
        for (int c : codePoints) {
            if (width == 1 && (c < 0 || c > 0xff)) {
                throw new IllegalArgumentException(
                        "the character U+%04X does not fit in %s".formatted(c, elements.dtype()));
            }
        }
    }

    private void write(long offset, int[] codePoints) {
        for (int i = 0; i < length; i++) {
            setCodePoint(offset, i, i < codePoints.length ? codePoints[i] : 0);
        }
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
            checkFits(source[from + i].codePoints().toArray());
        }
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                write(
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
        checkFits(codePoints);
        elements.forEachRun((offset, stride, count, index) -> {
            for (long i = 0; i < count; i++) {
                write(offset + i * stride, codePoints);
            }
        });
    }
}
