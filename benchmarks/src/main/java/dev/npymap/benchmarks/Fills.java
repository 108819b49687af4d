package dev.npymap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What surrounds a fill: its processes, and its files. */
final class Fills {
    private Fills() {}

    /** Has processes do the same task, each in a JVM that runs nothing else. */
    static void run(int processes, FillWorker.Task task, Path file, long number)
            throws IOException, InterruptedException {
        Workers.run(processes, FillWorker.class.getName(), task.name(), file.toString(), Long.toString(number));
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
