package dev.npymap.format;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a {@code .npy} file says about its array. Immutable.
 *
 * @param version how the header is encoded
 * @param dtype what an element is; never a sub-array, whose dimensions are the last ones of {@code shape} instead
 * @param order how the payload lies
 * @param shape the dimensions of the whole array, in elements
 * @param payloadOffset where the payload begins, in bytes from the beginning of the file
 */
public record NpyHeader(FormatVersion version, DType dtype, MemoryOrder order, Shape shape, long payloadOffset) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if {@code dtype} is a sub-array, {@code payloadOffset} is negative, or the file would
     *     exceed 2<sup>63</sup> - 1 bytes
     */
    public NpyHeader {
        Objects.requireNonNull(version);
        Objects.requireNonNull(order);
        if (dtype instanceof SubarrayType) {
            throw new IllegalArgumentException("a header's dtype is no sub-array: " + dtype);
        }
        try {
            // As NumPy counts, so that a dimension of 0 hides no absurd one.
            long bytes = dtype.itemSize();
            for (long dim : shape.toArray()) {
                bytes = Math.multiplyExact(bytes, Math.max(1, dim));
            }
            Math.addExact(bytes, payloadOffset);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "shape " + shape + " of " + dtype.itemSize() + "-byte elements exceeds 2^63 - 1 bytes", e);
        }
        if (payloadOffset < 0) {
            throw new IllegalArgumentException("a payload that begins at byte " + payloadOffset);
        }
    }

    /**
     * {@return the header that NumPy would write, in the smallest version that can hold it}
     *
     * @param dtype what an element is; the dimensions of a sub-array are appended to {@code shape}
     * @param order how the payload lies; rank 0 and 1 are always written in C order, as NumPy does
     * @param shape the dimensions, in elements
     * @throws IllegalArgumentException if the array would exceed 2<sup>63</sup> - 1 bytes
     */
    public static NpyHeader of(DType dtype, MemoryOrder order, Shape shape) {
        return HeaderWriter.header(null, dtype, order, shape);
    }

    /**
     * {@return the header that NumPy would write in a given version}
     *
     * @param version the version
     * @param dtype what an element is; the dimensions of a sub-array are appended to {@code shape}
     * @param order how the payload lies; rank 0 and 1 are always written in C order, as NumPy does
     * @param shape the dimensions, in elements
     * @throws IllegalArgumentException if the version cannot hold the header, or the array would exceed 2<sup>63</sup> - 1
     *     bytes
     */
    public static NpyHeader of(FormatVersion version, DType dtype, MemoryOrder order, Shape shape) {
        return HeaderWriter.header(Objects.requireNonNull(version), dtype, order, shape);
    }

    /**
     * Reads the header at the beginning of a file, and compares the file's size with what it says. Reads from absolute
     * positions; the channel's own position stays as it is.
     *
     * @param channel the file, open for reading
     * @param path its name, for messages
     * @param options limits and strictness
     * @return the header
     * @throws NpyFormatException if the header is malformed, beyond a limit or refused, or the file is shorter than it says
     * @throws IOException if reading fails
     */
    public static NpyHeader read(FileChannel channel, Path path, ReadOptions options) throws IOException {
        return new HeaderReader(path.toString(), channel.size(), options).read(new HeaderReader.Source() {
            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                return channel.read(into, position);
            }

            @Override
            public long size(long before) throws IOException {
                return channel.size();
            }
        });
    }

    /**
     * Reads the header of an array that is a part of something else, as the member of an archive, and compares its size with
     * what it says. Reads on from where the channel is, and at least 512 bytes if it gives as many: some of the payload may be
     * among them.
     *
     * @param channel the array, from its first byte on
     * @param size how many bytes it has, header and payload
     * @param name its name, for messages
     * @param options limits and strictness
     * @return the header
     * @throws NpyFormatException if the header is malformed, beyond a limit or refused, or {@code size} is less than it says
     * @throws IOException if reading fails
     */
    public static NpyHeader read(ReadableByteChannel channel, long size, String name, ReadOptions options)
            throws IOException {
        return new HeaderReader(name, size, options).read((into, _) -> channel.read(into));
    }

    /** {@return the size of the whole array, in bytes} */
    public long payloadSize() {
        return shape.size() * dtype.itemSize();
    }

    /** {@return the size of a file without trailing bytes} */
    public long fileSize() {
        return payloadOffset + payloadSize();
    }

    /**
     * {@return the number of rows: the length of the slowest axis}
     *
     * @throws IllegalStateException if the array has rank 0, and so no rows
     */
    public long rows() {
        if (shape.rank() == 0) {
            throw new IllegalStateException("a 0-d array has no rows");
        }
        return shape.dim(order.rowAxis(shape.rank()));
    }

    /** {@return the number of elements in one row; an array of rank 0 has none and gives 1} */
    public long rowElements() {
        long elements = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (axis != order.rowAxis(shape.rank())) {
                elements *= shape.dim(axis);
            }
        }
        return elements;
    }

    /**
     * {@return everything before the payload, byte for byte as NumPy writes it}
     *
     * <p>A file that another program wrote may have had its header in other words, or with other padding.
     */
    public byte[] encode() {
        return HeaderWriter.encode(version, dtype, order, shape);
    }
}
