package dev.npymap.access;

import dev.npymap.bulk.Axes;

/** Whether two arrays have bytes in common. */
final class Overlap {
    private Overlap() {}

    /**
     * {@return false if no byte of one array's elements belongs to the other's; true if one does, or may}
     *
     * <p>Two fields of one struct have no byte in common, though the bytes from their first to their last do overlap: all
     * strides are multiples of one number, and within it they lie apart. Memory that is mapped twice is not recognised.
     */
    static boolean of(Strided one, Strided other) {
        if (one.extent().asOverlappingSlice(other.extent()).isEmpty()) {
            return false;
        }
        long step = step(step(0, one.axes()), other.axes());
        if (step == 0) {
            return true;
        }
        long apart = Math.floorMod(address(other) - address(one), step);
        return apart < one.dtype().itemSize() || apart + other.dtype().itemSize() > step;
    }

    private static long address(Strided elements) {
        return elements.segment().address() + elements.baseOffset();
    }

    /** The greatest common divisor of a number and all strides; 0 if there are none. */
    private static long step(long step, Axes axes) {
        for (int axis = 0; axis < axes.rank(); axis++) {
            long stride = axes.length(axis) > 1 ? Math.abs(axes.stride(axis)) : 0;
            while (stride != 0) {
                long rest = step % stride;
                step = stride;
                stride = rest;
            }
        }
        return step;
    }
}
