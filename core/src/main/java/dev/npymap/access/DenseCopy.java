package dev.npymap.access;

import dev.npymap.bulk.Runs;
import dev.npymap.bulk.Units;
import dev.npymap.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Copies elements to and from a segment where they lie dense in C order and native byte order. A segment of a heap array is
 * copied by way of native memory, since {@link Runs} and {@link Units} must not meet one.
 */
final class DenseCopy {
    private DenseCopy() {}

    static void to(Strided elements, MemorySegment target) {
        long size = checkedSize(elements, target);
        if (target.isReadOnly()) {
            throw new UnsupportedOperationException("the target segment is read-only");
        }
        if (target.isNative()) {
            ElementCopy.copy(elements, dense(elements, target));
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            // With what stands in the target, since padding keeps it.
            MemorySegment between = arena.allocate(size).copyFrom(target.asSlice(0, size));
            ElementCopy.copy(elements, dense(elements, between));
            MemorySegment.copy(between, 0, target, 0, size);
        }
    }

    static void from(Strided elements, MemorySegment source) {
        long size = checkedSize(elements, source);
        if (source.isNative()) {
            copy(source, elements);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment between = arena.allocate(size).copyFrom(source.asSlice(0, size));
            copy(between, elements);
        }
    }

    private static void copy(MemorySegment source, Strided elements) {
        if (elements.dtype().equals(DType.BOOL)) {
            // As numbers, so that a file gets no bool that NumPy would not write.
            Cast.cast(Strided.dense(source, DType.UINT8, elements.shape()), elements);
        } else {
            ElementCopy.copy(dense(elements, source), elements);
        }
    }

    private static Strided dense(Strided elements, MemorySegment segment) {
        return Strided.dense(segment, elements.dtype().withOrder(ByteOrder.nativeOrder()), elements.shape());
    }

    private static long checkedSize(Strided elements, MemorySegment segment) {
        long size = Math.multiplyExact(elements.size(), elements.dtype().itemSize());
        if (segment.byteSize() < size) {
            throw new IndexOutOfBoundsException("the segment has " + segment.byteSize() + " bytes; " + size
                    + " are needed for the shape " + elements.shape() + " of items of "
                    + elements.dtype().itemSize() + " bytes");
        }
        return size;
    }
}
