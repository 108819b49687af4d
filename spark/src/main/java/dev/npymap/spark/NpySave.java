package dev.npymap.spark;

import dev.npymap.NpyParts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** {@code df.write.format("npy").mode(...).save(folder)}: what each mode does with what is there, before any row is written. */
final class NpySave {
    /** Where Spark puts the columns of {@code partitionBy} for a source of the first version. */
    private static final String PARTITION_COLUMNS = "__partition_columns";

    private NpySave() {}

    static void save(SaveMode mode, Map<String, String> options, Dataset<Row> data) throws IOException {
        String path = options.get("path");
        if (path == null) {
            throw new IllegalArgumentException("no path: save(folder) names the folder to write");
        }
        if (options.containsKey(PARTITION_COLUMNS)) {
            throw new IllegalArgumentException(
                    "partitionBy is not for folders of npy files, whose parts have no values in their names");
        }
        Path folder = PathPatterns.one(path);
        RowLayout layout = RowLayout.of(data.schema(), WriteOptions.of(options));
        boolean isThere = isThere(folder, mode);
        if (isThere && mode == SaveMode.Ignore) {
            return;
        }
        if (isThere && mode == SaveMode.ErrorIfExists) {
            throw new FileAlreadyExistsException(
                    folder.toString(),
                    null,
                    "it has parts already; the modes append, overwrite and ignore say what shall become of them");
        }
        if (isThere && mode == SaveMode.Append) {
            checkAppendable(folder, layout);
        }
        Map<String, String> all = new HashMap<>(options);
        all.put("path", folder.toString());
        all.put(
                NpyWriteTable.MODE,
                (switch (mode) {
                            case Append -> WriteMode.APPEND;
                            case Overwrite -> WriteMode.OVERWRITE;
                            case ErrorIfExists, Ignore -> WriteMode.CREATE;
                        })
                        .name());
        data.write()
                .format(NpyWriteSource.class.getName())
                .options(all)
                .mode(SaveMode.Append)
                .save();
    }

    /** Looked at again when the manifest is written; here, before tasks have run in vain. */
    private static void checkAppendable(Path folder, RowLayout layout) throws IOException {
        NpyParts parts = NpyParts.open(folder);
        if (!parts.dtype().equals(layout.dtype()) || !parts.rowShape().equals(layout.rowShape())) {
            throw new IllegalArgumentException(
                    folder + ": its rows are of dtype " + parts.dtype() + " and shape " + parts.rowShape()
                            + ", and those to append would be of dtype " + layout.dtype() + " and shape "
                            + layout.rowShape());
        }
    }

    /** A folder with files that are none of ours is not written to: its files would be hidden by the manifest. */
    private static boolean isThere(Path folder, SaveMode mode) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        if (!Files.isDirectory(folder)) {
            if (mode == SaveMode.Ignore) {
                return true;
            }
            throw new FileSystemException(folder.toString(), null, "a file, where a folder of parts is to be written");
        }
        if (NpyParts.isIn(folder)) {
            return true;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && !name.startsWith("_") && !PartNames.isPart(name)) {
                    if (mode == SaveMode.Ignore) {
                        return true;
                    }
                    throw new FileSystemException(
                            folder.toString(), null, "it has no manifest, but files of another origin, as " + name);
                }
            }
        }
        return false;
    }
}
