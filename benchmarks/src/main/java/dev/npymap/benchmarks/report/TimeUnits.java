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
        double fastest = group.stream().mapToDouble(Measurement::nanos).min().orElse(1);
        TimeUnits best = NANOS;
        for (TimeUnits unit : values()) {
            if (fastest >= unit.nanos) {
                best = unit;
            }
        }
        return best;
    }

    String of(double time) {
        return Label.number(time / nanos);
    }
}
