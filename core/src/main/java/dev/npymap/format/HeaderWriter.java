package dev.npymap.format;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes headers as {@code _write_array_header} and {@code _wrap_header} in NumPy's {@code lib/_format_impl.py} do. */
final class HeaderWriter {
    static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);

    /** NumPy's {@code ARRAY_ALIGN}: the payload begins at a multiple of it, so that maps of it are aligned. */
    private static final int PAYLOAD_ALIGNMENT = 64;

    /** NumPy's {@code GROWTH_AXIS_MAX_DIGITS}: room for {@code len(str(8 * 2**64 - 1))} digits, so that rows can be appended. */
    private static final int GROWTH_DIGITS = 21;

    private static final int MAX_V1_LENGTH = 0xffff;

    private HeaderWriter() {}

    static NpyHeader header(FormatVersion wanted, DType dtype, MemoryOrder order, Shape shape) {
        if (dtype instanceof SubarrayType subarray) {
            return header(wanted, subarray.base(), order, shape.append(subarray.shape()));
        }
        MemoryOrder written = shape.rank() < 2 ? MemoryOrder.C : order;
        FormatVersion version = wanted == null ? smallest(text(dtype, written, shape)) : wanted;
        int payloadOffset = encode(version, dtype, written, shape).length;
        return new NpyHeader(version, dtype, written, shape, payloadOffset);
    }

    private static FormatVersion smallest(String text) {
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            return FormatVersion.V3_0;
        }
        return paddedLength(FormatVersion.V1_0, text.length()) <= MAX_V1_LENGTH
                ? FormatVersion.V1_0
                : FormatVersion.V2_0;
    }

    static byte[] encode(FormatVersion version, DType dtype, MemoryOrder order, Shape shape) {
        String text = text(dtype, order, shape);
        if (!version.charset().newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("version " + version + " cannot hold a field name that is not Latin-1: "
                    + dtype + "; version 3.0 can");
        }
        byte[] bytes = text.getBytes(version.charset());
        int length = paddedLength(version, bytes.length);
        if (version == FormatVersion.V1_0 && length > MAX_V1_LENGTH) {
            throw new IllegalArgumentException(
                    "version 1.0 cannot hold a header of " + length + " bytes; its limit is " + MAX_V1_LENGTH);
        }
        ByteBuffer out = ByteBuffer.allocate(prefixLength(version) + length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) version.major()).put((byte) 0);
        if (version == FormatVersion.V1_0) {
            out.putShort((short) length);
        } else {
            out.putInt(length);
        }
        out.put(bytes);
        while (out.remaining() > 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n').array();
    }

    static int prefixLength(FormatVersion version) {
        return MAGIC.length + 2 + version.lengthBytes();
    }

    /** The length of a header text with its padding, 1 to 64 spaces, and the line end. */
    private static int paddedLength(FormatVersion version, int textLength) {
        int used = prefixLength(version) + textLength + 1;
        return textLength + 1 + PAYLOAD_ALIGNMENT - used % PAYLOAD_ALIGNMENT;
    }

    private static String text(DType dtype, MemoryOrder order, Shape shape) {
        int growth = shape.rank() == 0
                ? 0
                : GROWTH_DIGITS
                        - Long.toString(shape.dim(order.rowAxis(shape.rank()))).length();
        return "{'descr': " + dtype.descr()
                + ", 'fortran_order': " + (order == MemoryOrder.FORTRAN ? "True" : "False")
                + ", 'shape': " + shape
                + ", }" + " ".repeat(growth);
    }
}
