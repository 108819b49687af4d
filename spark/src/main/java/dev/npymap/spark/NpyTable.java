package dev.npymap.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Some {@code .npy} files as a table. */
final class NpyTable implements SupportsRead, SupportsMetadataColumns {
    private final StructType schema;
    private final CaseInsensitiveStringMap options;
    private final TableFiles files;

    NpyTable(StructType schema, CaseInsensitiveStringMap options, TableFiles files) {
        this.schema = schema;
        this.options = options;
        this.files = files;
    }

    @Override
    public String name() {
        return "npy " + options.getOrDefault("path", options.getOrDefault("paths", ""));
    }

    @Override
    @SuppressWarnings("deprecation") // columns() says the same of what has no default values
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        return schema.getFieldIndex(RowColumn.NAME).isEmpty()
                ? new MetadataColumn[] {new RowColumn()}
                : new MetadataColumn[0];
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
        return files.scan(name(), schema);
    }
}
