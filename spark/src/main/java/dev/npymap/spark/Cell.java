package dev.npymap.spark;

import dev.npymap.dtype.DType;
import java.lang.foreign.MemorySegment;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * Writes the values of one column, field or array element into rows of bytes. What it does is settled once for a schema, not for
 * each row.
 *
 * @param column its path, for messages
 * @param dtype what is written
 * @param isNullable whether Spark may have nulls in it
 * @param values writes a value that is no null
 * @param nulls writes a null
 */
record Cell(String column, DType dtype, boolean isNullable, Put values, Put nulls) {
    /** Writes a value. */
    @FunctionalInterface
    interface Put {
        void put(SpecializedGetters row, int ordinal, MemorySegment to, long at);
    }

    /** Of most dtypes, which have no null. */
    static Cell of(String column, DType dtype, boolean isNullable, Put values) {
        return new Cell(column, dtype, isNullable, values, (_, _, _, _) -> {
            throw new UnfitColumnException(column, "null, which " + dtype + " cannot hold");
        });
    }

    void put(SpecializedGetters row, int ordinal, MemorySegment to, long at) {
        if (isNullable && row.isNullAt(ordinal)) {
            nulls.put(row, ordinal, to, at);
        } else {
            values.put(row, ordinal, to, at);
        }
    }
}
