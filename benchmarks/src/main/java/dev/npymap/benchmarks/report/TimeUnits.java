package dev.npymap.benchmarks.report;

import java.util.Collection;

/** The unit in which a group's times are read most easily. */
enum TimeUnits {
    NANOS("ns", 1),
    MICROS("µs", 1e3),
    MILLIS("ms", 1e6),
    SECONDS("s", 1e9);

    final String symbol;
    final double nanos;

    TimeUnits(String symbol, double nanos) {
        this.symbol = symbol;
        this.nanos = nanos;
    }

    /** {@return the largest unit of which the fastest takes one at least} */
    static TimeUnits of(Collection<Measurement> group) {
        return unit(group.stream().mapToDouble(Measurement::nanos).min().orElse(1));
    }

    /** {@return a time with its unit} */
    static String text(double time) {
        TimeUnits unit = unit(time);
        return unit.of(time) + " " + unit.symbol;
    }

    private static TimeUnits unit(double time) {
        TimeUnits best = NANOS;
        for (TimeUnits unit : values()) {
            if (time >= unit.nanos) {
                best = unit;
            }
        }
        return best;
    }

    String of(double time) {
        return Label.number(time / nanos);
    }
}
