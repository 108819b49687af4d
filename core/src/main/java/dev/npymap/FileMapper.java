package dev.npymap;

import dev.npymap.access.Strided;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** The one place where files are mapped. */
final class FileMapper {
    private static final Set<MapMode> MODES = Set.of(MapMode.READ_ONLY, MapMode.READ_WRITE, MapMode.PRIVATE);

    private FileMapper() {}

    static NpyHeader readHeader(Path path, ReadOptions options) throws IOException {
        try (FileChannel channel = open(path, Set.of(StandardOpenOption.READ))) {
            return NpyHeader.read(channel, path, options);
        }
    }

    /** Looks at a header before the file is mapped. */
    @FunctionalInterface
    interface Check {
        void accept(NpyHeader header) throws IOException;
    }

    static NpyArray map(Path path, MapMode mode, Window window, Arena arena, ReadOptions options, Check check)
            throws IOException {
        try (FileChannel channel = open(path, mode)) {
            NpyHeader header = NpyHeader.read(channel, path, options);
            check.accept(header);
            return map(channel, 0, header, mode, window, arena);
        }
    }

    /**
     * Maps an array whose size was compared with its header, and with the file's: mapping past the end of one would extend it.
     *
     * @param start where the array, its header included, begins in the file
     */
    static NpyArray map(FileChannel channel, long start, NpyHeader header, MapMode mode, Window window, Arena arena)
            throws IOException {
        Region region = Region.of(header, start, window);
        long itemSize = header.dtype().itemSize();
        MemorySegment segment = channel.map(
                mode,
                start + header.payloadOffset() + region.offset() * itemSize,
                region.shape().size() * itemSize,
                arena);
        long[] strides = header.order().strides(region.shape(), itemSize);
        Strided elements = new Strided(segment, header.dtype(), 0, region.shape(), strides);
        return new NpyArray(elements, header, mode, region);
    }

    /** {@return a file, open for a mode of mapping} */
    static FileChannel open(Path path, MapMode mode) throws IOException {
        if (!MODES.contains(mode)) {
            throw new UnsupportedOperationException("the map mode " + mode);
        }
        // PRIVATE changes no file, but the JDK demands a channel that could.
        return mode.equals(MapMode.READ_ONLY)
                ? open(path, Set.of(StandardOpenOption.READ))
                : open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A device or pipe would block or lie about its size. */
    private static FileChannel open(Path path, Set<OpenOption> access) throws IOException {
        // Looked at once: another process may create or remove it between two looks.
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(path.toString(), null, "not a regular file");
        }
        return FileChannel.open(path, access);
    }
}
