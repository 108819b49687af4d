package dev.npymap.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes numbers with 17 significant digits, which tell every double from its neighbours, and a decimal point. */
final class FullText {
    private static final int DIGITS = 17;
    private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    /** Below this power of ten there is an exponent, as in C's and Python's {@code %#.17g}. */
    private static final int LEAST_PLAIN = -4;

    private FullText() {}

    /** {@return the text of a double; zero has no sign} */
    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return "0." + "0".repeat(DIGITS - 1);
        }
        BigDecimal rounded = new BigDecimal(value).round(ROUNDING);
        int exponent = exponent(rounded);
        if (exponent >= LEAST_PLAIN && exponent < DIGITS) {
            return plain(rounded, exponent);
        }
        String digits = rounded.setScale(DIGITS - 1 - exponent, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .abs()
                .toString();
        return (value < 0 ? "-" : "") + digits.charAt(0) + "." + digits.substring(1)
                + String.format(Locale.ROOT, "e%+03d", exponent);
    }

    /** {@return the text of an integer: all of its digits, if it has more than 17} */
    static String ofInteger(BigDecimal value) {
        if (value.signum() == 0) {
            return of(0);
        }
        int exponent = exponent(value);
        return exponent < DIGITS ? plain(value, exponent) : value.toBigInteger() + ".0";
    }

    private static int exponent(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }

    private static String plain(BigDecimal value, int exponent) {
        int places = Math.max(1, DIGITS - 1 - exponent);
        return value.setScale(places, RoundingMode.UNNECESSARY).toPlainString();
    }
}
