package dev.npymap.spark;

import java.io.IOException;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The files of a table, looked for when they are first asked for and kept as they were found, as Spark does with its own. */
final class TableFiles {
    private final ReadSettings settings;
    private SourceFiles files;

    TableFiles(ReadSettings settings) {
        this.settings = settings;
    }

    /** {@return the columns that the files have} */
    StructType schema() {
        try {
            StructType schema = find().schema();
            if (!settings.rowNumbers()) {
                return schema;
            }
            if (find().hasColumn(RowColumn.NAME)) {
                throw new IllegalArgumentException(find().model() + ": it has a column " + RowColumn.NAME
                        + " of its own, so the option rowNumbers can add none");
            }
            return schema.add(RowColumn.FIELD);
        } catch (IOException | RuntimeException e) {
            throw AnalysisErrors.of(e);
        }
    }

    /**
     * {@return what can be read of the files}
     *
     * @param table the table's name, for plans
     * @param asked the columns, which are compared with the files'
     */
    NpyScanBuilder scan(String table, StructType asked) {
        try {
            SourceFiles found = find();
            boolean rowNumbers = asked.getFieldIndex(RowColumn.NAME).isEmpty() || !found.hasColumn(RowColumn.NAME);
            StructType data = new StructType();
            for (StructField field : asked.fields()) {
                if (!rowNumbers || !field.name().equals(RowColumn.NAME)) {
                    data = data.add(field);
                } else if (!field.dataType().equals(RowColumn.FIELD.dataType())) {
                    throw new IllegalArgumentException("column " + RowColumn.NAME + ": expected bigint, found "
                            + field.dataType().simpleString());
                }
            }
            found.check(data);
            return new NpyScanBuilder(
                    table, found, asked, rowNumbers, settings.partitionBytes(), settings.longPartitionBytes());
        } catch (IOException | RuntimeException e) {
            throw AnalysisErrors.of(e);
        }
    }

    private synchronized SourceFiles find() throws IOException {
        if (files == null) {
            files = SourceFiles.find(settings.paths(), new SparkTypes(settings.timestamp()));
        }
        return files;
    }
}
