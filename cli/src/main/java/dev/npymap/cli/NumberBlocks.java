package dev.npymap.cli;

import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.ByteAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.LongDoubleAccessor;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;

/** Reads the numbers of one dtype block by block, in bulk copies, and adds them up. One thread may use it. */
final class NumberBlocks {
    /** The most numbers of a block: what is read of one stays in the nearest caches until it is done with. */
    static final int BLOCK = 4096;

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private final Reader reader;

    /** By what each number is multiplied. */
    private final double scale;

    private final double[] high = new double[BLOCK];

    /** Null where each number is a double. */
    private final double[] low;

    private NumberBlocks(ScalarType type, double scale) {
        boolean isLong = type.itemSize() == Long.BYTES && type.kind() != Kind.FLOAT;
        this.low = isLong ? new double[BLOCK] : null;
        this.scale = scale;
        this.reader = switch (type.kind()) {
            case FLOAT -> floats(type.itemSize());
            case BOOL -> booleans();
            case INT, UINT -> isLong ? longs(type.kind(), false) : integers(type.itemSize(), type.kind() == Kind.UINT);
            default -> longs(type.kind(), true);
        };
    }

    /** Reads elements into {@code high} and {@code low}. */
    @FunctionalInterface
    private interface Reader {
        void read(Strided elements);
    }

    /** {@return whether there is a least, a mean and so on of elements: real numbers, dates} */
    static boolean areNumbers(DType dtype) {
        return dtype instanceof ScalarType scalar
                && switch (scalar.kind()) {
                    case BOOL, INT, UINT, FLOAT, DATETIME, TIMEDELTA -> true;
                    case COMPLEX, BYTES, STRING, VOID -> false;
                };
    }

    /** {@return a reader of numbers, of which each is multiplied by a power of two; by 1 if they may be integers} */
    static NumberBlocks of(DType dtype, double scale) {
        return new NumberBlocks((ScalarType) dtype, scale);
    }

    /** {@return what is known of elements: of two halves, one after the other in memory, and so on down to blocks} */
    Moments moments(Strided elements) {
        long size = elements.size();
        if (size == 0) {
            return Moments.NONE;
        }
        if (size <= BLOCK) {
            return block(elements, (int) size);
        }
        int axis = 0;
        while (elements.length(axis) == 1) {
            axis++;
        }
        long length = elements.length(axis);
        long half = Long.highestOneBit(length - 1);
        return moments(elements.slice(axis, 0, half, 1)).join(moments(elements.slice(axis, half, length, 1)));
    }

    private Moments block(Strided elements, int size) {
        reader.read(elements);
        int count = withoutNaN(size);
        if (scale != 1) {
            for (int i = 0; i < count; i++) {
                high[i] *= scale;
            }
        }
        return (count == 0 ? Moments.NONE : Moments.of(count, high, low)).withNaN(size - count);
    }

    /** {@return how many numbers are not NaN, which are the first ones then} */
    private int withoutNaN(int size) {
        int nans = 0;
        for (int i = 0; i < size; i++) {
            nans += Double.isNaN(high[i]) ? 1 : 0;
        }
        if (nans == 0) {
            return size;
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            high[count] = high[i];
            if (low != null) {
                low[count] = low[i];
            }
            count += Double.isNaN(high[i]) ? 0 : 1;
        }
        return count;
    }

    private Reader floats(int itemSize) {
        float[] narrow = new float[itemSize < Double.BYTES ? BLOCK : 0];
        return switch (itemSize) {
            case Short.BYTES ->
                elements -> {
                    HalfAccessor.of(elements).copyTo(narrow, 0);
                    widen(narrow, elements.size());
                };
            case Float.BYTES ->
                elements -> {
                    FloatAccessor.of(elements).copyTo(narrow, 0);
                    widen(narrow, elements.size());
                };
            case Double.BYTES -> elements -> DoubleAccessor.of(elements).copyTo(high, 0);
            default ->
                elements ->
                        LongDoubleAccessor.of(elements, LongDoubleFormat.X87).copyTo(high, 0);
        };
    }

    private void widen(float[] narrow, long size) {
        for (int i = 0; i < size; i++) {
            high[i] = narrow[i];
        }
    }

    private Reader booleans() {
        boolean[] values = new boolean[BLOCK];
        return elements -> {
            BooleanAccessor.of(elements).copyTo(values, 0);
            for (int i = 0; i < elements.size(); i++) {
                high[i] = values[i] ? 1 : 0;
            }
        };
    }

    private Reader integers(int itemSize, boolean isUnsigned) {
        return switch (itemSize) {
            case Byte.BYTES -> bytes(isUnsigned);
            case Short.BYTES -> shorts(isUnsigned);
            default -> ints(isUnsigned);
        };
    }

    private Reader bytes(boolean isUnsigned) {
        byte[] values = new byte[BLOCK];
        return elements -> {
            ByteAccessor.of(elements).copyTo(values, 0);
            for (int i = 0; i < elements.size(); i++) {
                high[i] = isUnsigned ? Byte.toUnsignedInt(values[i]) : values[i];
            }
        };
    }

    private Reader shorts(boolean isUnsigned) {
        short[] values = new short[BLOCK];
        return elements -> {
            ShortAccessor.of(elements).copyTo(values, 0);
            for (int i = 0; i < elements.size(); i++) {
                high[i] = isUnsigned ? Short.toUnsignedInt(values[i]) : values[i];
            }
        };
    }

    private Reader ints(boolean isUnsigned) {
        int[] values = new int[BLOCK];
        return elements -> {
            IntAccessor.of(elements).copyTo(values, 0);
            for (int i = 0; i < elements.size(); i++) {
                high[i] = isUnsigned ? Integer.toUnsignedLong(values[i]) : values[i];
            }
        };
    }

    private Reader longs(Kind kind, boolean hasNaT) {
        long[] values = new long[BLOCK];
        return elements -> {
            LongAccessor.of(elements).copyTo(values, 0);
            int count = (int) elements.size();
            if (kind == Kind.UINT) {
                splitUnsigned(values, count);
            } else {
                splitSigned(values, count, hasNaT);
            }
        };
    }

    private void splitSigned(long[] values, int count, boolean hasNaT) {
        for (int i = 0; i < count; i++) {
            long value = values[i];
            double nearest = value;
            // Modulo 2^64 the difference is right, though 2^63 is no long.
            low[i] = value - (nearest == TWO_TO_63 ? Long.MIN_VALUE : (long) nearest);
            high[i] = hasNaT && value == ScalarText.NOT_A_TIME ? Double.NaN : nearest;
        }
    }

    private void splitUnsigned(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            long value = values[i];
            // The lowest bit, where it is shifted out, stays to decide the rounding.
            double nearest = value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
            long bits = nearest < TWO_TO_63
                    ? (long) nearest
                    : nearest < TWO_TO_64 ? (long) (nearest - TWO_TO_63) + Long.MIN_VALUE : 0;
            low[i] = value - bits;
            high[i] = nearest;
        }
    }
}
