package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import java.nio.file.Path;

/** Arrays that no header describes but the caller. */
final class RawArrays {
    private RawArrays() {}

    /** {@return what the header of such an array would say, but that the array begins where the caller says} */
    static NpyHeader header(DType dtype, Shape shape, MemoryOrder order, long byteOffset) {
        checkOrder(dtype, order);
        NpyHeader written = NpyHeader.of(dtype, order, shape);
        return new NpyHeader(written.version(), written.dtype(), written.order(), written.shape(), byteOffset);
    }

    /** {@return the header of an array that is all of a file} */
    static NpyHeader whole(Path path, long size, DType dtype) throws NpyFormatException {
        int itemSize = dtype.itemSize();
        if (itemSize == 0) {
            throw new IllegalArgumentException("elements of the dtype " + dtype + " have no bytes: give their number");
        }
        if (size % itemSize != 0) {
            throw new NpyFormatException(
                    path.toString(),
                    size - size % itemSize,
                    "expected a whole number of " + itemSize + "-byte elements, found " + size % itemSize
                            + " bytes more");
        }
        return header(dtype, Shape.of(size / itemSize), MemoryOrder.C, 0);
    }

    static NpyHeader checkSize(Path path, long size, NpyHeader header) throws NpyFormatException {
        if (size < header.fileSize()) {
            throw new NpyFormatException(
                    path.toString(),
                    size,
                    "expected " + header.payloadSize() + " bytes from byte " + header.payloadOffset()
                            + " on, for shape "
                            + header.shape() + " of " + header.dtype().itemSize()
                            + "-byte elements, so a file of at least " + header.fileSize()
                            + " bytes, found the end of the file");
        }
        return header;
    }

    /** A sub-array's dimensions become the array's last ones, which in Fortran order would lie elsewhere. */
    static void checkOrder(DType dtype, MemoryOrder order) {
        if (dtype instanceof SubarrayType && order == MemoryOrder.FORTRAN) {
            throw new IllegalArgumentException("elements of the dtype " + dtype
                    + " do not lie in Fortran order: append its dimensions to the shape");
        }
    }
}
