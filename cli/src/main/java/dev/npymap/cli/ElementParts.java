package dev.npymap.cli;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * How an element becomes packed and little-endian: what to copy and what to turn around, in the order of the fields.
 * Neighbours of one kind are one part, so that a packed little-endian struct is a single copy.
 *
 * @param parts what to do
 * @param itemSize the size of the element as it is stored, in bytes
 * @param packedSize its size without padding, in bytes
 */
record ElementParts(List<Part> parts, int itemSize, int packedSize) {
    /** One step. */
    sealed interface Part {}

    /** Bytes that stay as they are. */
    record Copy(int offset, int length) implements Part {}

    /** Numbers of {@code unit} bytes each, to turn around. */
    record Swap(int offset, int unit, int count) implements Part {}

    /** The items of a sub-array that are neither of these alone. */
    record Repeat(int offset, ElementParts item, int count) implements Part {}

    static ElementParts of(DType dtype) {
        List<Part> parts = new ArrayList<>();
        add(parts, dtype, 0);
        int packed = 0;
        for (Part part : parts) {
            packed += switch (part) {
                case Copy copy -> copy.length();
                case Swap swap -> swap.unit() * swap.count();
                case Repeat repeat -> repeat.item().packedSize() * repeat.count();
            };
        }
        return new ElementParts(parts, dtype.itemSize(), packed);
    }

    private static void add(List<Part> parts, DType dtype, int offset) {
        switch (dtype) {
            case ScalarType scalar -> addScalars(parts, scalar, offset, 1);
            case StructType struct ->
                struct.fields().forEach(field -> add(parts, field.dtype(), offset + field.offset()));
            case SubarrayType subarray -> {
                // A count fits in an int where items have a size; others have nothing to hash.
                int count =
                        subarray.itemSize() == 0 ? 0 : (int) subarray.shape().size();
                if (subarray.base() instanceof ScalarType scalar) {
                    addScalars(parts, scalar, offset, count);
                } else if (count > 0) {
                    addItems(parts, of(subarray.base()), offset, count);
                }
            }
        }
    }

    private static void addItems(List<Part> parts, ElementParts item, int offset, int count) {
        if (item.parts().size() == 1 && item.packedSize() == item.itemSize()) {
            switch (item.parts().getFirst()) {
                case Copy copy -> merge(parts, new Copy(offset, copy.length() * count));
                case Swap swap -> merge(parts, new Swap(offset, swap.unit(), swap.count() * count));
                case Repeat _ -> parts.add(new Repeat(offset, item, count));
            }
        } else if (item.packedSize() > 0) {
            parts.add(new Repeat(offset, item, count));
        }
    }

    private static void addScalars(List<Part> parts, ScalarType scalar, int offset, int count) {
        int size = scalar.itemSize() * count;
        if (size == 0) {
            return;
        }
        int unit = scalar.order() == ByteOrder.LITTLE_ENDIAN
                ? 1
                : switch (scalar.kind()) {
                    case STRING -> Integer.BYTES;
                    case COMPLEX -> scalar.itemSize() / 2;
                    default -> scalar.itemSize();
                };
        merge(parts, unit == 1 ? new Copy(offset, size) : new Swap(offset, unit, size / unit));
    }

    private static void merge(List<Part> parts, Part next) {
        Part last = parts.isEmpty() ? null : parts.getLast();
        if (last instanceof Copy(int offset, int length)
                && next instanceof Copy copy
                && offset + length == copy.offset()) {
            parts.set(parts.size() - 1, new Copy(offset, length + copy.length()));
        } else if (last instanceof Swap(int offset, int unit, int count)
                && next instanceof Swap swap
                && swap.unit() == unit
                && offset + unit * count == swap.offset()) {
            parts.set(parts.size() - 1, new Swap(offset, unit, count + swap.count()));
        } else {
            parts.add(next);
        }
    }
}
