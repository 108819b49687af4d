package dev.npymap.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarArray;

/** Sub-arrays, and the rows of an array of more than one dimension. */
final class ArrayVector extends NpyVector {
    private final NpyVector elements;
    private final int count;

    /**
     * @param elements those of the first array
     * @param count how many each array has
     */
    ArrayVector(DataType type, Place place, NpyVector elements, int count) {
        super(type, place);
        this.elements = elements;
        this.count = count;
    }

    @Override
    NpyVector moved(long bytes, long arrays) {
        return new ArrayVector(type, place(bytes, arrays), elements.moved(bytes, count), count);
    }

    /** {@inheritDoc} A view, valid as long as this vector. */
    @Override
    public ColumnarArray getArray(int i) {
        // Not one vector for all arrays: indices are ints there, and elements need not lie evenly from array to array.
        return new ColumnarArray(elements.moved(offset(i) - base, count), 0, count);
    }
}
