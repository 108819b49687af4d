package dev.npymap.benchmarks.report;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One number: how long one operation of a task took.
 *
 * @param question the question's id
 * @param task what was done, as the part of a benchmark's name after the underscore says
 * @param who did it, as the part before the underscore says
 * @param parameters the task's, by name; without {@link #PROFILE}
 * @param polluted whether the profiles had met other types before
 * @param nanos the time of one operation, in nanoseconds
 * @param errorNanos the uncertainty of the time, in nanoseconds; NaN where nobody knows
 * @param allocated the bytes that one operation allocated on the heap, where that was measured
 */
record Measurement(
        String question,
        String task,
        String who,
        Map<String, String> parameters,
        boolean polluted,
        double nanos,
        double errorNanos,
        OptionalDouble allocated) {
    /** The parameter that pollutes profiles. It makes another measurement of the same task, not another task. */
    static final String PROFILE = "profile";

    /** The parameter that says how much data an operation moves, in KiB. */
    static final String KIBIBYTES = "kibibytes";

    /** The same, in MB. */
    static final String MEGABYTES = "megabytes";

    /** The parameter that says how many millions of rows an operation reads. */
    static final String MILLIONS = "millions";

    /** The parameter that says how many rows an operation moves, of {@link #ROW_BYTES} each. */
    static final String BATCH = "batch";

    private static final int ROW_BYTES = 64;

    /** What JMH's own threads and profilers allocate meanwhile, in bytes per nanosecond, and at least per operation. */
    private static final double FOREIGN_RATE = 1e-3;

    private static final double FOREIGN_BYTES = 0.5;

    Measurement {
        parameters = new TreeMap<>(parameters);
        parameters.remove(PROFILE);
    }

    /** The tasks that can be compared. */
    record Group(String question, String task, Map<String, String> parameters) {}

    Group group() {
        return new Group(question, task, parameters);
    }

    /** Whether the operation itself allocated: what was counted is more than JMH's own. */
    boolean hasAllocated() {
        return allocated.isPresent() && allocated.getAsDouble() >= FOREIGN_BYTES + FOREIGN_RATE * nanos;
    }

    /** {@return the bytes allocated, for people} */
    String allocation() {
        if (allocated.isEmpty()) {
            return "";
        }
        return hasAllocated() ? String.format(Locale.ROOT, "%,.0f", allocated.getAsDouble()) : "0";
    }

    /** {@return the data moved in a second, in GB (10^9 bytes); 0 unless the parameters tell the amount} */
    double gigabytesPerSecond() {
        return (number(KIBIBYTES) * 1024 + number(MEGABYTES) * 1e6 + number(BATCH) * ROW_BYTES) / nanos;
    }

    /** {@return the rows moved in a second, in millions; 0 unless the parameters tell the number} */
    double millionRowsPerSecond() {
        return (number(BATCH) + 1e6 * number(MILLIONS)) * 1e3 / nanos;
    }

    private double number(String parameter) {
        return Double.parseDouble(parameters.getOrDefault(parameter, "0"));
    }
}
