package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Copies runs of units of 1, 2, 4 or 8 bytes from one segment to another, with their bytes reversed or not. As in {@link
 * Runs}, there is one loop with constant layouts for each case, and a segment must not be one of a heap array.
 */
final class Units implements PairedRuns.Consumer {
    private static final ValueLayout.OfShort LITTLE_SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt LITTLE_INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LITTLE_LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort BIG_SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BIG_INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BIG_LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Bytes of the arrays between two dense runs: both fit in the first cache, with the array between them. */
    private static final int BLOCK = 4096;

    private final MemorySegment source;
    private final MemorySegment target;
    private final int size;
    private final boolean reversed;

    /**
     * Makes copies of one kind.
     *
     * @param source where they come from
     * @param target where they go
     * @param size how many bytes a unit has: 1, 2, 4 or 8
     * @param reversed whether the bytes of each unit are reversed
     */
    Units(MemorySegment source, MemorySegment target, int size, boolean reversed) {
        this.source = source;
        this.target = target;
        this.size = size;
        this.reversed = reversed;
    }

    @Override
    public void accept(long from, long fromStride, long to, long toStride, int count) {
        if (reversed && fromStride == size && toStride == size) {
            reverseDense(from, to, count);
            return;
        }
        switch (size) {
            case 1 -> bytes(source, from, fromStride, target, to, toStride, count);
            case 2 -> shorts(source, from, fromStride, target, to, toStride, count, reversed);
            case 4 -> ints(source, from, fromStride, target, to, toStride, count, reversed);
            default -> longs(source, from, fromStride, target, to, toStride, count, reversed);
        }
    }

    /** By way of an array: C2 vectorises loops from a segment to an array, but not those from segment to segment. */
    private void reverseDense(long from, long to, int count) {
        int block = Math.min(count, BLOCK / size);
        switch (size) {
            case 2 -> {
                short[] between = new short[block];
                for (int i = 0; i < count; i += block) {
                    int part = Math.min(block, count - i);
                    Runs.gather(source, true, from + i * 2L, 2, part, between, 0);
                    MemorySegment.copy(between, 0, target, LITTLE_SHORT, to + i * 2L, part);
                }
            }
            case 4 -> {
                int[] between = new int[block];
                for (int i = 0; i < count; i += block) {
                    int part = Math.min(block, count - i);
                    Runs.gather(source, true, from + i * 4L, 4, part, between, 0);
                    MemorySegment.copy(between, 0, target, LITTLE_INT, to + i * 4L, part);
                }
            }
            default -> {
                long[] between = new long[block];
                for (int i = 0; i < count; i += block) {
                    int part = Math.min(block, count - i);
                    Runs.gather(source, true, from + i * 8L, 8, part, between, 0);
                    MemorySegment.copy(between, 0, target, LITTLE_LONG, to + i * 8L, part);
                }
            }
        }
    }

    private static void bytes(
            MemorySegment source, long from, long fromStride, MemorySegment target, long to, long toStride, int count) {
        for (int i = 0; i < count; i++, from += fromStride, to += toStride) {
            target.set(JAVA_BYTE, to, source.get(JAVA_BYTE, from));
        }
    }

    private static void shorts(
            MemorySegment source,
            long from,
            long fromStride,
            MemorySegment target,
            long to,
            long toStride,
            int count,
            boolean reversed) {
        if (reversed) {
            for (int i = 0; i < count; i++, from += fromStride, to += toStride) {
                target.set(LITTLE_SHORT, to, source.get(BIG_SHORT, from));
            }
        } else {
            for (int i = 0; i < count; i++, from += fromStride, to += toStride) {
                target.set(LITTLE_SHORT, to, source.get(LITTLE_SHORT, from));
            }
        }
    }

    private static void ints(
            MemorySegment source,
            long from,
            long fromStride,
            MemorySegment target,
            long to,
            long toStride,
            int count,
            boolean reversed) {
        if (reversed) {
            for (int i = 0; i < count; i++, from += fromStride, to += toStride) {
                target.set(LITTLE_INT, to, source.get(BIG_INT, from));
            }
        } else {
            for (int i = 0; i < count; i++, from += fromStride, to += toStride) {
                target.set(LITTLE_INT, to, source.get(LITTLE_INT, from));
            }
        }
    }

    private static void longs(
            MemorySegment source,
            long from,
            long fromStride,
            MemorySegment target,
            long to,
            long toStride,
            int count,
            boolean reversed) {
        if (reversed) {
            for (int i = 0; i < count; i++, from += fromStride, to += toStride) {
                target.set(LITTLE_LONG, to, source.get(BIG_LONG, from));
            }
        } else {
            for (int i = 0; i < count; i++, from += fromStride, to += toStride) {
                target.set(LITTLE_LONG, to, source.get(LITTLE_LONG, from));
            }
        }
    }
}
