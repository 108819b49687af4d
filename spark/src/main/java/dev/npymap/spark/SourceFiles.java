package dev.npymap.spark;

import dev.npymap.Npy;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/** The files of a table in the order of their rows, found and their headers read on the driver. */
final class SourceFiles {
    /** The first file, which the others are compared with; or the folder that tells the columns, though it has no file. */
    private Path model;

    /** The header of the model. */
    private NpyHeader header;

    private final List<SourceFile> files = new ArrayList<>();
    private final SparkTypes types;

    private SourceFiles(SparkTypes types) {
        this.types = types;
    }

    /**
     * {@return the files that some paths lead to}
     *
     * @param paths files, folders and patterns
     * @param types what becomes of dtypes
     * @throws IOException if a file is absent, malformed or refused, or there are none; the message names the path
     */
    static SourceFiles find(List<String> paths, SparkTypes types) throws IOException {
        SourceFiles found = new SourceFiles(types);
        for (String path : paths) {
            if (!found.addAll(PathPatterns.find(path))) {
                throw new NoSuchFileException(path, null, "no .npy file there");
            }
        }
        return found;
    }

    private boolean addAll(List<Path> paths) throws IOException {
        boolean any = false;
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                add(FolderParts.Part.of(path));
                any = true;
                continue;
            }
            FolderParts folder = FolderParts.of(path);
            if (folder.header().isPresent()) {
                takeForModel(path, folder.header().get());
                any = true;
            }
            for (FolderParts.Part part : folder.parts()) {
                add(part);
                any = true;
            }
        }
        return any;
    }

    private void takeForModel(Path path, NpyHeader itsHeader) {
        if (header == null) {
            model = path;
            header = itsHeader;
        }
    }

    private void add(FolderParts.Part part) throws IOException {
        FileIdentity identity;
        NpyHeader read;
        try {
            // Before its header: if another file takes its place in between, tasks find that it is not the one they
            // expect.
            identity = FileIdentity.of(part.path());
            read = Npy.readHeader(part.path());
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(part.path().toString(), null, "no such file");
        }
        long rows = SourceFile.rows(read);
        if (part.rows().isPresent() && part.rows().getAsLong() != rows) {
            throw new IOException(part.path() + ": it has " + rows + " rows, and should have "
                    + part.rows().getAsLong());
        }
        takeForModel(part.path(), read);
        files.add(new SourceFile(part.path(), read, identity, rows(), rows));
    }

    /**
     * {@return the columns that all files have}
     *
     * @throws IllegalArgumentException if a column has no type in Spark, or a file has other columns than the first one
     */
    StructType schema() {
        SparkTypes.Columns columns = types.columns(header);
        if (!columns.refused().isEmpty()) {
            throw new IllegalArgumentException(model + ": "
                    + columns.refused().stream()
                            .map(SparkTypes.Refused::toString)
                            .collect(Collectors.joining("; "))
                    + ". Without such columns it can be read: give the schema of the others, .schema(\"...\")");
        }
        boolean sameSizes = true;
        for (SourceFile file : files) {
            checkAlike(columns, file);
            sameSizes &= SizeMetadata.isAlike(header, file.header());
        }
        return sameSizes ? SizeMetadata.add(columns.schema(), header) : columns.schema();
    }

    /** Byte order, padding and the length of arrays may differ from file to file: no column shows them. */
    private void checkAlike(SparkTypes.Columns expected, SourceFile file) {
        SparkTypes.Columns found = types.columns(file.header());
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(file.path() + ": other columns than in " + model + ": expected "
                    + expected.schema().simpleString() + ", found "
                    + found.schema().simpleString()
                    + found.refused().stream().map(refused -> "; " + refused).collect(Collectors.joining()));
        }
    }

    /**
     * Checks columns that a caller's schema asks for.
     *
     * @throws IllegalArgumentException if a file has no such column, or one of another type
     */
    void check(StructType asked) {
        for (SourceFile file : files) {
            SchemaCheck.check(file.path(), asked, types.columns(file.header()));
        }
    }

    /** {@return whether the data has a column of that name} */
    boolean hasColumn(String name) {
        SparkTypes.Columns columns = types.columns(header);
        return columns.schema().getFieldIndex(name).isDefined()
                || columns.refused().stream()
                        .anyMatch(refused -> refused.column().equals(name));
    }

    List<SourceFile> files() {
        return List.copyOf(files);
    }

    /** {@return the first file, for messages} */
    Path model() {
        return model;
    }

    /** {@return how many rows there are} */
    long rows() {
        return files.isEmpty()
                ? 0
                : files.getLast().firstRow() + files.getLast().rows();
    }
}
