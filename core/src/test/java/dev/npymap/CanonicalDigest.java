package dev.npymap;

import dev.npymap.access.BytesAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What an array holds, whatever its byte order, memory order and padding: SHA-256 of its elements in C order. */
final class CanonicalDigest {
    /** The elements of an array, or of a field, and below them those of its own fields. */
    private record Node(Strided elements, BytesAccessor bytes, List<Node> fields) {
        static Node of(Strided elements) {
            List<Node> fields = elements.dtype() instanceof StructType struct
                    ? struct.fields().stream()
                            .map(field -> of(elements.field(field.name())))
                            .toList()
                    : List.of();
            return new Node(elements, BytesAccessor.of(elements), fields);
        }
    }

    private final MessageDigest digest;

    private CanonicalDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String of(NpyArray array) {
        CanonicalDigest canonical = new CanonicalDigest();
        canonical.addAll(Node.of(array.elements()), new long[0]);
        return HexFormat.of().formatHex(canonical.digest.digest());
    }

    /** Adds all elements whose first indices are given. */
    private void addAll(Node node, long[] index) {
        Shape shape = node.elements.shape();
        if (index.length == shape.rank()) {
            add(node, index);
            return;
        }
        for (long i = 0; i < shape.dim(index.length); i++) {
            long[] longer = Arrays.copyOf(index, index.length + 1);
            longer[index.length] = i;
            addAll(node, longer);
        }
    }

    private void add(Node node, long[] index) {
        if (node.elements.dtype() instanceof ScalarType scalar) {
            byte[] bytes = node.bytes.get(index);
            int unit = unit(scalar);
            for (int start = 0; start < bytes.length; start += unit) {
                addLittleEndian(bytes, start, unit, scalar.order());
            }
        } else {
            node.fields.forEach(field -> addAll(field, index));
        }
    }

    /** How many bytes byte order turns round. */
    private static int unit(ScalarType scalar) {
        return switch (scalar.kind()) {
            case BYTES, VOID -> 1;
            case STRING -> Integer.BYTES;
            case COMPLEX -> scalar.itemSize() / 2;
            default -> scalar.itemSize();
        };
    }

    private void addLittleEndian(byte[] bytes, int start, int length, ByteOrder order) {
        for (int i = 0; i < length; i++) {
            digest.update(bytes[order == ByteOrder.LITTLE_ENDIAN ? start + i : start + length - 1 - i]);
        }
    }
}
