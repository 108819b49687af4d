package dev.npymap.cli;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.FieldPath;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.MemoryOrder;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What is written for a row: where its scalars lie, relative to the row, and how they are grouped. */
sealed interface RowPart {
    /**
     * A single value.
     *
     * @param text reads it
     */
    record Scalar(ScalarText text) implements RowPart {}

    /**
     * A complex number.
     *
     * @param text reads either part
     * @param imaginary where the imaginary part begins, in bytes from the real one
     */
    record Complex(ScalarText text, int imaginary) implements RowPart {}

    /**
     * Items along one axis.
     *
     * @param count how many
     * @param stride the distance between neighbours, in bytes
     * @param item each of them
     */
    record Items(long count, long stride, RowPart item) implements RowPart {}

    /**
     * Named parts.
     *
     * @param fields the parts
     */
    record Fields(List<Field> fields) implements RowPart {}

    /**
     * A named part.
     *
     * @param name its name
     * @param offset where it begins, in bytes
     * @param part what it is
     */
    record Field(String name, long offset, RowPart part) {}

    /** {@return the elements of one row} */
    static RowPart items(RowPart element, Shape shape, long[] strides) {
        RowPart part = element;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            part = new Items(shape.dim(axis), strides[axis], part);
        }
        return part;
    }

    /** {@return all that an element of {@code dtype} holds} */
    static RowPart of(DType dtype, MemorySegment segment) {
        return switch (dtype) {
            case ScalarType scalar
            when scalar.kind() == ScalarType.Kind.COMPLEX ->
                new Complex(ScalarText.of(half(scalar), segment), scalar.itemSize() / 2);
            case ScalarType scalar -> new Scalar(ScalarText.of(scalar, segment));
            case SubarrayType subarray -> {
                RowPart item = of(subarray.base(), segment);
                yield items(item, subarray.shape(), strides(subarray));
            }
            case StructType struct -> {
                List<Field> fields = new ArrayList<>();
                for (StructType.Field field : struct.fields()) {
                    fields.add(new Field(field.name(), field.offset(), of(field.dtype(), segment)));
                }
                yield new Fields(fields);
            }
        };
    }

    /**
     * {@return the chosen fields of an element, each under its path}
     *
     * @throws IllegalArgumentException if there is no such field or item, or one is chosen twice
     */
    static RowPart of(DType dtype, List<String> paths, MemorySegment segment) {
        List<Field> fields = new ArrayList<>();
        for (String path : paths) {
            if (fields.stream().anyMatch(field -> field.name().equals(path))) {
                throw new IllegalArgumentException("the field " + path + " is chosen twice");
            }
            FieldPath field = find(dtype, path);
            RowPart part = items(of(field.dtype(), segment), field.shape(), field.strides());
            fields.add(new Field(path, field.offset(), part));
        }
        return new Fields(fields);
    }

    private static FieldPath find(DType dtype, String path) {
        try {
            return FieldPath.of(dtype, path);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no item " + path + ": " + e.getMessage(), e);
        }
    }

    /** {@return what either part of a complex number is} */
    static ScalarType half(ScalarType complex) {
        ScalarType part = switch (complex.itemSize()) {
            case 8 -> DType.FLOAT32;
            case 16 -> DType.FLOAT64;
            default -> DType.LONGDOUBLE;
        };
        return part.withOrder(complex.order());
    }

    private static long[] strides(SubarrayType subarray) {
        return MemoryOrder.C.strides(subarray.shape(), subarray.base().itemSize());
    }
}
