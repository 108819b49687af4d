package dev.npymap.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Some {@code .npy} files as a table. The files are looked at when it is read or written, not before. */
final class NpyTable implements SupportsRead {
    private final StructType schema;
    private final CaseInsensitiveStringMap options;

    NpyTable(StructType schema, CaseInsensitiveStringMap options) {
        this.schema = schema;
        this.options = options;
    }

    @Override
    public String name() {
        return "npy " + options.getOrDefault("path", options.getOrDefault("paths", ""));
    }

    @Override
    @SuppressWarnings("deprecation") // columns() says the same of what has no default values; both are right for us
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
        throw new UnsupportedOperationException("not yet");
    }
}
