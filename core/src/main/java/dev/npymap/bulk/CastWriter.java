package dev.npymap.bulk;

import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** Writes runs of numbers, given as {@code long}s or {@code double}s, each rounded once. */
public final class CastWriter {
    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;

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
    private final double[] doubles;

    public CastWriter(MemorySegment segment, ScalarType type, int block) {
        this.segment = segment;
        this.kind = type.kind();
        this.itemSize = type.itemSize();
        this.bigEndian = type.order() == ByteOrder.BIG_ENDIAN;
        this.bytes = new byte[itemSize == 1 ? block : 0];
        this.shorts = new short[itemSize == 2 ? block : 0];
        this.ints = new int[itemSize == 4 ? block : 0];
        this.floats = new float[itemSize == 4 ? block : 0];
        this.low = new long[itemSize >= 8 ? block : 0];
        this.high = new long[itemSize == 16 ? block : 0];
        this.doubles = new double[itemSize == 8 ? block : 0];
    }

    /** Writes integers; those that a narrower type has no room for lose their upper bits. */
    public void write(long[] source, boolean unsigned, long offset, long stride, int count) {
        switch (kind) {
            case BOOL -> {
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) (source[i] == 0 ? 0 : 1);
                }
                Runs.scatter(segment, offset, stride, count, bytes, 0);
            }
            case FLOAT -> writeFloats(source, unsigned, offset, stride, count);
            default -> writeIntegers(source, offset, stride, count);
        }
    }

    private void writeIntegers(long[] source, long offset, long stride, int count) {
        switch (itemSize) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) source[i];
                }
                Runs.scatter(segment, offset, stride, count, bytes, 0);
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    shorts[i] = (short) source[i];
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, shorts, 0);
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    ints[i] = (int) source[i];
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, ints, 0);
            }
            default -> Runs.scatter(segment, bigEndian, offset, stride, count, source, 0);
        }
    }

    private void writeFloats(long[] source, boolean unsigned, long offset, long stride, int count) {
        switch (itemSize) {
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    // Exact as a float, or past all of float16.
                    float value = unsigned ? Rounding.unsignedToFloat(source[i]) : source[i];
                    shorts[i] = Float.floatToFloat16(value);
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, shorts, 0);
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = unsigned ? Rounding.unsignedToFloat(source[i]) : source[i];
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, floats, 0);
            }
            case 8 -> {
                for (int i = 0; i < count; i++) {
                    doubles[i] = unsigned ? Rounding.unsignedToDouble(source[i]) : source[i];
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, doubles, 0);
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    boolean negative = !unsigned && source[i] < 0;
                    long magnitude = negative ? -source[i] : source[i];
                    high[i] = X87.high(magnitude, negative);
                    low[i] = X87.low(magnitude);
                }
                scatterHalves(offset, stride, count);
            }
        }
    }

    /** Writes floats; an integer loses its fraction, and out of range it is the nearest that the type has, 0 for NaN. */
    public void write(double[] source, long offset, long stride, int count) {
        switch (kind) {
            case BOOL -> {
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) (source[i] == 0 ? 0 : 1);
                }
                Runs.scatter(segment, offset, stride, count, bytes, 0);
            }
            case FLOAT -> writeFloats(source, offset, stride, count);
            default -> writeIntegers(source, offset, stride, count);
        }
    }

    private void writeIntegers(double[] source, long offset, long stride, int count) {
        boolean signed = kind == Kind.INT;
        switch (itemSize) {
            case 1 -> {
                int min = signed ? Byte.MIN_VALUE : 0;
                int max = signed ? Byte.MAX_VALUE : 0xff;
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) Math.max(min, Math.min(max, (int) source[i]));
                }
                Runs.scatter(segment, offset, stride, count, bytes, 0);
            }
            case 2 -> {
                int min = signed ? Short.MIN_VALUE : 0;
                int max = signed ? Short.MAX_VALUE : 0xffff;
                for (int i = 0; i < count; i++) {
                    shorts[i] = (short) Math.max(min, Math.min(max, (int) source[i]));
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, shorts, 0);
            }
            case 4 -> {
                long min = signed ? Integer.MIN_VALUE : 0;
                long max = signed ? Integer.MAX_VALUE : MAX_UNSIGNED_INT;
                for (int i = 0; i < count; i++) {
                    ints[i] = (int) Math.max(min, Math.min(max, (long) source[i]));
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, ints, 0);
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    low[i] = signed ? (long) source[i] : Rounding.toUnsigned(source[i]);
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, low, 0);
            }
        }
    }

    private void writeFloats(double[] source, long offset, long stride, int count) {
        switch (itemSize) {
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    shorts[i] = Rounding.toHalf(source[i]);
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, shorts, 0);
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = (float) source[i];
                }
                Runs.scatter(segment, bigEndian, offset, stride, count, floats, 0);
            }
            case 8 -> Runs.scatter(segment, bigEndian, offset, stride, count, source, 0);
            default -> {
                for (int i = 0; i < count; i++) {
                    high[i] = LongDoubleBits.X87.high(source[i]);
                    low[i] = LongDoubleBits.X87.low(source[i]);
                }
                scatterHalves(offset, stride, count);
            }
        }
    }

    private void scatterHalves(long offset, long stride, int count) {
        Runs.scatter(segment, bigEndian, bigEndian ? offset + Long.BYTES : offset, stride, count, low, 0);
        Runs.scatter(segment, bigEndian, bigEndian ? offset : offset + Long.BYTES, stride, count, high, 0);
    }
}
