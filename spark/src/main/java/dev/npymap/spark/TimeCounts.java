package dev.npymap.spark;

import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import java.math.BigInteger;
import java.time.LocalDate;

/**
 * Turns the counts of a {@code datetime64} or {@code timedelta64} into Spark's: microseconds, days or months. What is finer
 * than a microsecond is rounded down, as {@code astype('M8[us]')} does.
 */
final class TimeCounts {
    /** Not-a-time. */
    static final long NAT = Long.MIN_VALUE;

    private final ScalarType dtype;
    private final String file;
    private final BigInteger factor;
    private final BigInteger divisor;

    // The same once more, where a long holds it; else 0.
    private final long longFactor;
    private final long longDivisor;

    /** @param file the file, for messages */
    TimeCounts(ScalarType dtype, String file) {
        this.dtype = dtype;
        this.file = file;
        BigInteger times = BigInteger.valueOf(dtype.multiple()).multiply(BigInteger.valueOf(unitCounts(dtype.unit())));
        BigInteger by = BigInteger.TEN.pow(Math.max(0, dtype.unit().decimals() - 6));
        BigInteger common = times.gcd(by);
        this.factor = times.divide(common);
        this.divisor = by.divide(common);
        this.longFactor = factor.bitLength() < Long.SIZE ? factor.longValue() : 0;
        this.longDivisor = divisor.longValueExact();
    }

    private static long unitCounts(DatetimeUnit unit) {
        return switch (unit) {
            case YEAR -> 12;
            case MONTH -> 1;
            case MILLISECOND -> 1000;
            case MICROSECOND, NANOSECOND, PICOSECOND, FEMTOSECOND, ATTOSECOND -> 1;
            default -> unit.seconds() * 1_000_000L;
        };
    }

    /** {@return microseconds} */
    long micros(long count) {
        long product = count * longFactor;
        if (longFactor != 0 && Math.multiplyHigh(count, longFactor) == product >> (Long.SIZE - 1)) {
            return longDivisor == 1 ? product : Math.floorDiv(product, longDivisor);
        }
        BigInteger[] parts = BigInteger.valueOf(count).multiply(factor).divideAndRemainder(divisor);
        return exact(count, parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** {@return the day of a date, counted from 1970-01-01} */
    int days(long count) {
        if (dtype.unit() == DatetimeUnit.YEAR || dtype.unit() == DatetimeUnit.MONTH) {
            return checkInt(count, LocalDate.EPOCH.plusMonths(months(count)).toEpochDay());
        }
        long days = dtype.multiple() * (dtype.unit() == DatetimeUnit.WEEK ? 7L : 1L);
        // Any count whose product is an int is one itself, unless it is multiplied by 0.
        return days == 0 ? 0 : checkInt(count, checkInt(count, count) * days);
    }

    /** {@return months} */
    int months(long count) {
        return checkInt(count, exact(count, BigInteger.valueOf(count).multiply(factor)));
    }

    private long exact(long count, BigInteger value) {
        if (value.bitLength() >= Long.SIZE) {
            throw outOfRange(count);
        }
        return value.longValue();
    }

    private int checkInt(long count, long value) {
        if (value != (int) value) {
            throw outOfRange(count);
        }
        return (int) value;
    }

    private ArithmeticException outOfRange(long count) {
        return new ArithmeticException(file + ": the count " + count + " of a " + dtype + " is beyond Spark's times");
    }
}
