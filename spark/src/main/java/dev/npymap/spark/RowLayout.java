package dev.npymap.spark;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How rows of a schema lie in a file: a single column named {@code value} is the array itself, of one dimension or, where it holds
 * arrays, of more, unless its elements are structs; all else are the fields of a struct.
 */
final class RowLayout {
    private final RowCells cells;
    private final NpyHeader none;

    private RowLayout(RowCells cells) {
        this.cells = cells;
        this.none = NpyHeader.of(cells.dtype(), MemoryOrder.C, Shape.of(0));
    }

    /**
     * {@return the layout of a schema}
     *
     * @throws UnfitColumnException if a column has no dtype
     */
    static RowLayout of(StructType schema, WriteOptions options) {
        Cells types = new Cells(options);
        if (schema.size() == 0) {
            throw new IllegalArgumentException("rows without columns have no dtype");
        }
        StructField first = schema.fields()[0];
        if (schema.size() == 1 && first.name().equals(SparkTypes.VALUE)) {
            Cell cell = types.of(first, "");
            DType element = cell.dtype() instanceof SubarrayType array ? array.base() : cell.dtype();
            // A plain array of structs, of any dimensions, is read as their columns.
            if (!(element instanceof dev.npymap.dtype.StructType)) {
                return new RowLayout(RowCells.of(cell));
            }
        }
        return new RowLayout(RowCells.of(schema, "", types));
    }

    RowCells cells() {
        return cells;
    }

    /** {@return what an element of the file is; never a sub-array} */
    DType dtype() {
        return none.dtype();
    }

    Shape rowShape() {
        return none.shape().inner();
    }

    /** {@return the size of a row, in bytes, at least 1} */
    int rowBytes() {
        return cells.dtype().itemSize();
    }

    /** {@return where the rows begin in a file, in bytes} */
    long payloadOffset() {
        return none.payloadOffset();
    }
}
