package dev.npymap.bulk;

import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** Reads runs of numbers as {@code long}s or {@code double}s, whichever hold them exactly. */
public final class CastReader {
    private final MemorySegment segment;
    private final Kind kind;
    private final int itemSize;
    private final boolean bigEndian;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;
    private final float[] floats;
    private final long[] low;
    private final long[] high;

    public CastReader(MemorySegment segment, ScalarType type, int block) {
        this.segment = segment;
        this.kind = type.kind();
        this.itemSize = type.itemSize();
        this.bigEndian = type.order() == ByteOrder.BIG_ENDIAN;
        this.bytes = new byte[itemSize == 1 ? block : 0];
        this.shorts = new short[itemSize == 2 ? block : 0];
        this.ints = new int[itemSize == 4 ? block : 0];
        this.floats = new float[itemSize == 4 ? block : 0];
        this.low = new long[itemSize == 16 ? block : 0];
        this.high = new long[itemSize == 16 ? block : 0];
    }

    /** Reads integers, 64 bits without a sign as they are; a long double less its fraction. */
    public void read(long offset, long stride, int count, boolean unsigned, long[] target) {
        switch (itemSize) {
            case 1 -> {
                Runs.gather(segment, offset, stride, count, bytes, 0);
                for (int i = 0; i < count; i++) {
                    target[i] = bytes[i];
                }
            }
            case 2 -> {
                Runs.gather(segment, bigEndian, offset, stride, count, shorts, 0);
                for (int i = 0; i < count; i++) {
                    target[i] = shorts[i];
                }
            }
            case 4 -> {
                Runs.gather(segment, bigEndian, offset, stride, count, ints, 0);
                for (int i = 0; i < count; i++) {
                    target[i] = ints[i];
                }
            }
            case 8 -> Runs.gather(segment, bigEndian, offset, stride, count, target, 0);
            default -> {
                gatherHalves(offset, stride, count);
                for (int i = 0; i < count; i++) {
                    target[i] = unsigned ? X87.toUnsignedLong(high[i], low[i]) : X87.toLong(high[i], low[i]);
                }
            }
        }
        if (kind == Kind.UINT && itemSize < Long.BYTES) {
            long mask = (1L << (itemSize * Byte.SIZE)) - 1;
            for (int i = 0; i < count; i++) {
                target[i] &= mask;
            }
        } else if (kind == Kind.BOOL) {
            for (int i = 0; i < count; i++) {
                target[i] = target[i] == 0 ? 0 : 1;
            }
        }
    }

    /** Reads floats; a long double rounded to nearest, or to odd where it will be rounded again. */
    public void read(long offset, long stride, int count, boolean odd, double[] target) {
        switch (itemSize) {
            case 2 -> {
                Runs.gather(segment, bigEndian, offset, stride, count, shorts, 0);
                for (int i = 0; i < count; i++) {
                    target[i] = Float.float16ToFloat(shorts[i]);
                }
            }
            case 4 -> {
                Runs.gather(segment, bigEndian, offset, stride, count, floats, 0);
                for (int i = 0; i < count; i++) {
                    target[i] = floats[i];
                }
            }
            case 8 -> Runs.gather(segment, bigEndian, offset, stride, count, target, 0);
            default -> {
                gatherHalves(offset, stride, count);
                for (int i = 0; i < count; i++) {
                    target[i] = odd ? X87.toOddDouble(high[i], low[i]) : LongDoubleBits.X87.toDouble(high[i], low[i]);
                }
            }
        }
    }

    private void gatherHalves(long offset, long stride, int count) {
        Runs.gather(segment, bigEndian, bigEndian ? offset + Long.BYTES : offset, stride, count, low, 0);
        Runs.gather(segment, bigEndian, bigEndian ? offset : offset + Long.BYTES, stride, count, high, 0);
    }
}
