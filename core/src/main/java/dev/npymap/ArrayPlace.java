package dev.npymap;

import dev.npymap.format.NpyHeader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an array is.
 *
 * @param file the file, as it was named; empty for an array in memory that somebody else mapped or made
 * @param start where the array, its header included, begins in the file, in bytes
 * @param header its header
 */
record ArrayPlace(Optional<Path> file, long start, NpyHeader header) {
    /** {@return a file that holds the array alone} */
    static ArrayPlace of(Path file, NpyHeader header) {
        return new ArrayPlace(Optional.of(file), 0, header);
    }

    static ArrayPlace inMemory(NpyHeader header) {
        return new ArrayPlace(Optional.empty(), 0, header);
    }

    /** {@return where a window begins in the file, in bytes} */
    long begin(Region region) {
        return start + header.payloadOffset() + region.offset() * header.dtype().itemSize();
    }
}
