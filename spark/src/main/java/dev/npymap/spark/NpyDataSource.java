package dev.npymap.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark finds under the format {@code npy}. */
public final class NpyDataSource implements TableProvider, DataSourceRegister, CreatableRelationProvider {
    /** Made by Spark. */
    public NpyDataSource() {}

    @Override
    public String shortName() {
        return "npy";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new NpyTable(schema, new CaseInsensitiveStringMap(properties));
    }

    /** {@return true} A schema of the caller's names the columns that are wanted, and a writer's is that of its rows. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    /** {@return true} Columns that have no dtype are refused by name when they are written, with what would help. */
    @Override
    public boolean supportsDataType(DataType type) {
        return true;
    }

    /**
     * Writes rows, by each of Spark's modes.
     *
     * @throws IllegalArgumentException if a column has no dtype
     */
    @Override
    public BaseRelation createRelation(
            SQLContext context,
            SaveMode mode,
            scala.collection.immutable.Map<String, String> options,
            Dataset<Row> data) {
        try {
            NpySave.save(mode, CollectionConverters.asJava(options), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SavedRelation(context, data.schema());
    }
}
