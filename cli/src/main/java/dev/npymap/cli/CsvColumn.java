package dev.npymap.cli;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A column of a CSV file: a scalar of an element, or, as {@code npymap cat} writes it, either part of a complex number.
 *
 * @param name its path: {@code pos.x}, {@code m[2,1]}, {@code z.re}
 * @param offset where it begins in the element, in bytes
 * @param type what it is
 */
record CsvColumn(String name, int offset, ScalarType type) {
    /**
     * {@return the columns of an element, in their order}
     *
     * @param isWhole whether the complex number of a name is one column, and not two
     */
    static List<CsvColumn> of(DType dtype, Predicate<String> isWhole) {
        List<CsvColumn> columns = new ArrayList<>();
        add(columns, isWhole, dtype, "", 0);
        return columns;
    }

    private static void add(List<CsvColumn> columns, Predicate<String> isWhole, DType dtype, String name, int offset) {
        switch (dtype) {
            case ScalarType complex
            when complex.kind() == ScalarType.Kind.COMPLEX && !isWhole.test(name) -> {
                ScalarType half = RowPart.half(complex);
                columns.add(new CsvColumn(ColumnName.dotted(name, "re"), offset, half));
                columns.add(new CsvColumn(ColumnName.dotted(name, "im"), offset + half.itemSize(), half));
            }
            case ScalarType scalar ->
                columns.add(new CsvColumn(name.isEmpty() ? ColumnName.PLAIN : name, offset, scalar));
            case StructType struct ->
                struct.fields()
                        .forEach(field -> add(
                                columns,
                                isWhole,
                                field.dtype(),
                                ColumnName.dotted(name, field.name()),
                                offset + field.offset()));
            case SubarrayType items -> {
                long[] dims = items.shape().toArray();
                List<Long> index = new ArrayList<>();
                for (long i = 0; i < items.shape().size(); i++) {
                    index.clear();
                    long rest = i;
                    for (int axis = dims.length - 1; axis >= 0; axis--) {
                        index.addFirst(rest % dims[axis]);
                        rest /= dims[axis];
                    }
                    int at = (int) (offset + i * items.base().itemSize());
                    add(columns, isWhole, items.base(), ColumnName.indexed(name, index), at);
                }
            }
        }
    }
}
