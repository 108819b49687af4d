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
        if (!MODES.contains(mode)) {
            throw new UnsupportedOperationException("the map mode " + mode);
        }
        // PRIVATE changes no file, but the JDK demands a channel that could.
        Set<OpenOption> access = mode.equals(MapMode.READ_ONLY)
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = open(path, access)) {
            NpyHeader header = NpyHeader.read(channel, path, options);
            check.accept(header);
            return map(path, channel, header, mode, window, arena);
        }
    }

    /** Maps a file whose size was compared with its header: mapping past the end of one would extend it. */
    static NpyArray map(Path path, FileChannel channel, NpyHeader header, MapMode mode, Window window, Arena arena)
            throws IOException {
        Region region = Region.of(header, window);
        long itemSize = header.dtype().itemSize();
        MemorySegment segment = channel.map(
                mode,
                header.payloadOffset() + region.offset() * itemSize,
                region.shape().size() * itemSize,
                arena);
        long[] strides = header.order().strides(region.shape(), itemSize);
        Strided elements = new Strided(segment, header.dtype(), 0, region.shape(), strides);
        return new NpyArray(elements, path, header, mode, region);
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
