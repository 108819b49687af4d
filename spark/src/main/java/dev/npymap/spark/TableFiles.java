package dev.npymap.spark;

import java.io.IOException;
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
            return find().schema();
        } catch (IOException | RuntimeException e) {
            throw AnalysisErrors.of(e);
        }
    }

    /** {@return the files, which were compared with the columns that are asked for} */
    SourceFiles checked(StructType asked) {
        try {
            SourceFiles found = find();
            found.check(asked);
            return found;
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
