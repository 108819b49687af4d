package dev.npymap.benchmarks.report;

import dev.npymap.benchmarks.report.Measurement.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The measurements of one run, JMH's and NumPy's together. */
final class Results {
    private final List<Measurement> measurements;

    Results(List<Measurement> measurements) {
        this.measurements = List.copyOf(measurements);
    }

    List<Measurement> of(Question question) {
        return measurements.stream()
                .filter(m -> m.question().equals(question.id()))
                .toList();
    }

    /** {@return the question's groups, in the order of its tasks and then of the parameters as numbers} */
    Map<Group, List<Measurement>> groups(Question question) {
        Map<Group, List<Measurement>> groups = new LinkedHashMap<>();
        List<String> tasks = new ArrayList<>(question.tasks().keySet());
        List<String> people = new ArrayList<>(Label.WHO.keySet());
        of(question).stream()
                .sorted(Comparator.<Measurement>comparingInt(m -> tasks.indexOf(m.task()))
                        .thenComparing(m -> sortable(m.parameters()))
                        .thenComparingInt(m -> people.indexOf(m.who()))
                        .thenComparing(Measurement::polluted))
                .forEach(m -> groups.computeIfAbsent(m.group(), _ -> new ArrayList<>())
                        .add(m));
        return groups;
    }

    private static String sortable(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters
                .values()
                .forEach(v -> text.append("0".repeat(Math.max(0, 20 - v.length())))
                        .append(v)
                        .append(' '));
        return text.toString();
    }

    /**
     * {@return the measurement of somebody else to hold one against} With the same pollution where there is one: NumPy and
     * other references have no profile to pollute.
     */
    static Optional<Measurement> reference(List<Measurement> all, Measurement measured, String task, String who) {
        return all.stream()
                .filter(m -> m.task().equals(task)
                        && m.who().equals(who)
                        && m.parameters().equals(measured.parameters()))
                .min(Comparator.comparingInt(m -> m.polluted() == measured.polluted() ? 0 : 1));
    }
}
