package dev.npymap.spark;

import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The row's number in the table, counted from 0 through all its files. A metadata column: {@code select("_row")} has it, {@code
 * select("*")} does not. Where the data has a column of that name, the data's is meant.
 */
final class RowColumn implements MetadataColumn {
    static final String NAME = "_row";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DataType dataType() {
        return DataTypes.LongType;
    }

    @Override
    public boolean isNullable() {
        return false;
    }

    @Override
    public String comment() {
        return "the row's number, counted from 0 through all files";
    }

    /** {@return whether a table of these columns has row numbers} */
    static boolean isIn(StructType data) {
        return data.getFieldIndex(NAME).isEmpty();
    }
}
