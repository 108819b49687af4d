package dev.npymap;

import dev.npymap.access.Strided;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** The elements of any view, as a file has them: dense, one block after the other, in constant memory. */
final class DenseBlocks {
    /** Small enough for a cache, large enough for a disk. */
    private static final long BLOCK = 1 << 20;

    private final MemorySegment block;
    private final BlockConsumer consumer;

    private DenseBlocks(MemorySegment block, BlockConsumer consumer) {
        this.block = block;
        this.consumer = consumer;
    }

    /** Takes one block after the other. */
    @FunctionalInterface
    interface BlockConsumer {
        /**
         * Takes a block.
         *
         * @param block its bytes; it holds others after this method has returned
         */
        void accept(ByteBuffer block) throws IOException;
    }

    /** {@return the order in which {@code np.save} writes: C, except where the elements lie dense in Fortran order alone} */
    static MemoryOrder order(Strided elements) {
        boolean fortran = !isDense(elements, MemoryOrder.C)
                && isDense(elements, MemoryOrder.FORTRAN)
                // Its dimensions come last, but vary fastest.
                && !(elements.dtype() instanceof SubarrayType);
        return fortran ? MemoryOrder.FORTRAN : MemoryOrder.C;
    }

    private static boolean isDense(Strided elements, MemoryOrder order) {
        if (elements.size() == 0) {
            return true;
        }
        long[] strides = elements.strides();
        long[] dense = order.strides(elements.shape(), elements.dtype().itemSize());
        for (int axis = 0; axis < strides.length; axis++) {
            if (elements.length(axis) != 1 && strides[axis] != dense[axis]) {
                return false;
            }
        }
        return true;
    }

    /** Gives all elements in an order, always as copies: the source may be a map of a file that becomes shorter. */
    static void forEach(Strided elements, MemoryOrder order, BlockConsumer consumer) throws IOException {
        long itemSize = elements.dtype().itemSize();
        long size = elements.size() * itemSize;
        if (size == 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment block = arena.allocate(Math.min(size, Math.max(BLOCK, itemSize)), Long.BYTES);
            DenseBlocks blocks = new DenseBlocks(block, consumer);
            if (isDense(elements, order)) {
                blocks.copy(elements.segment().asSlice(elements.baseOffset(), size));
            } else {
                blocks.gather(order == MemoryOrder.C ? elements : elements.transpose());
            }
        }
    }

    /** Copies dense elements, their padding included. */
    private void copy(MemorySegment source) throws IOException {
        for (long at = 0; at < source.byteSize(); at += block.byteSize()) {
            long length = Math.min(block.byteSize(), source.byteSize() - at);
            MemorySegment.copy(source, at, block, 0, length);
            give(length);
        }
    }

    private void give(long length) throws IOException {
        consumer.accept(block.asSlice(0, length).asByteBuffer());
    }

    /** Gathers as many rows at once as fit in a block. */
    private void gather(Strided part) throws IOException {
        long size = part.size() * part.dtype().itemSize();
        if (size <= block.byteSize()) {
            if (part.dtype() instanceof StructType) {
                // Padding is not copied: there would be that of other rows.
                block.fill((byte) 0);
            }
            long[] strides = MemoryOrder.C.strides(part.shape(), part.dtype().itemSize());
            part.copyTo(new Strided(block, part.dtype(), 0, part.shape(), strides));
            give(size);
            return;
        }
        long rows = part.length(0);
        long fitting = block.byteSize() / (size / rows);
        for (long row = 0; row < rows; row += Math.max(1, fitting)) {
            gather(fitting == 0 ? part.at(0, row) : part.slice(0, row, Math.min(rows, row + fitting), 1));
        }
    }
}
