package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.apache.spark.sql.types.DataType;

/** {@code S} without the NULs that pad it, and {@code V} with all its bytes, as binary. */
final class BytesVector extends NpyVector {
    private final int size;
    private final boolean padded;

    /**
     * @param size the item size, in bytes
     * @param padded whether NULs at the end are no part of a value
     */
    BytesVector(DataType type, Place place, int size, boolean padded) {
        super(type, place);
        this.size = size;
        this.padded = padded;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new BytesVector(type, place(bytes, count), size, padded);
    }

    @Override
    public byte[] getBinary(int i) {
        long offset = offset(i);
        int end = size;
        while (padded && end > 0 && segment.get(JAVA_BYTE, offset + end - 1) == 0) {
            end--;
        }
        byte[] value = new byte[end];
        MemorySegment.copy(segment, JAVA_BYTE, offset, value, 0, end);
        return value;
    }
}
