package dev.npymap.access;

import dev.npymap.bulk.Axes;
import dev.npymap.dtype.Shape;
import java.util.Arrays;

/**
 * Finds strides under which elements, in C order, have another shape: NumPy's {@code reshape} without its copy. Old and new
 * axes are taken in the smallest groups that hold equally many elements; within a group the old axes must lie dense behind
 * one another, and then the new ones do too.
 */
final class Reshape {
    private final Axes from;
    private final long[] to;
    private final long[] strides;

    private Reshape(Axes from, long[] to) {
        this.from = from;
        this.to = to;
        this.strides = new long[to.length];
    }

    static Axes of(Axes axes, Shape shape, long itemSize) {
        if (shape.size() != axes.size()) {
            throw new IllegalArgumentException("the shape " + shape + " has " + shape.size()
                    + " elements, where the array of shape " + axes.shape() + " has " + axes.size());
        }
        Reshape reshape = new Reshape(axes.squeezed(), shape.toArray());
        Arrays.fill(reshape.strides, itemSize);
        if (shape.size() > 0) {
            reshape.group(axes);
        }
        return Axes.of(reshape.to, reshape.strides);
    }

    private void group(Axes original) {
        int old = 0;
        int first = 0;
        while (old < from.rank()) {
            int oldEnd = old + 1;
            int end = first + 1;
            long oldCount = from.length(old);
            long count = to[first];
            while (count != oldCount) {
                if (count < oldCount) {
                    count *= to[end++];
                } else {
                    oldCount *= from.length(oldEnd++);
                }
            }
            checkDense(original, old, oldEnd);
            strides[end - 1] = from.stride(oldEnd - 1);
            for (int axis = end - 1; axis > first; axis--) {
                strides[axis - 1] = strides[axis] * to[axis];
            }
            old = oldEnd;
            first = end;
        }
    }

    private void checkDense(Axes original, int begin, int end) {
        for (int axis = begin; axis < end - 1; axis++) {
            long dense = from.length(axis + 1) * from.stride(axis + 1);
            if (from.stride(axis) != dense) {
                throw new IllegalArgumentException("an array of shape " + original.shape() + " and strides "
                        + Arrays.toString(original.strides()) + " cannot be seen as " + Shape.of(to)
                        + " without a copy: an axis of " + from.length(axis) + " elements steps " + from.stride(axis)
                        + " bytes, where " + dense + " would join it to the next");
            }
        }
    }
}
