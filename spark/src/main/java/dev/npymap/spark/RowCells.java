package dev.npymap.spark;

import dev.npymap.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes the fields of a row, or of a struct in one, to their places. */
final class RowCells {
    private final DType dtype;
    private final Cell[] cells;
    private final int[] offsets;

    private RowCells(DType dtype, Cell[] cells, int[] offsets) {
        this.dtype = dtype;
        this.cells = cells;
        this.offsets = offsets;
    }

    static RowCells of(StructType schema, String prefix, Cells types) {
        List<Cell> cells = new ArrayList<>();
        dev.npymap.dtype.StructType.Builder builder = DType.struct();
        for (StructField field : schema.fields()) {
            Cell cell = types.of(field, prefix);
            try {
                builder.field(field.name(), cell.dtype());
            } catch (IllegalArgumentException e) {
                throw new UnfitColumnException(cell.column(), e.getMessage(), e);
            }
            cells.add(cell);
        }
        dev.npymap.dtype.StructType struct = builder.build();
        return new RowCells(
                struct,
                cells.toArray(new Cell[0]),
                struct.fields().stream()
                        .mapToInt(dev.npymap.dtype.StructType.Field::offset)
                        .toArray());
    }

    /** Of one cell that is not a field of a struct. */
    static RowCells of(Cell cell) {
        return new RowCells(cell.dtype(), new Cell[] {cell}, new int[] {0});
    }

    DType dtype() {
        return dtype;
    }

    void put(InternalRow row, MemorySegment to, long at) {
        for (int i = 0; i < cells.length; i++) {
            cells[i].put(row, i, to, at + offsets[i]);
        }
    }
}
