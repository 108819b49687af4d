package dev.npymap.bulk;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The arithmetic between the 16 bytes of a {@code longdouble} and a {@code double}. */
public enum LongDoubleBits {
    /** x87 extended precision, as on x86-64: sign and 15 bits of exponent, 64 bits of significand, 6 bytes of padding. */
    X87 {
        @Override
        double toDouble(long high, long low) {
            return round((short) high, low, false, true);
        }

        @Override
        long high(double value) {
            return signAndExponent(value);
        }

        @Override
        long low(double value) {
            long fraction = significand(value);
            boolean zero = fraction == 0 && Math.abs(value) == 0;
            return zero ? 0 : Long.MIN_VALUE | fraction;
        }
    },
    /** IEEE 754 binary128, as on aarch64 Linux: sign and 15 bits of exponent, 112 bits of fraction. */
    IEEE_QUAD {
        @Override
        double toDouble(long high, long low) {
            int signAndExponent = (int) (high >> 48);
            long fraction = high << 16 | low >>> 48;
            boolean rest = low << 16 != 0;
            boolean subnormal = (signAndExponent & MAX_EXPONENT) == 0;
            // The top 64 bits of the significand with its leading 1, and whether any bit below them is set. What is
            // subnormal here is far below the least double.
            long significand = (subnormal ? 0 : Long.MIN_VALUE) | fraction >>> 1;
            return round((short) signAndExponent, significand, rest || (fraction & 1) != 0, false);
        }

        @Override
        long high(double value) {
            return signAndExponent(value) << 48 | significand(value) << 1 >>> 16;
        }

        @Override
        long low(double value) {
            return significand(value) << 49;
        }
    };

    public static final int BYTES = 16;

    private static final int MAX_EXPONENT = 0x7fff;
    private static final int BIAS = 16383;
    private static final ValueLayout.OfLong LITTLE = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong BIG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** The nearest double of a value given as its more and its less significant 8 bytes. */
    abstract double toDouble(long high, long low);

    abstract long high(double value);

    abstract long low(double value);

    public double get(MemorySegment segment, long offset, boolean bigEndian) {
        return bigEndian
                ? toDouble(segment.get(BIG, offset), segment.get(BIG, offset + Long.BYTES))
                : toDouble(segment.get(LITTLE, offset + Long.BYTES), segment.get(LITTLE, offset));
    }

    public void set(MemorySegment segment, long offset, boolean bigEndian, double value) {
        if (bigEndian) {
            segment.set(BIG, offset, high(value));
            segment.set(BIG, offset + Long.BYTES, low(value));
        } else {
            segment.set(LITTLE, offset, low(value));
            segment.set(LITTLE, offset + Long.BYTES, high(value));
        }
    }

    /**
     * Rounds to nearest, ties to even.
     *
     * @param signAndExponent the sign and the biased exponent
     * @param significand 64 bits, the leading one explicit, which counts 2^(exponent - bias)
     * @param sticky whether the value has bits below {@code significand}
     * @param explicit whether the leading bit was stored, so that a normal value without it is invalid
     */
    private static double round(short signAndExponent, long significand, boolean sticky, boolean explicit) {
        double sign = signAndExponent < 0 ? -1.0 : 1.0;
        int exponent = signAndExponent & MAX_EXPONENT;
        boolean leading = significand < 0;
        if (exponent == MAX_EXPONENT) {
            boolean infinite = leading && significand << 1 == 0 && !sticky;
            return infinite ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (explicit && exponent != 0 && !leading) {
            return Double.NaN; // an unnormal, which the x87 refuses
        }
        int scale = exponent - BIAS - (Long.SIZE - 1);
        // The bits that a double has no room for: 11 of a normal one, more where it is subnormal.
        int drop = Math.max(Long.SIZE - 53, Double.MIN_EXPONENT - 52 - scale);
        if (drop > Long.SIZE) {
            return sign * 0.0;
        }
        long kept = drop == Long.SIZE ? 0 : significand >>> drop;
        long half = 1L << (drop - 1);
        long dropped = drop == Long.SIZE ? significand : significand & ((1L << drop) - 1);
        int order = Long.compareUnsigned(dropped, half);
        if (order > 0 || (order == 0 && (sticky || (kept & 1) != 0))) {
            kept++;
        }
        return sign * Math.scalb((double) kept, scale + drop);
    }

    private static long signAndExponent(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long sign = bits < 0 ? 0x8000 : 0;
        int exponent = Math.getExponent(value);
        if (exponent > Double.MAX_EXPONENT) {
            return sign | MAX_EXPONENT;
        }
        if (exponent < Double.MIN_EXPONENT) {
            long fraction = bits << 12;
            return fraction == 0 ? sign : sign | (Double.MIN_EXPONENT - 1 - Long.numberOfLeadingZeros(fraction) + BIAS);
        }
        return sign | (exponent + BIAS);
    }

    /** The 63 bits behind the leading one, as a double's 52 are, left-aligned in bits 62 to 0. */
    private static long significand(double value) {
        long fraction = Double.doubleToRawLongBits(value) << 12;
        if (Math.getExponent(value) < Double.MIN_EXPONENT && fraction != 0) {
            int zeros = Long.numberOfLeadingZeros(fraction);
            // Shifts of a long by 64 are by 0; the least double has 51 zeros, so this is at most 52.
            fraction <<= zeros + 1;
        }
        return fraction >>> 1;
    }
}
