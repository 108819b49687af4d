package dev.npymap.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What Spark finds under the format {@code npy}. */
public final class NpyDataSource implements TableProvider, DataSourceRegister {
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
}
