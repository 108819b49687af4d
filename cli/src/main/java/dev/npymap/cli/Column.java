package dev.npymap.cli;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.FieldPath;
import dev.npymap.dtype.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scalars of one type: all elements of an array, or what they hold in one field.
 *
 * @param path the field, if the elements are structs
 * @param type what the scalars are
 */
record Column(Optional<String> path, ScalarType type) {
    /** {@return the columns of numbers in the order of the fields; one for elements that are numbers themselves} */
    static List<Column> of(DType dtype) {
        if (dtype instanceof ScalarType scalar) {
            return NumberBlocks.areNumbers(scalar) ? List.of(new Column(Optional.empty(), scalar)) : List.of();
        }
        List<Column> columns = new ArrayList<>();
        for (FieldRow field : FieldRow.of(dtype)) {
            if (NumberBlocks.areNumbers(field.dtype())) {
                columns.add(new Column(Optional.of(field.path()), (ScalarType) field.dtype()));
            }
        }
        return columns;
    }

    /**
     * {@return the column of one field}
     *
     * @throws IllegalArgumentException if there is no such field, or it does not hold numbers
     */
    static Column of(DType dtype, String path) {
        DType type;
        try {
            type = FieldPath.of(dtype, path).dtype();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no item " + path + ": " + e.getMessage(), e);
        }
        if (!NumberBlocks.areNumbers(type)) {
            throw new IllegalArgumentException(
                    "the field " + path + " is " + type + ": expected real numbers or dates");
        }
        return new Column(Optional.of(path), (ScalarType) type);
    }

    /** {@return the scalars in some elements} */
    Strided in(Strided elements) {
        return path.map(elements::field).orElse(elements);
    }
}
