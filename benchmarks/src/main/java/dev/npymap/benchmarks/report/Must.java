package dev.npymap.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a measurement must reach beside another one of the same run.
 *
 * @param text the requirement, for people
 * @param tasks the tasks that it is about
 * @param who it is about
 * @param referenceTask the task to compare with; empty for the same task
 * @param reference whom to compare with; empty where the limit is nanoseconds
 * @param less whose time of the same task is taken off before; empty for nobody's
 * @param limit the largest time, in times of the reference's or in nanoseconds
 * @param withoutAllocation whether an operation must allocate nothing on the heap
 */
public record Must(
        String text,
        Set<String> tasks,
        String who,
        Optional<String> referenceTask,
        Optional<String> reference,
        Optional<String> less,
        double limit,
        boolean withoutAllocation) {
    private static final double SMALL = 0.01;

    static Must ratio(String text, Set<String> tasks, String who, String reference, double limit) {
        return new Must(text, tasks, who, Optional.empty(), Optional.of(reference), Optional.empty(), limit, false);
    }

    static Must nanos(String text, Set<String> tasks, String who, double limit) {
        return new Must(text, tasks, who, Optional.empty(), Optional.empty(), Optional.empty(), limit, false);
    }

    Must beside(String task) {
        return new Must(text, tasks, who, Optional.of(task), reference, less, limit, withoutAllocation);
    }

    Must allocatingNothing() {
        return new Must(text, tasks, who, referenceTask, reference, less, limit, true);
    }

    /** The same of what it takes more than somebody else. */
    Must more(String than) {
        return new Must(text, tasks, who, referenceTask, reference, Optional.of(than), limit, withoutAllocation);
    }

    /** {@return the limit alone, as Markdown} */
    String shortText() {
        List<String> parts = new ArrayList<>();
        if (reference.isPresent()) {
            parts.add(less.map(who -> "less " + Label.who(who) + ": ").orElse("") + "<= " + Label.number(limit) + " x "
                    + Label.who(reference.get()) + (referenceTask.isPresent() ? ", " + referenceTask.get() : ""));
        } else if (limit < Double.POSITIVE_INFINITY) {
            parts.add("<= " + TimeUnits.text(limit));
        }
        if (withoutAllocation) {
            parts.add("0 B/op");
        }
        return String.join(", ", parts);
    }

    boolean isAbout(Measurement measurement) {
        return tasks.contains(measurement.task()) && measurement.who().equals(who);
    }

    /** A requirement held against a measurement; without {@code isReached} where the reference was not measured. */
    record Verdict(Must must, Measurement measurement, Optional<Boolean> isReached, String found) {
        String word() {
            return isReached.map(r -> r ? "reached" : "**not reached**").orElse("not measured");
        }
    }

    /** With two digits, or three where two would not tell it from the limit; a small one with two that are not zeros. */
    private String ratio(double value) {
        if (Math.abs(value) < SMALL) {
            return String.format(Locale.ROOT, "%.5f x", value);
        }
        String text = String.format(Locale.ROOT, "%.2f", value);
        boolean isTold = !text.equals(String.format(Locale.ROOT, "%.2f", limit));
        return (isTold ? text : String.format(Locale.ROOT, "%.3f", value)) + " x";
    }

    Verdict judge(Measurement measurement, List<Measurement> sameQuestion) {
        Optional<Measurement> other = reference.flatMap(
                who -> Results.reference(sameQuestion, measurement, referenceTask.orElse(measurement.task()), who));
        if (reference.isPresent() && other.isEmpty()) {
            return new Verdict(this, measurement, Optional.empty(), "no " + Label.who(reference.get()));
        }
        double nanos = measurement.nanos();
        if (less.isPresent()) {
            Optional<Measurement> taken = Results.reference(sameQuestion, measurement, measurement.task(), less.get());
            if (taken.isEmpty()) {
                return new Verdict(this, measurement, Optional.empty(), "no " + Label.who(less.get()));
            }
            nanos -= taken.get().nanos();
        }
        double value = other.isPresent() ? nanos / other.get().nanos() : nanos;
        boolean isReached = value <= limit;
        String found = other.isPresent() ? ratio(value) : TimeUnits.text(value);
        if (withoutAllocation) {
            if (measurement.allocated().isEmpty()) {
                return new Verdict(this, measurement, Optional.empty(), found + ", allocation unknown");
            }
            isReached &= !measurement.hasAllocated();
            found += ", " + measurement.allocation() + " B/op";
        }
        return new Verdict(this, measurement, Optional.of(isReached), found);
    }
}
