package dev.npymap.it.process;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A process, its output kept in files, so that no pipe fills up. */
public final class Command {
    private static final long LONGEST_SECONDS = 120;

    private final List<String> line;
    private final Path folder;
    private final TreeMap<String, String> environment = new TreeMap<>();

    private Command(Path folder, List<String> line) {
        this.folder = folder;
        this.line = List.copyOf(line);
    }

    /** What a process left. */
    public record Result(int exit, String out, String err) {
        /** {@return what it printed}, unless it failed. */
        public String success() {
            if (exit != 0) {
                throw new AssertionError("exit code " + exit + "\n" + out + err);
            }
            return out;
        }
    }

    /** A process that runs. */
    public static final class Running {
        private final List<String> line;
        private final Process process;
        private final Path out;
        private final Path err;

        private Running(List<String> line, Process process, Path out, Path err) {
            this.line = line;
            this.process = process;
            this.out = out;
            this.err = err;
        }

        /** {@return the process itself} */
        public Process process() {
            return process;
        }

        /** {@return the lines that it has printed so far} */
        public List<String> lines() {
            try {
                String printed = Files.readString(out);
                return printed.substring(0, printed.lastIndexOf('\n') + 1)
                        .lines()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** {@return what it left, when it has ended}; one that does not end is killed, and the test fails. */
        public Result await() throws IOException, InterruptedException {
            try {
                boolean ended = process.waitFor(LONGEST_SECONDS, SECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
                if (!ended) {
                    throw new AssertionError("did not end within " + LONGEST_SECONDS + " s: " + line + "\n" + result);
                }
                return result;
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        }
    }

    /** {@return a command that runs in a folder} */
    public static Command of(Path folder, String... line) {
        return new Command(folder, List.of(line));
    }

    /** {@return a Java program} whose flags, class path, class and arguments follow. */
    public static Command java(Path folder, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(List.of(arguments));
        return new Command(folder, line);
    }

    /** Adds a variable to the environment, which is this JVM's otherwise. */
    public Command with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts it. */
    public Running start() throws IOException {
        Path out = Files.createTempFile("npymap-command", ".out");
        Path err = Files.createTempFile("npymap-command", ".err");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Running(line, builder.start(), out, err);
    }

    /** {@return what it left} */
    public Result run() throws IOException, InterruptedException {
        return start().await();
    }
}
