package dev.npymap.bulk;

import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The arithmetic between the counts of a date dtype and {@code java.time}: exact, or an exception. Not made for hot loops:
 * those read counts.
 */
public final class TimeScale {
    private static final long NOT_A_TIME = Long.MIN_VALUE;
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DAYS_OF_400_YEARS = 146_097;

    private final ScalarType type;

    public TimeScale(ScalarType type) {
        this.type = type;
    }

    private boolean calendar() {
        return type.unit() == DatetimeUnit.YEAR || type.unit() == DatetimeUnit.MONTH;
    }

    /** The seconds that one unit counts, or 1 where it counts parts of a second. */
    private long unitSeconds() {
        return Math.max(1, type.unit().seconds());
    }

    private int decimals() {
        return type.unit().decimals();
    }

    private DateTimeException impossible(String what) {
        return new DateTimeException(what + " in the dtype " + type);
    }

    private void checkTime(long count) {
        if (type.unit() == DatetimeUnit.GENERIC) {
            throw impossible("there is no unit");
        }
        if (count == NOT_A_TIME) {
            throw impossible("not-a-time (NaT)");
        }
    }

    /** {@return the count in units, the multiple multiplied in} */
    private BigInteger units(long count) {
        return BigInteger.valueOf(count).multiply(BigInteger.valueOf(type.multiple()));
    }

    public Instant toInstant(long count) {
        checkTime(count);
        try {
            if (calendar()) {
                long months = units(count)
                        .multiply(BigInteger.valueOf(type.unit() == DatetimeUnit.YEAR ? 12 : 1))
                        .longValueExact();
                return YearMonth.of(1970, 1)
                        .plusMonths(months)
                        .atDay(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
            }
            BigInteger[] parts = divideFloor(nanos(count), NANOS);
            return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].intValueExact());
        } catch (ArithmeticException | DateTimeException e) {
            throw impossible("the count " + count + " does not fit exactly in java.time");
        }
    }

    public Duration toDuration(long count) {
        checkTime(count);
        if (calendar()) {
            throw impossible("a length of years or months is no Duration");
        }
        try {
            BigInteger[] parts = divideFloor(nanos(count), NANOS);
            return Duration.ofSeconds(parts[0].longValueExact(), parts[1].intValueExact());
        } catch (ArithmeticException e) {
            throw impossible("the count " + count + " does not fit exactly in java.time");
        }
    }

    /** The count in nanoseconds; an ArithmeticException where that is no whole number. */
    private BigInteger nanos(long count) {
        BigInteger units = units(count).multiply(BigInteger.valueOf(unitSeconds()));
        int decimals = decimals();
        return decimals <= 9
                ? units.multiply(BigInteger.TEN.pow(9 - decimals))
                : divideExact(units, BigInteger.TEN.pow(decimals - 9));
    }

    public long toCount(Instant instant) {
        if (!calendar()) {
            return toCount(instant.getEpochSecond(), instant.getNano(), instant);
        }
        LocalDate date = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        long months = (date.getYear() - 1970L) * 12 + date.getMonthValue() - 1;
        long unitMonths = (type.unit() == DatetimeUnit.YEAR ? 12L : 1L) * type.multiple();
        boolean whole = date.getDayOfMonth() == 1
                && date.atStartOfDay().toInstant(ZoneOffset.UTC).equals(instant)
                && unitMonths != 0
                && months % unitMonths == 0;
        if (!whole) {
            throw impossible(instant + " is no whole number of units");
        }
        return months / unitMonths;
    }

    public long toCount(Duration duration) {
        if (calendar()) {
            throw impossible("a Duration is no length of years or months");
        }
        return toCount(duration.getSeconds(), duration.getNano(), duration);
    }

    private long toCount(long seconds, int nanos, Object value) {
        if (type.unit() == DatetimeUnit.GENERIC) {
            throw impossible("there is no unit");
        }
        try {
            BigInteger total = BigInteger.valueOf(seconds).multiply(NANOS).add(BigInteger.valueOf(nanos));
            int decimals = decimals();
            BigInteger units = decimals <= 9
                    ? divideExact(total, BigInteger.TEN.pow(9 - decimals))
                    : total.multiply(BigInteger.TEN.pow(decimals - 9));
            BigInteger step = BigInteger.valueOf(unitSeconds()).multiply(BigInteger.valueOf(type.multiple()));
            long count = divideExact(units, step).longValueExact();
            if (count == NOT_A_TIME) {
                throw new ArithmeticException("the count that means not-a-time");
            }
            return count;
        } catch (ArithmeticException e) {
            throw impossible(value + " is no whole number of units, or too many");
        }
    }

    private static BigInteger divideExact(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        if (parts[1].signum() != 0) {
            throw new ArithmeticException("no whole number");
        }
        return parts[0];
    }

    private static BigInteger[] divideFloor(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0
                ? new BigInteger[] {parts[0].subtract(BigInteger.ONE), parts[1].add(divisor)}
                : parts;
    }

    /** {@return what {@code numpy.datetime_as_string} writes, for years past those of {@code java.time} too} */
    public String toText(long count) {
        if (count == NOT_A_TIME) {
            return "NaT";
        }
        checkTime(count);
        if (calendar()) {
            BigInteger units = units(count);
            if (type.unit() == DatetimeUnit.YEAR) {
                return year(units.add(BigInteger.valueOf(1970)));
            }
            BigInteger[] months = divideFloor(units, BigInteger.valueOf(12));
            return year(months[0].add(BigInteger.valueOf(1970))) + "-" + digits(2, months[1].intValue() + 1);
        }
        BigInteger scale = BigInteger.TEN.pow(decimals());
        BigInteger[] seconds = divideFloor(units(count).multiply(BigInteger.valueOf(unitSeconds())), scale);
        BigInteger[] days = divideFloor(seconds[0], BigInteger.valueOf(SECONDS_OF_DAY));
        StringBuilder out = new StringBuilder(date(days[0]));
        int second = days[1].intValue();
        if (type.unit().compareTo(DatetimeUnit.HOUR) >= 0) {
            out.append('T').append(digits(2, second / 3600));
        }
        if (type.unit().compareTo(DatetimeUnit.MINUTE) >= 0) {
            out.append(':').append(digits(2, second / 60 % 60));
        }
        if (type.unit().compareTo(DatetimeUnit.SECOND) >= 0) {
            out.append(':').append(digits(2, second % 60));
        }
        if (decimals() > 0) {
            out.append('.').append(digits(decimals(), seconds[1].longValueExact()));
        }
        return out.toString();
    }

    /** The proleptic Gregorian date of a day; 400 years always have the same number of days. */
    private static String date(BigInteger epochDay) {
        BigInteger[] eras = divideFloor(epochDay, BigInteger.valueOf(DAYS_OF_400_YEARS));
        LocalDate date = LocalDate.ofEpochDay(eras[1].longValue());
        BigInteger year = eras[0].multiply(BigInteger.valueOf(400)).add(BigInteger.valueOf(date.getYear()));
        return year(year) + "-" + digits(2, date.getMonthValue()) + "-" + digits(2, date.getDayOfMonth());
    }

    private static String year(BigInteger year) {
        return String.format(Locale.ROOT, "%04d", year);
    }

    private static String digits(int width, long value) {
        String digits = Long.toString(value);
        return "0".repeat(width - digits.length()) + digits;
    }
}
