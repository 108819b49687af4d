package dev.npymap.testing;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files on disk, made without {@code Npy.create}. */
public final class NpyFiles {
    private NpyFiles() {}

    /** Writes an array of {@code int64} whose elements, in the order of the file, are 0, 1, 2 and so on. */
    public static Path counting(Path path, MemoryOrder order, long... dims) throws IOException {
        return Files.write(path, countingBytes(order, dims));
    }

    /** {@return what {@link #counting} writes} */
    public static byte[] countingBytes(MemoryOrder order, long... dims) {
        NpyHeader header = NpyHeader.of(DType.INT64, order, Shape.of(dims));
        ByteBuffer file = ByteBuffer.wrap(new byte[(int) header.fileSize()]).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header.encode());
        for (long i = 0; i < header.shape().size(); i++) {
            file.putLong(i);
        }
        return file.array();
    }

    /** Writes a file of zeros of any dtype. */
    public static Path zeros(Path path, DType dtype, long... dims) throws IOException {
        NpyHeader header = NpyHeader.of(dtype, MemoryOrder.C, Shape.of(dims));
        ByteBuffer file = ByteBuffer.wrap(new byte[(int) header.fileSize()]);
        return Files.write(path, file.put(header.encode()).array());
    }
}
