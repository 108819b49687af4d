package dev.npymap.bulk;

import dev.npymap.dtype.Shape;
import java.util.Arrays;

/**
 * The lengths of an array's axes, in elements, and their strides, in bytes. An immutable value.
 *
 * <p>The first three axes are fields, and only further ones stand in an array: the compiler dissolves an object that does not
 * escape into its fields, but keeps an array whose length it does not know. So a slice costs no bytes.
 */
public final class Axes {
    private static final int IN_FIELDS = 3;
    private static final long[] NO_MORE = {};

    private final int rank;
    private final long length0;
    private final long length1;
    private final long length2;
    private final long stride0;
    private final long stride1;
    private final long stride2;

    /** Length and stride of axis 3, of axis 4, and so on; never written. */
    private final long[] more;

    private Axes(
            int rank, long length0, long stride0, long length1, long stride1, long length2, long stride2, long[] more) {
        this.rank = rank;
        this.length0 = length0;
        this.stride0 = stride0;
        this.length1 = length1;
        this.stride1 = stride1;
        this.length2 = length2;
        this.stride2 = stride2;
        this.more = more;
    }

    public static Axes of(long[] lengths, long[] strides) {
        int rank = lengths.length;
        long[] more = rank > IN_FIELDS ? new long[2 * (rank - IN_FIELDS)] : NO_MORE;
        for (int axis = IN_FIELDS; axis < rank; axis++) {
            more[2 * (axis - IN_FIELDS)] = lengths[axis];
            more[2 * (axis - IN_FIELDS) + 1] = strides[axis];
        }
        return new Axes(
                rank,
                rank > 0 ? lengths[0] : 0,
                rank > 0 ? strides[0] : 0,
                rank > 1 ? lengths[1] : 0,
                rank > 1 ? strides[1] : 0,
                rank > 2 ? lengths[2] : 0,
                rank > 2 ? strides[2] : 0,
                more);
    }

    public int rank() {
        return rank;
    }

    /** {@return the length of an axis, from 0; of the first three that are not there, 0} */
    public long length(int axis) {
        return switch (axis) {
            case 0 -> length0;
            case 1 -> length1;
            case 2 -> length2;
            default -> more[2 * (axis - IN_FIELDS)];
        };
    }

    /** {@return the stride of an axis, from 0; of the first three that are not there, 0} */
    public long stride(int axis) {
        return switch (axis) {
            case 0 -> stride0;
            case 1 -> stride1;
            case 2 -> stride2;
            default -> more[2 * (axis - IN_FIELDS) + 1];
        };
    }

    long[] lengths() {
        long[] lengths = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            lengths[axis] = length(axis);
        }
        return lengths;
    }

    public long[] strides() {
        long[] strides = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            strides[axis] = stride(axis);
        }
        return strides;
    }

    public Shape shape() {
        return Shape.of(lengths());
    }

    /** {@return the number of elements} */
    public long size() {
        long size = 1;
        for (int axis = 0; axis < rank; axis++) {
            if (length(axis) == 0) {
                return 0;
            }
            size *= length(axis);
        }
        return size;
    }

    /** {@return these axes, one of them changed} */
    public Axes with(int axis, long length, long stride) {
        long[] changed = more;
        if (axis >= IN_FIELDS) {
            changed = more.clone();
            changed[2 * (axis - IN_FIELDS)] = length;
            changed[2 * (axis - IN_FIELDS) + 1] = stride;
        }
        return new Axes(
                rank,
                axis == 0 ? length : length0,
                axis == 0 ? stride : stride0,
                axis == 1 ? length : length1,
                axis == 1 ? stride : stride1,
                axis == 2 ? length : length2,
                axis == 2 ? stride : stride2,
                changed);
    }

    /** {@return these axes but one} */
    public Axes without(int axis) {
        if (rank > IN_FIELDS) {
            return of(dropped(lengths(), axis), dropped(strides(), axis));
        }
        return new Axes(
                rank - 1,
                axis > 0 ? length0 : length1,
                axis > 0 ? stride0 : stride1,
                axis > 1 ? length1 : length2,
                axis > 1 ? stride1 : stride2,
                0,
                0,
                NO_MORE);
    }

    /** {@return these axes, the last one first} */
    public Axes reversed() {
        return switch (rank) {
            case 0, 1 -> this;
            case 2 -> new Axes(2, length1, stride1, length0, stride0, 0, 0, NO_MORE);
            case 3 -> new Axes(3, length2, stride2, length1, stride1, length0, stride0, NO_MORE);
            default -> of(reversed(lengths()), reversed(strides()));
        };
    }

    /**
     * {@return these axes, then others}
     *
     * @throws IllegalArgumentException if they are too many
     */
    public Axes append(Shape shape, long[] strides) {
        long[] joined = Arrays.copyOf(strides(), rank + strides.length);
        System.arraycopy(strides, 0, joined, rank, strides.length);
        return of(shape().append(shape).toArray(), joined);
    }

    /** {@return these axes but those of length 1} */
    public Axes squeezed() {
        Axes squeezed = this;
        for (int axis = rank - 1; axis >= 0; axis--) {
            squeezed = length(axis) == 1 ? squeezed.without(axis) : squeezed;
        }
        return squeezed;
    }

    private static long[] dropped(long[] values, int axis) {
        long[] rest = new long[values.length - 1];
        System.arraycopy(values, 0, rest, 0, axis);
        System.arraycopy(values, axis + 1, rest, axis, rest.length - axis);
        return rest;
    }

    private static long[] reversed(long[] values) {
        long[] reversed = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
