package dev.npymap.spark;

import java.io.IOException;
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

/**
 * What Spark finds under the format {@code npy}: {@code spark.read().format("npy").load(path)}, where the path is a file, a
 * folder of {@code .npy} files, or a pattern such as {@code "day-*.npy"}; and {@code df.write().format("npy").save(folder)}. One
 * for each {@code load} or {@code save}; not to be used directly.
 */
public final class NpyDataSource implements TableProvider, DataSourceRegister, CreatableRelationProvider {
    private TableFiles inferred;

    /** Made by Spark. */
    public NpyDataSource() {}

    @Override
    public String shortName() {
        return "npy";
    }

    /** {@inheritDoc} Finds the files and reads their headers. */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        inferred = new TableFiles(new ReadSettings(options));
        return inferred.schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
        // Nothing is looked for before somebody reads: who writes names a folder that is not there yet.
        return new NpyTable(schema, options, inferred != null ? inferred : new TableFiles(new ReadSettings(options)));
    }

    /** {@return true} A schema of the caller's names the columns that are wanted; a writer's is that of its rows. */
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
     * {@return nothing that can be read} Writes rows, by each of Spark's modes.
     */
    @Override
    public BaseRelation createRelation(
            SQLContext context,
            SaveMode mode,
            scala.collection.immutable.Map<String, String> options,
            Dataset<Row> data) {
        try {
            NpySave.save(mode, CollectionConverters.asJava(options), data);
        } catch (IOException | IllegalArgumentException e) {
            throw AnalysisErrors.of(e);
        }
        return new SavedRelation(context, data.schema());
    }
}
