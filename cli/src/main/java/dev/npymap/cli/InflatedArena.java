package dev.npymap.cli;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * Gives memory that is a map of a temporary file: the kernel writes it to the disk where memory is scarce, so that an array
 * may be larger. The file's blocks are reserved, and its name is gone before the memory is used.
 */
final class InflatedArena implements Arena {
    /** What needs no file: this much memory every machine has. */
    static final long MOST_IN_MEMORY = 64L << 20;

    private final Arena lifetime;
    private final Path folder;

    /**
     * An arena.
     *
     * @param lifetime decides how long the memory lives and which threads may use it
     * @param folder where the files are made
     */
    InflatedArena(Arena lifetime, Path folder) {
        this.lifetime = lifetime;
        this.folder = folder;
    }

    /**
     * {@return memory of zeros; it begins at a multiple of 64 bytes}
     *
     * @throws UncheckedIOException if the disk is too small, or the folder does not let files be made
     */
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        try {
            try (TemporaryFolder own = TemporaryFolder.in(folder)) {
                Path file = own.resolve("bytes.npy");
                Npy.allocate(
                        file,
                        DType.UINT8,
                        Shape.of(byteSize),
                        CreateOptions.defaults().unsynced());
                return Npy.map(file, MapMode.READ_WRITE, Window.all(), lifetime).segment();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public MemorySegment.Scope scope() {
        return lifetime.scope();
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
