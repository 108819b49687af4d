package dev.npymap.spark;

import dev.npymap.NpyParts;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Which files a folder's rows are in.
 *
 * @param parts the files, in the order of their rows
 * @param header what the folder itself says that each has, if it says so: then there may be no files
 */
record FolderParts(List<Part> parts, Optional<NpyHeader> header) {
    /**
     * A file of a folder.
     *
     * @param path the file
     * @param rows how many rows it must have; empty where nothing but its header tells
     */
    record Part(Path path, OptionalLong rows) {
        static Part of(Path path) {
            return new Part(path, OptionalLong.empty());
        }
    }

    /** {@return a folder's files: those that its manifest lists; without one, those that end in {@code .npy}, by name} */
    static FolderParts of(Path folder) throws IOException {
        return NpyParts.isIn(folder) ? listed(NpyParts.open(folder)) : found(folder);
    }

    private static FolderParts listed(NpyParts listed) {
        return new FolderParts(
                listed.parts().stream()
                        .map(part -> new Part(part.path(), OptionalLong.of(part.rows())))
                        .toList(),
                Optional.of(NpyHeader.of(listed.dtype(), MemoryOrder.C, listed.shape())));
    }

    private static FolderParts found(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new FolderParts(
                    // A link that leads nowhere stays: to leave out its rows without a word would be worse than an
                    // error.
                    files.filter(FolderParts::isData)
                            .filter(file -> !Files.isDirectory(file))
                            .sorted()
                            .map(Part::of)
                            .toList(),
                    Optional.empty());
        }
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
