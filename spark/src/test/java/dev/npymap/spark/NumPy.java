package dev.npymap.spark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A {@code python3} of this machine that has NumPy. Without one its tests do not run, and say so; CI lets them fail. */
final class NumPy {
    private static final List<String> COMMANDS = List.of("python3", "/usr/bin/python3", "python");

    private NumPy() {}

    /** Runs a script of the test resources in a folder; an exit code other than 0 is an assertion that failed. */
    static String run(String script, Path folder, String... arguments) throws IOException, InterruptedException {
        Path file;
        try {
            file = Path.of(NumPy.class.getResource("/python/" + script).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        List<String> line = new ArrayList<>(List.of(command(), file.toString()));
        line.addAll(List.of(arguments));
        return python(folder, line);
    }

    private static String command() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (String command : COMMANDS) {
            try {
                python(Path.of("."), List.of(command, "-c", "import numpy"));
                return command;
            } catch (IOException | AssertionError e) {
                problems.add(command + ": " + e.getMessage());
            }
        }
        String problem =
                "no python3 with NumPy is on the PATH, so nothing that Spark wrote was read by NumPy: " + problems;
        if (System.getenv("NPYMAP_PEER") != null) {
            throw new AssertionError(problem);
        }
        System.err.println("\n" + "*".repeat(100) + "\n* NOT RUN: " + problem + "\n" + "*".repeat(100));
        throw new TestAbortedException(problem);
    }

    private static String python(Path folder, List<String> line) throws IOException, InterruptedException {
        Path out = Files.createTempFile("npymap-python", ".out");
        try {
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            int exit = process.waitFor();
            String text = Files.readString(out);
            if (exit != 0) {
                throw new AssertionError(line + " ended with " + exit + ":\n" + text);
            }
            return text;
        } finally {
            Files.delete(out);
        }
    }
}
