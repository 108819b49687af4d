package dev.npymap.spark;

import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * The row's number in the table, counted from 0 through all its files. A metadata column: {@code select("_row")} has it, {@code
 * select("*")} does not, nor has a view. The option {@code rowNumbers} makes it a column like others. Where the data has a
 * column of that name, the data's is meant.
 */
final class RowColumn implements MetadataColumn {
    static final String NAME = "_row";

    /** The same as a column like others. */
    static final StructField FIELD = new StructField(NAME, DataTypes.LongType, false, Metadata.empty());

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
}
