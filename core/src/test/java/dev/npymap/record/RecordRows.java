package dev.npymap.record;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/** Rows that a test reads and writes as records. */
abstract class RecordRows {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final int ROWS = 3;

    /** Those of the accessor that was made last. */
    Strided rows;

    /** Rows of a dtype among bytes that are not 0. */
    final <T extends Record> RecordAccessor<T> accessor(String dtype, String order, Class<T> type) {
        DType struct = DType.of(dtype).withOrder(order.equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        MemorySegment segment = Arena.ofAuto().allocate(5 + (ROWS + 1L) * struct.itemSize());
        segment.fill((byte) 0x5a);
        rows = new Strided(segment, struct, 5, Shape.of(ROWS), new long[] {struct.itemSize()});
        return RecordAccessor.of(rows, LOOKUP, type);
    }
}
