package dev.npymap.benchmarks.report;

import dev.npymap.benchmarks.report.Measurement.Group;
import java.util.List;
import java.util.Map;

/** How much a second moves, where a group's parameters tell how much an operation does. */
enum Rate {
    ROWS("million rows/s"),
    MEGABYTES("MB/s"),
    GIGABYTES("GB/s");

    final String title;

    Rate(String title) {
        this.title = title;
    }

    /** {@return those that a group's table has} */
    static List<Rate> of(Group group) {
        Map<String, String> parameters = group.parameters();
        if (parameters.containsKey(Measurement.BATCH)) {
            return List.of(ROWS, MEGABYTES);
        }
        if (parameters.containsKey(Measurement.MILLIONS)) {
            return List.of(ROWS);
        }
        boolean hasBytes =
                parameters.containsKey(Measurement.KIBIBYTES) || parameters.containsKey(Measurement.MEGABYTES);
        return hasBytes ? List.of(GIGABYTES) : List.of();
    }

    double of(Measurement measurement) {
        return switch (this) {
            case ROWS -> measurement.millionRowsPerSecond();
            case MEGABYTES -> 1e3 * measurement.gigabytesPerSecond();
            case GIGABYTES -> measurement.gigabytesPerSecond();
        };
    }
}
