package dev.npymap.bulk;

/** What casts need of x87 extended precision, beside its doubles: 64-bit integers, which it holds exactly. */
final class X87 {
    private static final int MAX_EXPONENT = 0x7fff;
    private static final int BIAS = 16383;

    private X87() {}

    /** Less its fraction; out of range the nearest {@code long}, 0 for NaN. */
    static long toLong(long high, long low) {
        int exponent = exponent(high);
        if (isNaN(exponent, low) || exponent < BIAS) {
            return 0;
        }
        boolean negative = (short) high < 0;
        if (exponent >= BIAS + Long.SIZE - 1) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long magnitude = low >>> (BIAS + Long.SIZE - 1 - exponent);
        return negative ? -magnitude : magnitude;
    }

    /** Less its fraction, unsigned; out of range the nearest such, 0 for NaN. */
    static long toUnsignedLong(long high, long low) {
        int exponent = exponent(high);
        if (isNaN(exponent, low) || exponent < BIAS || (short) high < 0) {
            return 0;
        }
        return exponent >= BIAS + Long.SIZE ? -1 : low >>> (BIAS + Long.SIZE - 1 - exponent);
    }

    /**
     * Towards zero, but with the last bit set unless that is exact. Rounding to odd loses nothing that another rounding, to a
     * type of at most 51 bits, needs to be right.
     */
    static double toOddDouble(long high, long low) {
        double nearest = LongDoubleBits.X87.toDouble(high, low);
        if (Double.isNaN(nearest) || exponent(high) == MAX_EXPONENT) {
            return nearest;
        }
        int order = Integer.compare(exponent(LongDoubleBits.X87.high(nearest)), exponent(high));
        if (order == 0) {
            order = Long.compareUnsigned(LongDoubleBits.X87.low(nearest), low);
        }
        long bits = Double.doubleToRawLongBits(nearest);
        return order == 0 ? nearest : Double.longBitsToDouble((order > 0 ? bits - 1 : bits) | 1);
    }

    private static int exponent(long high) {
        return (int) high & MAX_EXPONENT;
    }

    /** NaN, and what the x87 refuses as if it were: a leading bit that is missing. */
    private static boolean isNaN(int exponent, long low) {
        return exponent != 0 && (low >= 0 || (exponent == MAX_EXPONENT && low << 1 != 0));
    }

    /** Sign and exponent of an integer, given as its absolute value, unsigned. */
    static long high(long magnitude, boolean negative) {
        int exponent = magnitude == 0 ? 0 : BIAS + Long.SIZE - 1 - Long.numberOfLeadingZeros(magnitude);
        return (negative ? 0x8000 : 0) | exponent;
    }

    /** Its significand. */
    static long low(long magnitude) {
        return magnitude << Long.numberOfLeadingZeros(magnitude);
    }
}
