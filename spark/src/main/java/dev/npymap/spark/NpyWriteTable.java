package dev.npymap.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A folder that is about to be written. */
final class NpyWriteTable implements SupportsWrite {
    /** Set by {@link NpySave}: the {@link WriteMode}. */
    static final String MODE = "npymap.mode";

    private final StructType schema;
    private final CaseInsensitiveStringMap options;

    NpyWriteTable(StructType schema, Map<String, String> properties) {
        this.schema = schema;
        this.options = new CaseInsensitiveStringMap(properties);
    }

    @Override
    public String name() {
        return "npy " + options.get("path");
    }

    @Override
    @SuppressWarnings("deprecation") // columns() says the same of what has no default values
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        Path folder = PathPatterns.one(options.get("path"));
        WriteMode mode = WriteMode.valueOf(options.get(MODE));
        WriteOptions columns = WriteOptions.of(options.asCaseSensitiveMap());
        return new WriteBuilder() {
            @Override
            public Write build() {
                return new Write() {
                    @Override
                    public BatchWrite toBatch() {
                        return new NpyBatchWrite(folder, info.schema(), columns, mode);
                    }

                    @Override
                    public String description() {
                        return name();
                    }
                };
            }
        };
    }
}
