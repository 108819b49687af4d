package dev.npymap.cli;

import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a date as NumPy writes it, from a year alone to parts of a second, as a count of a dtype's units: exactly, or not at all. */
final class CellDate {
    static final String NOT_A_TIME = "NaT";

    /** NumPy gives a year before the year 0 a minus sign and three digits, the sign being the fourth character. */
    private static final Pattern DATE = Pattern.compile("([+-]?\\d{4,9}|-\\d{3})(?:-(\\d\\d)(?:-(\\d\\d)"
            + "(?:[T ](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,18}))?)?)?Z?)?)?)?");

    private static final int SECONDS_OF_DAY = 86_400;
    private static final int EPOCH = 1970;

    private final ScalarType type;

    CellDate(ScalarType type) {
        this.type = type;
    }

    /** {@return the count of a date} */
    long count(String text) throws CellException {
        if (text.equalsIgnoreCase(NOT_A_TIME)) {
            return ScalarText.NOT_A_TIME;
        }
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new CellException("a date as 2026-01-31T12:00:00, or NaT");
        }
        try {
            long count = count(date);
            if (count != ScalarText.NOT_A_TIME) {
                return count;
            }
        } catch (DateTimeException e) {
            throw new CellException("a date that there is");
        } catch (ArithmeticException e) {
            throw inexact();
        }
        throw inexact();
    }

    private CellException inexact() {
        return new CellException("a date that is a whole number of units of " + type);
    }

    private long count(Matcher date) {
        LocalDate day = LocalDate.of(number(date, 1, 0), number(date, 2, 1), number(date, 3, 1));
        int hours = checked(number(date, 4, 0), 24);
        int minutes = checked(number(date, 5, 0), 60);
        int seconds = checked(number(date, 6, 0), 60);
        int time = (hours * 60 + minutes) * 60 + seconds;
        String fraction = date.group(7) == null ? "" : date.group(7).replaceFirst("0+$", "");
        if (type.unit() == DatetimeUnit.YEAR || type.unit() == DatetimeUnit.MONTH) {
            if (day.getDayOfMonth() > 1 || time > 0 || !fraction.isEmpty()) {
                throw new ArithmeticException();
            }
            long months = (day.getYear() - EPOCH) * 12L + day.getMonthValue() - 1;
            return divideExact(months, (type.unit() == DatetimeUnit.YEAR ? 12L : 1) * type.multiple());
        }
        int decimals = type.unit().decimals();
        if (fraction.length() > decimals) {
            throw new ArithmeticException();
        }
        BigInteger whole =
                BigInteger.valueOf(day.toEpochDay() * SECONDS_OF_DAY + time).multiply(BigInteger.TEN.pow(decimals));
        String padded = fraction + "0".repeat(decimals - fraction.length());
        BigInteger units = padded.isEmpty() ? whole : whole.add(new BigInteger(padded));
        // A multiple of several days leaves a rest on most of them, however large the count.
        long step = (long) Math.max(1, type.unit().seconds()) * type.multiple();
        BigInteger[] parts = step == 0
                ? new BigInteger[] {whole, BigInteger.ONE}
                : units.divideAndRemainder(BigInteger.valueOf(step));
        if (parts[1].signum() != 0) {
            throw new ArithmeticException();
        }
        return parts[0].longValueExact();
    }

    private static long divideExact(long dividend, long divisor) {
        if (divisor == 0 || dividend % divisor != 0) {
            throw new ArithmeticException();
        }
        return dividend / divisor;
    }

    private static int number(Matcher date, int group, int missing) {
        return date.group(group) == null ? missing : Integer.parseInt(date.group(group));
    }

    private static int checked(int value, int limit) {
        if (value >= limit) {
            throw new DateTimeException("past its limit");
        }
        return value;
    }
}
