package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs the command in this JVM. */
final class Cli {
    /** What a run leaves. */
    record Result(int exit, String out, String err) {
        List<String> outLines() {
            return out.lines().toList();
        }

        List<String> errLines() {
            return err.lines().toList();
        }

        /** Checks that it failed with one message, and wrote nothing else. */
        void assertFails(String message) {
            assertThat(this).isEqualTo(new Result(1, "", "npymap: " + message + "\n"));
        }

        /** Checks that the command line was refused with one message. */
        void assertUsage(String command, String message) {
            assertThat(errLines())
                    .containsExactly("npymap " + command + ": " + message, "Try 'npymap " + command + " --help'.");
            assertThat(exit).isEqualTo(2);
            assertThat(out).isEmpty();
        }
    }

    private Cli() {}

    static Result run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] args = new String[arguments.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = arguments[i].toString();
        }
        Console console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        int exit = Main.run(args, console);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** {@return the names of a folder's files, sorted} */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** {@return a file that NumPy wrote; src/test/python/npy_files.py tells what is in it} */
    static Path npy(String name) {
        try {
            return Path.of(Cli.class.getResource("npy/" + name + ".npy").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
