package dev.npymap.spark;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;

/** The numbers of rows, which are counted and not read: the first one stands where others have an offset. */
final class RowNumberVector extends NpyVector {
    RowNumberVector(long firstRow, long rows) {
        this(new Place(MemorySegment.NULL, firstRow, 1, rows, false));
    }

    private RowNumberVector(Place place) {
        super(DataTypes.LongType, place);
    }

    @Override
    NpyVector moved(long steps, long count) {
        return new RowNumberVector(place(steps, count));
    }

    @Override
    public long getLong(int i) {
        return base + Objects.checkIndex((long) i, length);
    }
}
