package dev.npymap.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A command that ran to its end, and what it printed. */
record Command(int exit, String out, String err) {
    static Command run(String... command) throws IOException, InterruptedException {
        return run(Map.of(), List.of(command));
    }

    /** Runs {@link Probe} in a JVM of its own. */
    static Command probe(Map<String, String> environment, List<String> flags, Object... arguments)
            throws IOException, InterruptedException {
        return run(environment, java(flags, arguments));
    }

    /** {@return the command that {@link #probe} runs} */
    static List<String> java(List<String> flags, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", home(Blocks.class) + System.getProperty("path.separator") + home(Probe.class)));
        command.add(Probe.class.getName());
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    static Command run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor(), out.strip(), err.join().strip());
    }

    /** {@return the bytes on disk that a file's blocks take} */
    static long allocated(Path file) throws IOException, InterruptedException {
        long blocks = Long.parseLong(run("stat", "-c", "%b", file.toString()).out());
        return blocks * Long.parseLong(run("stat", "-c", "%B", file.toString()).out());
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
