package dev.npymap.it.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Gathers what is not as expected in many cases, so that one failing test shows the pattern. */
public final class Mismatches {
    private static final int SHOWN = 20;

    private final List<String> shown = new ArrayList<>();
    private Object current = "";
    private long checks;
    private long count;

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
            throw new AssertionError("nothing was compared");
        }
        if (count > 0) {
            throw new AssertionError(count + " mismatches, the first of them:\n" + String.join("\n", shown));
        }
    }
}
