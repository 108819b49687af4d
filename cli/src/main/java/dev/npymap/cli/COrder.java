package dev.npymap.cli;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.npymap.NpyArray;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The elements of a mapped file in C order, as runs that lie dense.
 *
 * <p>A file in Fortran order is turned around tile by tile: a tile is some neighbours along axis 0, which lie side by side in
 * the file, with all that belongs to them along the other axes. Read one by one in C order, each element would touch
 * another page.
 */
final class COrder {
    /** Takes some elements that lie dense in C order. */
    @FunctionalInterface
    interface RunConsumer {
        void accept(MemorySegment segment, long offset, long count);
    }

    /** The room for a tile, in bytes; outside of the heap. */
    private static final long TILE_BYTES = 32 << 20;

    /** The most neighbours along axis 0: their places in the tile then stay in the processor's first cache. */
    private static final long MOST_NEIGHBOURS = 256;

    private final MemorySegment source;
    private final long itemSize;
    private final Shape shape;
    private final long[] strides;
    private final long[] index;

    private COrder(NpyArray array) {
        this.source = array.segment();
        this.itemSize = array.dtype().itemSize();
        this.shape = array.shape();
        this.strides = array.strides();
        this.index = new long[shape.rank()];
    }

    static void forEachRun(NpyArray array, RunConsumer consumer) {
        forEachRun(array, TILE_BYTES, consumer);
    }

    static void forEachRun(NpyArray array, long tileBytes, RunConsumer consumer) {
        if (isFortran(array)) {
            new COrder(array).turn(tileBytes, consumer);
        } else {
            consumer.accept(array.segment(), array.baseOffset(), array.shape().size());
        }
    }

    /** {@return whether NumPy would write the array in Fortran order: it does only where C order would be another one} */
    static boolean isFortran(NpyArray array) {
        int wide = 0;
        for (long dim : array.shape().toArray()) {
            wide += dim > 1 ? 1 : 0;
        }
        return array.header().order() == MemoryOrder.FORTRAN
                && wide > 1
                && array.shape().size() > 0
                && array.dtype().itemSize() > 0;
    }

    private void turn(long tileBytes, RunConsumer consumer) {
        long first = shape.dim(0);
        long rest = shape.size() / first;
        long room = Math.max(1, tileBytes / itemSize);
        long neighbours = Math.clamp(room / rest, 1, Math.min(first, MOST_NEIGHBOURS));
        long width = Math.min(rest, room);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tile = arena.allocate(neighbours * width * itemSize);
            for (long row = 0; row < first; row += neighbours) {
                long rows = Math.min(neighbours, first - row);
                // The columns come in pieces only where a tile has a single row.
                for (long column = 0; column < rest; column += width) {
                    long columns = Math.min(width, rest - column);
                    fill(tile, row, rows, columns);
                    consumer.accept(tile, 0, rows * columns);
                }
            }
        }
    }

    /** Copies the next columns of some rows; after the last column the next one is the first again. */
    private void fill(MemorySegment tile, long row, long rows, long columns) {
        long rowSize = columns * itemSize;
        for (long column = 0; column < columns; column++) {
            long from = row * strides[0];
            for (int axis = 1; axis < index.length; axis++) {
                from += index[axis] * strides[axis];
            }
            copyColumn(tile, column * itemSize, rowSize, from, rows);
            advance();
        }
    }

    private void advance() {
        for (int axis = index.length - 1; axis > 0; axis--) {
            if (++index[axis] < shape.dim(axis)) {
                return;
            }
            index[axis] = 0;
        }
    }

    private void copyColumn(MemorySegment tile, long to, long rowSize, long from, long rows) {
        // Literal sizes: each loop is a few instructions then.
        switch ((int) itemSize) {
            case Byte.BYTES -> {
                for (long i = 0; i < rows; i++) {
                    tile.set(JAVA_BYTE, to + i * rowSize, source.get(JAVA_BYTE, from + i));
                }
            }
            case Short.BYTES -> {
                for (long i = 0; i < rows; i++) {
                    short item = source.get(JAVA_SHORT_UNALIGNED, from + i * Short.BYTES);
                    tile.set(JAVA_SHORT_UNALIGNED, to + i * rowSize, item);
                }
            }
            case Integer.BYTES -> {
                for (long i = 0; i < rows; i++) {
                    int item = source.get(JAVA_INT_UNALIGNED, from + i * Integer.BYTES);
                    tile.set(JAVA_INT_UNALIGNED, to + i * rowSize, item);
                }
            }
            case Long.BYTES -> {
                for (long i = 0; i < rows; i++) {
                    long item = source.get(JAVA_LONG_UNALIGNED, from + i * Long.BYTES);
                    tile.set(JAVA_LONG_UNALIGNED, to + i * rowSize, item);
                }
            }
            default -> {
                for (long i = 0; i < rows; i++) {
                    MemorySegment.copy(source, from + i * itemSize, tile, to + i * rowSize, itemSize);
                }
            }
        }
    }
}
