package dev.npymap.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The door to Spark's batch writes, for {@link NpySave} alone: Spark's second version of data sources knows the modes {@code append}
 * and {@code overwrite} only, so {@code npy} itself takes all four by the first version and hands over here.
 */
public final class NpyWriteSource implements TableProvider {
    /** Made by Spark. */
    public NpyWriteSource() {}

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new UnsupportedOperationException("for writing alone; use the format npy");
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new NpyWriteTable(schema, properties);
    }

    /** {@return true} The schema is that of the rows. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }
}
