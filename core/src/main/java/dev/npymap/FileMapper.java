package dev.npymap;

import dev.npymap.access.Strided;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import dev.npymap.os.PrivateMap;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/** The one place where files are mapped. */
final class FileMapper {
    private static final Set<MapMode> MODES = Set.of(MapMode.READ_ONLY, MapMode.READ_WRITE, MapMode.PRIVATE);

    private FileMapper() {}

    static NpyHeader readHeader(Path path, ReadOptions options) throws IOException {
        try (FileChannel channel = open(path, MapMode.READ_ONLY)) {
            return NpyHeader.read(channel, path, options);
        }
    }

    /** Finds out what a file holds and where, and compares its size with that. */
    @FunctionalInterface
    interface Contents {
        ArrayPlace of(FileChannel channel) throws IOException;
    }

    static NpyArray map(Path path, MapMode mode, Window window, Arena arena, Contents contents) throws IOException {
        FileChannel opened;
        try {
            opened = open(path, mode);
        } catch (FileSystemException e) {
            if (mode.equals(MapMode.PRIVATE) && !(e instanceof NoSuchFileException)) {
                return mapPrivately(path, window, arena, contents, e);
            }
            throw e;
        }
        try (FileChannel channel = opened) {
            return map(channel, contents.of(channel), mode, window, arena);
        }
    }

    /** Maps an array whose size was compared with its header, and with the file's: mapping past the end of one would extend it. */
    static NpyArray map(FileChannel channel, ArrayPlace place, MapMode mode, Window window, Arena arena)
            throws IOException {
        Region region = Region.of(place.header(), place.start(), window);
        MemorySegment segment = channel.map(mode, place.begin(region), size(place, region), arena);
        return array(segment, place, mode, region);
    }

    /** Copy-on-write of a file that may only be read, by the operating system; where that cannot be asked, the JDK's refusal. */
    private static NpyArray mapPrivately(
            Path path, Window window, Arena arena, Contents contents, FileSystemException refusal) throws IOException {
        Object identity = identity(path);
        try (FileChannel channel = open(path, MapMode.READ_ONLY)) {
            ArrayPlace place = contents.of(channel);
            Region region = Region.of(place.header(), place.start(), window);
            MemorySegment segment = PrivateMap.of(path, place.begin(region), size(place, region), arena)
                    .orElseThrow(() -> refusal);
            // The operating system opened it by its name once more.
            if (!Objects.equals(identity, identity(path))) {
                throw new FileSystemException(
                        path.toString(), null, "it was replaced by another file while it was mapped");
            }
            return array(segment, place, MapMode.PRIVATE, region);
        }
    }

    /** {@return what tells a file from another one of its name; null where the file system has nothing of the kind} */
    static Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private static long size(ArrayPlace place, Region region) {
        return region.shape().size() * place.header().dtype().itemSize();
    }

    private static NpyArray array(MemorySegment segment, ArrayPlace place, MapMode mode, Region region) {
        NpyHeader header = place.header();
        long[] strides = header.order().strides(region.shape(), header.dtype().itemSize());
        return new NpyArray(new Strided(segment, header.dtype(), 0, region.shape(), strides), place, mode, region);
    }

    /** {@return all of an array that lies in memory} */
    static NpyArray view(MemorySegment segment, NpyHeader header) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException(
                    "the segment is that of a heap array; an array here needs native memory");
        }
        if (header.payloadOffset() > segment.byteSize() - header.payloadSize()) {
            throw new IndexOutOfBoundsException(header.payloadSize() + " bytes from offset " + header.payloadOffset()
                    + " of a segment of " + segment.byteSize() + " bytes");
        }
        MapMode mode = segment.isReadOnly() ? MapMode.READ_ONLY : MapMode.READ_WRITE;
        return array(
                segment.asSlice(header.payloadOffset(), header.payloadSize()),
                ArrayPlace.inMemory(header),
                mode,
                Region.of(header, Window.all()));
    }

    /** {@return a file, open for a mode of mapping} */
    static FileChannel open(Path path, MapMode mode) throws IOException {
        if (!MODES.contains(mode)) {
            throw new UnsupportedOperationException("the map mode " + mode);
        }
        // A device or pipe would block or lie about its size. Looked at once: another process may create or remove it
        // between two looks.
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(path.toString(), null, "not a regular file");
        }
        // PRIVATE changes no file, but the JDK demands a channel that could.
        return mode.equals(MapMode.READ_ONLY)
                ? FileChannel.open(path, StandardOpenOption.READ)
                : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
