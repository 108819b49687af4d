package dev.npymap.bulk;

/** Conversions between numbers that Java does not have, or has with two roundings. */
final class Rounding {
    private Rounding() {}

    /** The nearest {@code float16}, ties to even. By way of the nearest {@code float} some would be rounded twice. */
    static short toHalf(double value) {
        float nearest = (float) value;
        if (nearest != value && !Double.isNaN(value)) {
            int bits = Float.floatToRawIntBits(nearest);
            boolean above = Math.abs((double) nearest) > Math.abs(value);
            nearest = Float.intBitsToFloat((above ? bits - 1 : bits) | 1);
        }
        return Float.floatToFloat16(nearest);
    }

    static double unsignedToDouble(long bits) {
        // Half of it, with a last bit that tells of the bit lost: a double has no room for either.
        return bits >= 0 ? (double) bits : (double) ((bits >>> 1) | (bits & 1)) * 2;
    }

    static float unsignedToFloat(long bits) {
        return bits >= 0 ? (float) bits : (float) ((bits >>> 1) | (bits & 1)) * 2;
    }

    /** Less its fraction, in 64 bits without a sign; out of range the nearest such, 0 for NaN. */
    static long toUnsigned(double value) {
        if (value < 0x1p63) {
            return Math.max(0, (long) value);
        }
        return value < 0x1p64 ? (long) (value - 0x1p63) + Long.MIN_VALUE : Double.isNaN(value) ? 0 : -1;
    }
}
