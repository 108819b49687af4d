package dev.npymap.cli;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Rows as a Python slice chooses them: either end may be missing, a negative one counts from the end, and what lies outside of
 * the array is ignored.
 *
 * @param from the first row
 * @param to the row past the last one
 */
record RowRange(long from, long to) {
    /** A range of rows that all exist: {@code from <= to}, both within the array. */
    RowRange within(long rows) {
        long first = clamp(from, rows);
        return new RowRange(first, Math.max(first, clamp(to, rows)));
    }

    private static long clamp(long row, long rows) {
        return Math.clamp(row < 0 ? row + rows : row, 0, rows);
    }

    /** Reads {@code A:B}. */
    static final class Converter implements ITypeConverter<RowRange> {
        private static final Pattern SLICE = Pattern.compile("\\s*([+-]?\\d+)?\\s*:\\s*([+-]?\\d+)?\\s*");

        @Override
        public RowRange convert(String text) {
            Matcher slice = SLICE.matcher(text);
            if (!slice.matches()) {
                throw new TypeConversionException("'" + text + "' is no range A:B of rows");
            }
            return new RowRange(number(slice.group(1), 0), number(slice.group(2), Long.MAX_VALUE));
        }

        /** As in Python, no number is too large. */
        private static long number(String digits, long missing) {
            return digits == null
                    ? missing
                    : new BigInteger(digits)
                            .max(BigInteger.valueOf(Long.MIN_VALUE))
                            .min(BigInteger.valueOf(Long.MAX_VALUE))
                            .longValue();
        }
    }
}
