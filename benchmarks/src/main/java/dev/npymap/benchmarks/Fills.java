package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a fill. */
final class Fills {
    private Fills() {}

    /** Makes a file of so many shares, each a block of {@link Orbit}'s. */
    static void make(Path file, int shares) throws IOException {
        Npy.allocate(file, DType.FLOAT64, Shape.of((long) shares * Orbit.BLOCK_ROWS), CreateOptions.defaults());
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
