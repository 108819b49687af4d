package dev.npymap.bulk;

import java.lang.foreign.MemorySegment;

/**
 * Copies runs of units of 1, 2, 4 or 8 bytes from one segment to another, with their bytes reversed or not. They go through
 * an array, by the loops of {@link Runs}: C2 makes better ones from a segment to an array and back than from segment to
 * segment, and the array stays in the first cache.
 */
public final class Units implements PairedRuns.Consumer {
    private static final int BLOCK = 512;

    private final MemorySegment source;
    private final MemorySegment target;
    private final int size;
    private final boolean reversed;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;
    private final long[] longs;

    /**
     * Makes copies of one kind.
     *
     * @param source where they come from
     * @param target where they go
     * @param size how many bytes a unit has: 1, 2, 4 or 8
     * @param reversed whether the bytes of each unit are reversed
     */
    public Units(MemorySegment source, MemorySegment target, int size, boolean reversed) {
        this.source = source;
        this.target = target;
        this.size = size;
        this.reversed = reversed;
        this.bytes = new byte[size == Byte.BYTES ? BLOCK : 0];
        this.shorts = new short[size == Short.BYTES ? BLOCK : 0];
        this.ints = new int[size == Integer.BYTES ? BLOCK : 0];
        this.longs = new long[size == Long.BYTES ? BLOCK : 0];
    }

    @Override
    public void accept(long from, long fromStride, long to, long toStride, int count) {
        for (int i = 0; i < count; i += BLOCK) {
            block(from + i * fromStride, fromStride, to + i * toStride, toStride, Math.min(BLOCK, count - i));
        }
    }

    private void block(long from, long fromStride, long to, long toStride, int count) {
        switch (size) {
            case Byte.BYTES -> {
                Runs.gather(source, from, fromStride, count, bytes, 0);
                Runs.scatter(target, to, toStride, count, bytes, 0);
            }
            case Short.BYTES -> {
                Runs.gather(source, reversed, from, fromStride, count, shorts, 0);
                Runs.scatter(target, false, to, toStride, count, shorts, 0);
            }
            case Integer.BYTES -> {
                Runs.gather(source, reversed, from, fromStride, count, ints, 0);
                Runs.scatter(target, false, to, toStride, count, ints, 0);
            }
            default -> {
                Runs.gather(source, reversed, from, fromStride, count, longs, 0);
                Runs.scatter(target, false, to, toStride, count, longs, 0);
            }
        }
    }
}
