package dev.npymap.spark;

import dev.npymap.NpyParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Which files a folder's rows are in. */
final class FolderParts {
    /**
     * A file of a folder.
     *
     * @param path the file
     * @param rows how many rows it must have; empty where nothing but its header tells
     */
    record Part(Path path, OptionalLong rows) {}

    private FolderParts() {}

    /** {@return the parts that a folder's manifest lists, if it has one; nothing else in the folder counts then} */
    static Optional<NpyParts> listed(Path folder) throws IOException {
        return NpyParts.isIn(folder) ? Optional.of(NpyParts.open(folder)) : Optional.empty();
    }

    /** {@return the files of a folder without a manifest, in the order of their rows: those that end in {@code .npy}, by name} */
    static List<Part> found(Path folder) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(FolderParts::isData).sorted().forEach(file -> parts.add(new Part(file, OptionalLong.empty())));
        }
        return parts;
    }

    /** Whether a file found in a folder is data: hidden files are not, as everywhere in Spark, nor are ledgers of shared fills. */
    static boolean isData(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".npy") && !name.endsWith(".npy.ledger.npy") && !isHidden(name);
    }

    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }
}
