package dev.npymap.it.matrix;

import dev.npymap.dtype.Shape;

/** Walks through the indices of a shape. */
public final class Indices {
    private Indices() {}

    /** Takes an index, and its place in C order. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes an index, which the caller changes afterwards. */
        void visit(long[] index, long place);
    }

    /** Visits every index in C order. */
    public static void forEach(Shape shape, Visitor visitor) {
        long[] index = new long[shape.rank()];
        for (long place = 0; place < shape.size(); place++) {
            visitor.visit(index, place);
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
                index[axis] = 0;
            }
        }
    }
}
