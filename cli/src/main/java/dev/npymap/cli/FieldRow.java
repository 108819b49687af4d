package dev.npymap.cli;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.util.ArrayList;
import java.util.List;

/**
 * A line in the table of fields.
 *
 * @param path the field, as {@link dev.npymap.dtype.FieldPath} reads it
 * @param offset where it begins in the element, in bytes; within a sub-array of structs, in its first item
 * @param size what it takes in its struct, in bytes
 * @param dtype what it is, or what its items are
 * @param shape the dimensions of the sub-arrays on the way to it, its own included
 */
record FieldRow(String path, int offset, int size, DType dtype, Shape shape) {
    /** {@return the fields of an element in the order of their offsets, each struct followed by its parts} */
    static List<FieldRow> of(DType dtype) {
        List<FieldRow> rows = new ArrayList<>();
        if (dtype instanceof StructType struct) {
            add(rows, struct, "", 0, Shape.SCALAR);
        }
        return rows;
    }

    private static void add(List<FieldRow> rows, StructType struct, String prefix, int base, Shape outer) {
        for (StructType.Field field : struct.fields()) {
            DType item = field.dtype();
            Shape shape = outer;
            while (item instanceof SubarrayType subarray) {
                shape = shape.append(subarray.shape());
                item = subarray.base();
            }
            String path = prefix + field.name();
            int offset = base + field.offset();
            rows.add(new FieldRow(path, offset, field.dtype().itemSize(), item, shape));
            if (item instanceof StructType inner) {
                add(rows, inner, path + ".", offset, shape);
            }
        }
    }
}
