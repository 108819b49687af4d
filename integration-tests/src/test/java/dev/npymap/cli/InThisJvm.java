package dev.npymap.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The command without a JVM of its own, whose start takes longer than most of what it does; in its package, to reach it. */
public final class InThisJvm {
    private InThisJvm() {}

    /** {@return what {@code npymap} printed}, unless it failed. Its folder is this JVM's, so that paths are to be absolute. */
    public static String npymap(Object... arguments) {
        String[] line = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(line, new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), false));
        String printed = out.toString(StandardCharsets.UTF_8);
        if (exit != 0) {
            throw new AssertionError("npymap " + String.join(" ", line) + ": exit code " + exit + "\n" + printed
                    + err.toString(StandardCharsets.UTF_8));
        }
        return printed;
    }
}
