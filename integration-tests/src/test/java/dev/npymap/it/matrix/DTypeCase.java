package dev.npymap.it.matrix;

import dev.npymap.dtype.DType;

/**
 * A dtype, made on both sides by each side's own means.
 *
 * @param name tells in a test's name what is special
 * @param python a Python expression that {@code numpy.dtype} takes
 * @param dtype the same in Java, little-endian
 * @param orders which byte orders there are
 * @param breadth in how many shapes it is tried
 */
record DTypeCase(String name, String python, DType dtype, Orders orders, Breadth breadth) {
    /** The byte orders that a dtype is tried in. */
    enum Orders {
        /** As it stands: it has no byte order, or several. */
        AS_IS,
        /** Wholly little-endian, and wholly big-endian. */
        BOTH
    }

    /** How many shapes a dtype is tried in. */
    enum Breadth {
        /** All of them. */
        ALL_SHAPES,
        /** One of each rank, and an empty one. */
        SOME_SHAPES,
        /** As few as tell C from Fortran order: it is very wide. */
        FEW_SHAPES,
        /** One: it is there for its header's length. */
        ONE_SHAPE
    }

    /** {@return a case in both byte orders and all shapes} */
    static DTypeCase of(String name, String python, DType dtype) {
        return new DTypeCase(name, python, dtype, Orders.BOTH, Breadth.ALL_SHAPES);
    }

    DTypeCase asIs() {
        return new DTypeCase(name, python, dtype, Orders.AS_IS, breadth);
    }

    DTypeCase with(Breadth other) {
        return new DTypeCase(name, python, dtype, orders, other);
    }
}
