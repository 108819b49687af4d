package dev.npymap.it.peer;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/** Skips a test so that nobody overlooks it. */
public final class LoudSkip {
    private static final int WIDTH = 100;
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private LoudSkip() {}

    /**
     * {@return what aborts the test}, when it is told what is not tested, once for each test.
     *
     * @param test what does not run
     * @param lines what is not known thereby, and why
     */
    public static TestAbortedException of(String test, List<String> lines) {
        if (TOLD.add(test)) {
            System.err.println(box(test, lines));
        }
        return new TestAbortedException(test + " did not run: " + String.join(" ", lines));
    }

    private static String box(String test, List<String> lines) {
        String border = "*".repeat(WIDTH);
        StringBuilder box = new StringBuilder("\n").append(border).append('\n');
        append(box, "NOT RUN: " + test);
        lines.forEach(line -> append(box, line));
        return box.append(border).toString();
    }

    private static void append(StringBuilder box, String line) {
        box.append("* ")
                .append(line)
                .append(" ".repeat(Math.max(0, WIDTH - 4 - line.length())))
                .append(" *\n");
    }
}
