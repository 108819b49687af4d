package dev.npymap.cli;

import java.util.Locale;

/** Writes amounts for people: of bytes, in powers of 1000 as disks and NumPy's users count them, of rows, of time. */
final class Amount {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Amount() {}

    /**
     * A unit in which many amounts are counted.
     *
     * @param name such as MB
     * @param bytes its size in bytes
     */
    record Unit(String name, long bytes) {
        /** {@return the largest unit of which an amount holds ten} */
        static Unit of(long amount) {
            Unit unit = new Unit("bytes", 1);
            for (String name : UNITS) {
                if (amount / 10_000 < unit.bytes()) {
                    break;
                }
                unit = new Unit(name, unit.bytes() * 1000);
            }
            return unit;
        }
    }

    /** {@return such as {@code 280.0 MB}} */
    static String of(double bytes) {
        if (bytes < 1000) {
            return Math.round(bytes) + " bytes";
        }
        double amount = bytes / 1000;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** {@return the amount in brackets behind a space; nothing where the number of bytes is short enough} */
    static String inBrackets(long bytes) {
        return bytes < 10_000 ? "" : " (" + of((double) bytes) + ")";
    }

    /** {@return such as {@code 7.1 million rows} or {@code 12 rows}, of a number that is not exact} */
    static String ofRows(double rows) {
        return rows < 100_000
                ? String.format(Locale.ROOT, rows < 10 ? "%.1f rows" : "%.0f rows", rows)
                : String.format(Locale.ROOT, "%.1f million rows", rows / 1e6);
    }

    /** {@return such as {@code 90 s}, {@code 12 min}, {@code 7 h}} */
    static String ofTime(double seconds) {
        double minutes = seconds / 60;
        if (seconds < 100) {
            return Math.round(seconds) + " s";
        }
        return minutes < 100 ? Math.round(minutes) + " min" : Math.round(minutes / 60) + " h";
    }
}
