package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.npymap.bulk.LongDoubleBits;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Set;

/**
 * Reads and writes {@code complex64}, {@code complex128} and {@code clongdouble}, little- or big-endian, as two {@code
 * double}s: exact for the first two, rounded to nearest for the third. Each part alone is a float, with all that accessors of
 * floats have, reductions among it: {@link Strided#real} and {@link Strided#imaginary}.
 */
public final class ComplexAccessor extends Accessor {
    static final String ASKED = "a complex: c8, c16 or c32";

    private static final ValueLayout.OfFloat LITTLE_FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat BIG_FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfDouble LITTLE_DOUBLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble BIG_DOUBLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final int itemSize;
    private final int partSize;
    private final LongDoubleBits bits;

    private ComplexAccessor(Strided elements, LongDoubleFormat format) {
        super(elements, is(elements, Set.of(Kind.COMPLEX)), ASKED);
        this.itemSize = elements.dtype().itemSize();
        this.partSize = itemSize / 2;
        this.bits = Objects.requireNonNull(format).bits();
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @param format what 16 bytes mean in a {@code clongdouble}, which a file does not tell; for the others without effect
     * @throws DTypeMismatchException if they are not complex
     */
    public static ComplexAccessor of(Strided elements, LongDoubleFormat format) {
        return new ComplexAccessor(elements, format);
    }

    private double getPart(long offset) {
        return switch (partSize) {
            case Float.BYTES -> bigEndian ? segment.get(BIG_FLOAT, offset) : segment.get(LITTLE_FLOAT, offset);
            case Double.BYTES -> bigEndian ? segment.get(BIG_DOUBLE, offset) : segment.get(LITTLE_DOUBLE, offset);
            default -> bits.get(segment, offset, bigEndian);
        };
    }

    private void setPart(long offset, double value) {
        switch (partSize) {
            case Float.BYTES -> {
                if (bigEndian) {
                    segment.set(BIG_FLOAT, offset, (float) value);
                } else {
                    segment.set(LITTLE_FLOAT, offset, (float) value);
                }
            }
            case Double.BYTES -> {
                if (bigEndian) {
                    segment.set(BIG_DOUBLE, offset, value);
                } else {
                    segment.set(LITTLE_DOUBLE, offset, value);
                }
            }
            default -> bits.set(segment, offset, bigEndian, value);
        }
    }

    private double reAt(long offset) {
        return getPart(offset);
    }

    private double imAt(long offset) {
        return getPart(offset + partSize);
    }

    private void setAt(long offset, double re, double im) {
        checkWritable();
        setPart(offset, re);
        setPart(offset + partSize, im);
    }

    /**
     * {@return the real part of the element}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public double re(long i) {
        return reAt(offset(i));
    }

    /**
     * {@return the real part of the element}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public double re(long... index) {
        return reAt(offset(index));
    }

    /**
     * {@return the imaginary part of the element}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public double im(long i) {
        return imAt(offset(i));
    }

    /**
     * {@return the imaginary part of the element}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public double im(long... index) {
        return imAt(offset(index));
    }

    /**
     * Writes an element, each part rounded to the nearest that fits.
     *
     * @param i the index, of an array of one dimension
     * @param re the new real part
     * @param im the new imaginary part
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long i, double re, double im) {
        setAt(offset(i), re, im);
    }

    /**
     * Writes an element, each part rounded to the nearest that fits.
     *
     * @param index an index for each dimension
     * @param re the new real part
     * @param im the new imaginary part
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void set(long[] index, double re, double im) {
        setAt(offset(index), re, im);
    }

    /**
     * {@return all elements, in C order, in a new array: real part, imaginary part, and so on}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public double[] toArray() {
        if (arrayLength() > Integer.MAX_VALUE / 2 - 8) {
            throw new IllegalArgumentException("shape " + shape() + " has too many elements for a Java array");
        }
        double[] array = new double[2 * arrayLength()];
        copyTo(array, 0);
        return array;
    }

    /**
     * Copies all elements, in C order: real part, imaginary part, and so on.
     *
     * @param target receives them, two {@code double}s each
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(double[] target, int from) {
        Objects.checkFromIndexSize(from, 2 * size(), target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                int place = from + 2 * ((int) index + i);
                target[place] = reAt(offset + i * stride);
                target[place + 1] = imAt(offset + i * stride);
            }
        });
    }

    /**
     * Writes all elements, in C order, from an array: real part, imaginary part, and so on, each rounded to the nearest that
     * fits.
     *
     * @param source holds them, two {@code double}s each
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(double[] source, int from) {
        checkWritable();
        Objects.checkFromIndexSize(from, 2 * size(), source.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                int place = from + 2 * ((int) index + i);
                setAt(offset + i * stride, source[place], source[place + 1]);
            }
        });
    }

    /**
     * Writes one value to every element, each part rounded to the nearest that fits.
     *
     * @param re the new real part
     * @param im the new imaginary part
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void fill(double re, double im) {
        checkWritable();
        elements.forEachRun((offset, stride, count, index) -> {
            for (long i = 0; i < count; i++) {
                setAt(offset + i * stride, re, im);
            }
        });
    }
}
