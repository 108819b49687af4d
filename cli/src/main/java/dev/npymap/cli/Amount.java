package dev.npymap.cli;

import java.util.Locale;

/** Writes amounts of bytes for people, in powers of 1000 as disks and NumPy's users count them. */
final class Amount {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Amount() {}

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
}
