package dev.npymap.spark;

import dev.npymap.access.Strided;
import dev.npymap.dtype.ScalarType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Where the elements of a vector lie: element i begins at byte {@code base + i * stride} of a segment.
 *
 * @param segment mapped memory
 * @param base where element 0 is, in bytes
 * @param stride the distance between neighbours, in bytes; it may be 0 or negative
 * @param length how many elements there are
 * @param bigEndian the byte order of each
 */
record Place(MemorySegment segment, long base, long stride, long length, boolean bigEndian) {
    /** {@return the place of elements along their first dimension} */
    static Place of(Strided elements) {
        boolean bigEndian =
                elements.dtype() instanceof ScalarType scalar && scalar.order().equals(ByteOrder.BIG_ENDIAN);
        return new Place(
                elements.segment(), elements.baseOffset(), elements.strides()[0], elements.length(0), bigEndian);
    }

    /** {@return as many elements, as far apart, elsewhere} */
    Place moved(long newBase) {
        return new Place(segment, newBase, stride, length, bigEndian);
    }
}
