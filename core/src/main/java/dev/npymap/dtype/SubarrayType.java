package dev.npymap.dtype;

import java.lang.foreign.MemoryLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/** A dtype that is a small array of another, always in C order: {@code ('<f8', (3, 3))}. */
public final class SubarrayType implements DType {
    private final DType base;
    private final Shape shape;
    private final int itemSize;

    private SubarrayType(DType base, Shape shape) {
        this.base = base;
        this.shape = shape;
        // An int times an int's worth of elements fits in a long; more elements than that are too many even of size 0.
        long size = shape.size() > Integer.MAX_VALUE ? Long.MAX_VALUE : base.itemSize() * shape.size();
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a sub-array of shape " + shape + " of " + base
                    + " exceeds NumPy's limit of 2147483647 bytes an element");
        }
        this.itemSize = (int) size;
    }

    /**
     * {@return the dtype of an array of {@code base}; {@code base} itself where {@code shape} has rank 0, as in NumPy}
     *
     * @param base what the sub-array is made of
     * @param shape its dimensions
     * @throws IllegalArgumentException if an element would exceed 2147483647 bytes, or if {@code base} is an {@code S},
     *     {@code U} or {@code V} of length 0 or a sub-array without items, of which NumPy makes no sub-array
     */
    public static DType of(DType base, Shape shape) {
        if (!(base instanceof StructType) && base.itemSize() == 0) {
            throw new IllegalArgumentException("a sub-array of " + base + ", which has no size");
        }
        Objects.requireNonNull(base);
        return shape.rank() == 0 ? base : new SubarrayType(base, shape);
    }

    /** {@return what the sub-array is made of} */
    public DType base() {
        return base;
    }

    /** {@return the dimensions of the sub-array} */
    public Shape shape() {
        return shape;
    }

    @Override
    public int itemSize() {
        return itemSize;
    }

    @Override
    public int alignment() {
        return base.alignment();
    }

    @Override
    public DType withOrder(ByteOrder order) {
        return new SubarrayType(base.withOrder(order), shape);
    }

    @Override
    public MemoryLayout layout() {
        MemoryLayout layout = base.layout();
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            layout = MemoryLayout.sequenceLayout(shape.dim(axis), layout);
        }
        return layout;
    }

    @Override
    public String descr() {
        return "(" + base.descr() + ", " + shape + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubarrayType that && base.equals(that.base) && shape.equals(that.shape);
    }

    @Override
    public int hashCode() {
        return Objects.hash(base, shape);
    }

    /** {@return {@link #descr()}} */
    @Override
    public String toString() {
        return descr();
    }
}
