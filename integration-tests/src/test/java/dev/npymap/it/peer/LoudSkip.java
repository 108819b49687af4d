package dev.npymap.it.peer;

import java.util.List;
import org.opentest4j.TestAbortedException;

/** Skips a test so that nobody overlooks it. */
public final class LoudSkip {
    private static final int WIDTH = 100;

    private LoudSkip() {}

    /**
     * Tells what is not tested, and aborts the test.
     *
     * @param test what does not run
     * @param lines what is not known thereby, and why
     */
    public static TestAbortedException of(String test, List<String> lines) {
        String border = "*".repeat(WIDTH);
        StringBuilder box =
                new StringBuilder(System.lineSeparator()).append(border).append('\n');
        append(box, "NOT RUN: " + test);
        lines.forEach(line -> append(box, line));
        System.err.println(box.append(border));
        return new TestAbortedException(test + " did not run: " + String.join(" ", lines));
    }

    private static void append(StringBuilder box, String line) {
        box.append("* ")
                .append(line)
                .append(" ".repeat(Math.max(0, WIDTH - 4 - line.length())))
                .append(" *\n");
    }
}
