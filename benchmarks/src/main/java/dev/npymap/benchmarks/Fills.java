package dev.npymap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What surrounds a fill: its processes, and its files. */
final class Fills {
    private Fills() {}

    /**
     * Starts processes that do the same task, and returns when all have done it.
     *
     * @throws IllegalStateException if one fails; why stands in this JVM's error output
     */
    static void run(int processes, FillWorker.Task task, Path file, long number)
            throws IOException, InterruptedException {
        List<String> command = command(task.name(), file.toString(), Long.toString(number));
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                started.add(new ProcessBuilder(command).inheritIO().start());
            }
            for (Process process : started) {
                int exit = process.waitFor();
                if (exit != 0) {
                    throw new IllegalStateException(
                            "a process that was to do " + task + " on " + file + " ended with exit code " + exit);
                }
            }
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    /** {@return what starts a {@link FillWorker}} */
    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                FolderState.NATIVE_ACCESS,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FillWorker.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** Removes a file and what a fill leaves beside it. */
    static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        removeLedger(file);
    }

    /** Makes a file one that nobody has begun to fill. */
    static void removeLedger(Path file) throws IOException {
        for (String suffix : List.of(".ledger.npy", ".lock")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }
}
