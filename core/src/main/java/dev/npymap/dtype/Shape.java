package dev.npymap.dtype;

import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * The lengths of an array's dimensions, slowest first as NumPy writes them; rank 0 is one element without dimensions.
 *
 * <p>Immutable, and safe to share between threads. Two shapes are equal when their dimensions are.
 */
public final class Shape {
    /** The most dimensions that NumPy gives an array ({@code NPY_MAXDIMS}), {@value}. */
    public static final int MAX_RANK = 64;

    /** The shape of rank 0, which holds one element. */
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] dims;
    private final long size;

    private Shape(long[] dims) {
        this.dims = dims;
        this.size = product(dims);
    }

    /**
     * {@return the shape with these dimensions}
     *
     * @param dims the length of each dimension, in elements, slowest first
     * @throws IllegalArgumentException if a length is negative, if there are more than {@link #MAX_RANK}, or if the product
     *     of those that are not 0 overflows a {@code long}
     */
    public static Shape of(long... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** NumPy's overflow rule leaves zeros out, so that a zero-size array cannot hide an absurd dimension. */
    private static long product(long[] dims) {
        if (dims.length > MAX_RANK) {
            throw new IllegalArgumentException(
                    "a shape of " + dims.length + " dimensions; NumPy's limit is " + MAX_RANK);
        }
        long product = 1;
        boolean empty = false;
        for (long dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException("a negative dimension, " + dim + ", in the shape " + text(dims));
            }
            empty |= dim == 0;
            if (dim > Long.MAX_VALUE / product) {
                throw new IllegalArgumentException("the shape " + text(dims) + " has more than 2^63 - 1 elements");
            }
            product *= Math.max(1, dim);
        }
        return empty ? 0 : product;
    }

    /** {@return the number of dimensions, 0 to {@link #MAX_RANK}} */
    public int rank() {
        return dims.length;
    }

    /**
     * {@return the length of one dimension, in elements}
     *
     * @param axis the dimension, from 0
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public long dim(int axis) {
        return dims[axis];
    }

    /** {@return the number of elements: the product of all dimensions, 1 for rank 0} */
    public long size() {
        return size;
    }

    /** {@return a new array with the length of each dimension} */
    public long[] toArray() {
        return dims.clone();
    }

    /**
     * {@return this shape with another length along one axis}
     *
     * @param axis the dimension, from 0
     * @param length its new length, in elements
     * @throws IndexOutOfBoundsException if there is no such axis
     * @throws IllegalArgumentException as {@link #of} does
     */
    public Shape with(int axis, long length) {
        long[] changed = dims.clone();
        changed[axis] = length;
        return new Shape(changed);
    }

    /**
     * {@return the dimensions of this shape followed by those of another}
     *
     * @param inner the faster dimensions
     * @throws IllegalArgumentException as {@link #of} does
     */
    public Shape append(Shape inner) {
        long[] joined = Arrays.copyOf(dims, dims.length + inner.dims.length);
        System.arraycopy(inner.dims, 0, joined, dims.length, inner.dims.length);
        return of(joined);
    }

    /**
     * {@return the dimensions but the first: the shape of a row of an array in C order}
     *
     * @throws IndexOutOfBoundsException if the rank is 0
     */
    public Shape inner() {
        return of(Arrays.copyOfRange(dims, Objects.checkIndex(0, dims.length) + 1, dims.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(dims, that.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** {@return this shape as Python writes the tuple: {@code ()}, {@code (3,)}, {@code (2, 3)}} */
    @Override
    public String toString() {
        return text(dims);
    }

    private static String text(long[] dims) {
        StringJoiner out = new StringJoiner(", ", "(", dims.length == 1 ? ",)" : ")");
        for (long dim : dims) {
            out.add(Long.toString(dim));
        }
        return out.toString();
    }
}
