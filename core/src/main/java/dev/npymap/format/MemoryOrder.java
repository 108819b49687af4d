package dev.npymap.format;

import dev.npymap.dtype.Shape;

/** Which dimension of an array lies densest in the file. */
public enum MemoryOrder {
    /** C order: the last index varies fastest; a row is one step along the first axis. */
    C,
    /** Fortran order: the first index varies fastest; a row is one step along the last axis. */
    FORTRAN;

    /**
     * {@return the axis along which rows run: the slowest}
     *
     * @param rank the number of dimensions, at least 1
     */
    public int rowAxis(int rank) {
        return this == C ? 0 : rank - 1;
    }

    /**
     * {@return the distance, in bytes, between neighbours along each axis of an array that lies dense in this order}
     *
     * @param shape the array's dimensions
     * @param itemSize the size of an element, in bytes
     */
    public long[] strides(Shape shape, long itemSize) {
        long[] strides = new long[shape.rank()];
        long stride = itemSize;
        for (int i = 0; i < strides.length; i++) {
            int axis = this == C ? strides.length - 1 - i : i;
            strides[axis] = stride;
            stride *= Math.max(1, shape.dim(axis));
        }
        return strides;
    }
}
