package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Gives the rows of an array, some at a time: {@link Npy#saveRows(Path, DType, Shape, CreateOptions, RowBlocks)} asks for them. */
@FunctionalInterface
public interface RowBlocks {
    /**
     * {@return the next rows, of which there may be none; or nothing, where there are no more}
     *
     * <p>They are copied before the next ones are asked for, so that all may lie in the same memory, one after the other.
     *
     * @throws IOException if they cannot be had
     */
    Optional<NpyArray> next() throws IOException;
}
