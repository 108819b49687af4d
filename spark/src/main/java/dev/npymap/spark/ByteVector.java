package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/** {@code bool}, {@code int8}, and {@code uint8} as a short. */
final class ByteVector extends NpyVector {
    ByteVector(DataType type, Place place) {
        super(type, place);
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new ByteVector(type, place(bytes, count));
    }

    @Override
    public byte getByte(int i) {
        // A literal stride where elements lie densely, here and in the like classes: see core's Accessor.
        return stride == Byte.BYTES
                ? segment.get(JAVA_BYTE, base + Objects.checkIndex((long) i, length))
                : segment.get(JAVA_BYTE, offset(i));
    }

    @Override
    public boolean getBoolean(int i) {
        return getByte(i) != 0;
    }

    @Override
    public short getShort(int i) {
        return (short) (getByte(i) & 0xff);
    }

    @Override
    public byte[] getBytes(int from, int count) {
        if (stride != Byte.BYTES) {
            return super.getBytes(from, count);
        }
        checkRange(from, count);
        byte[] copy = new byte[count];
        MemorySegment.copy(segment, JAVA_BYTE, base + from, copy, 0, count);
        return copy;
    }
}
