package dev.npymap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a fill. */
final class Fills {
    private Fills() {}

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
