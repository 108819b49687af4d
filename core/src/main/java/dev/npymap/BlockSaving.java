package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.write.ElementWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongFunction;

/** What {@link Npy#saveRows} does. */
final class BlockSaving {
    private BlockSaving() {}

    static NpyHeader save(Path path, DType dtype, Shape rowShape, CreateOptions options, RowBlocks blocks)
            throws IOException {
        if (options.order() == MemoryOrder.FORTRAN && rowShape.rank() > 0) {
            throw new IllegalArgumentException(
                    "rows that come one after the other lie in C order, not in Fortran order");
        }
        NpyHeader empty = NewFile.header(dtype, MemoryOrder.C, Shape.of(0).append(rowShape), options);
        // Where a row has no elements, only this knows how many there are.
        long[] rows = {0};
        LongFunction<NpyHeader> header = _ -> NpyHeader.of(
                empty.version(), empty.dtype(), MemoryOrder.C, empty.shape().with(0, rows[0]));
        try {
            return NewFile.ofUnknownLength(path, header, options, out -> {
                for (Optional<NpyArray> block = next(blocks); block.isPresent(); block = next(blocks)) {
                    NpyArray array = block.get();
                    ElementWriter.checkConvertible(array.dtype(), empty.dtype());
                    rows[0] += checkedRows(array.shape(), empty.shape());
                    out.put(array.elements());
                }
            });
        } catch (BlocksFailed failed) {
            throw failed.getCause();
        }
    }

    /**
     * {@return how many rows a block has}
     *
     * @param block the block's shape
     * @param empty that of an array of such rows that has none
     * @throws IllegalArgumentException if the rows are of another shape
     */
    static long checkedRows(Shape block, Shape empty) {
        if (block.rank() != empty.rank() || !block.with(0, 0).equals(empty)) {
            throw new IllegalArgumentException(
                    "expected rows for an array of the shape " + empty + ", found the shape " + block);
        }
        return block.dim(0);
    }

    private static Optional<NpyArray> next(RowBlocks blocks) {
        try {
            return blocks.next();
        } catch (IOException e) {
            throw new BlocksFailed(e);
        }
    }

    /** An error of the rows' own, which is none of the file that is written, and so is not to be named after it. */
    private static final class BlocksFailed extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        BlocksFailed(IOException cause) {
            super(cause);
        }
    }
}
