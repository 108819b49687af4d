package dev.npymap.it.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Gathers what is not as expected in many cases, so that one failing test shows the pattern. */
public final class Mismatches {
    private static final int SHOWN = 20;

    private final String subject;
    private final List<String> shown = new ArrayList<>();
    private Object current = "";
    private long checks;
    private long count;

    /**
     * Gathers.
     *
     * @param subject what is tried: Maven does not show the names of dynamic tests
     */
    public Mismatches(String subject) {
        this.subject = subject;
    }

    /** Names the case that comes next. */
    public void begin(Object name) {
        current = name;
    }

    /** Compares, boxed numbers bit by bit. */
    public void check(String what, Object found, Object expected) {
        check(Objects.equals(found, expected), what, () -> "found " + found + ", expected " + expected);
    }

    /** Counts a problem unless all is well. */
    public void check(boolean well, String what, Supplier<String> problem) {
        checks++;
        if (!well && count++ < SHOWN) {
            shown.add(current + ": " + what + ": " + problem.get());
        }
    }

    /** {@return how many comparisons there were} */
    public long checks() {
        return checks;
    }

    /** Fails with the first problems, if there are any or nothing was compared. */
    public void assertNone() {
        if (checks == 0) {
            throw new AssertionError(subject + ": nothing was compared");
        }
        if (count > 0) {
            throw new AssertionError(
                    subject + ": " + count + " mismatches, the first of them:\n" + String.join("\n", shown));
        }
    }
}
