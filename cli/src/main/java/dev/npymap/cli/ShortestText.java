package dev.npymap.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal numbers that read back as the same float, of any width. Java's own {@code toString} gives them for
 * {@code float} and {@code double}, except that it never gives less than two digits.
 */
final class ShortestText {
    /** The texts of all halfs, made when they are needed. */
    private static final String[] HALFS = new String[1 << 16];

    /** Five digits tell all halfs apart. */
    private static final int HALF_DIGITS = 5;

    /**
     * The nearest decimal, and those on either side: below a power of two halfs lie closer, so that the nearest one may read
     * back as another half where the one on the other side does not.
     */
    private static final RoundingMode[] MODES = {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP};

    private ShortestText() {}

    static String of(double value) {
        String text = Double.toString(value);
        // Two digits can be one too many only where doubles lie that far apart.
        if (Math.abs(value) >= Double.MIN_NORMAL || value == 0 || !Double.isFinite(value)) {
            return text;
        }
        BigDecimal digit = new BigDecimal(value).round(new MathContext(1));
        return digit.doubleValue() == value ? digit.toString() : text;
    }

    static String of(float value) {
        String text = Float.toString(value);
        if (Math.abs(value) >= Float.MIN_NORMAL || value == 0 || !Float.isFinite(value)) {
            return text;
        }
        BigDecimal digit = new BigDecimal(value).round(new MathContext(1));
        return digit.floatValue() == value ? digit.toString() : text;
    }

    /** {@return the text of the half with these bits} */
    static String ofHalf(short bits) {
        int place = Short.toUnsignedInt(bits);
        String text = HALFS[place];
        if (text == null) {
            // A race makes the same text twice.
            text = makeHalf(bits);
            HALFS[place] = text;
        }
        return text;
    }

    private static String makeHalf(short bits) {
        float value = Float.float16ToFloat(bits);
        if (value == 0 || !Float.isFinite(value)) {
            return Float.toString(value);
        }
        BigDecimal exact = new BigDecimal(Math.abs(value));
        int magnitude = bits & 0x7fff;
        // Half way to the neighbours; behind the largest half would come 65536.
        double above = magnitude == 0x7bff ? 65536 : Float.float16ToFloat((short) (magnitude + 1));
        double low = (Float.float16ToFloat((short) (magnitude - 1)) + Math.abs((double) value)) / 2;
        double high = (above + Math.abs((double) value)) / 2;
        boolean isEven = (bits & 1) == 0;
        for (int digits = 1; digits <= HALF_DIGITS; digits++) {
            BigDecimal best = null;
            for (RoundingMode mode : MODES) {
                BigDecimal candidate = exact.round(new MathContext(digits, mode));
                int fromLow = candidate.compareTo(new BigDecimal(low));
                int fromHigh = candidate.compareTo(new BigDecimal(high));
                boolean readsBack = isEven ? fromLow >= 0 && fromHigh <= 0 : fromLow > 0 && fromHigh < 0;
                if (readsBack && (best == null || distance(candidate, exact).compareTo(distance(best, exact)) < 0)) {
                    best = candidate;
                }
            }
            if (best != null) {
                return Float.toString(Math.copySign(best.floatValue(), value));
            }
        }
        return Float.toString(value);
    }

    private static BigDecimal distance(BigDecimal a, BigDecimal b) {
        return a.subtract(b).abs();
    }
}
