package dev.npymap.access;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Ways in which elements can lie in memory, with other bytes around them. */
enum Arrangement {
    C_ORDER(MemoryOrder.C, 0, 0),
    FORTRAN_ORDER(MemoryOrder.FORTRAN, 0, 0),
    UNALIGNED(MemoryOrder.C, 3, 0),
    FIELD_OF_A_STRUCT(MemoryOrder.C, 2, 5),
    FIELD_IN_FORTRAN_ORDER(MemoryOrder.FORTRAN, 2, 5),
    ALIGNED_FIELD(MemoryOrder.C, 8, 16),
    REVERSED(MemoryOrder.C, 1, 0) {
        @Override
        Strided place(Arena arena, DType dtype, Shape shape) {
            Strided forward = super.place(arena, dtype, shape);
            long[] strides = forward.strides();
            long base = forward.baseOffset();
            for (int axis = 0; axis < strides.length; axis++) {
                base += strides[axis] * Math.max(0, shape.dim(axis) - 1);
                strides[axis] = -strides[axis];
            }
            return new Strided(forward.segment(), dtype, base, shape, strides);
        }
    };

    private final MemoryOrder order;
    private final int before;
    private final int between;

    Arrangement(MemoryOrder order, int before, int between) {
        this.order = order;
        this.before = before;
        this.between = between;
    }

    /** {@return fresh elements; no byte of the memory is 0, lest a zero that is written go unseen} */
    Strided place(Arena arena, DType dtype, Shape shape) {
        long step = (long) dtype.itemSize() + between;
        MemorySegment segment = arena.allocate(before + shape.size() * step + 7, 16);
        segment.fill((byte) 0x5a);
        return new Strided(segment, dtype, before, shape, order.strides(shape, step));
    }
}
