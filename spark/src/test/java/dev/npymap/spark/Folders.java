package dev.npymap.spark;

import dev.npymap.NpyParts;
import dev.npymap.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Looks into folders. */
final class Folders {
    private Folders() {}

    /** {@return the names of all that is there, hidden files too} */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** {@return the rows of all parts that the manifest lists} */
    static long[] longs(Path folder) throws IOException {
        return NpyParts.open(folder).map(Window.all()).stream()
                .flatMapToLong(piece -> LongStream.of(piece.array().longs().toArray()))
                .toArray();
    }
}
