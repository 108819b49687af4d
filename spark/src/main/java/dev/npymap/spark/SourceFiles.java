package dev.npymap.spark;

import dev.npymap.Npy;
import dev.npymap.NpyParts;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/** The files of a table in the order of their rows, found and their headers read on the driver. */
final class SourceFiles {
    private final List<SourceFile> files;
    private final SparkTypes types;

    private SourceFiles(List<SourceFile> files, SparkTypes types) {
        this.files = List.copyOf(files);
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
        List<SourceFile> files = new ArrayList<>();
        for (String path : paths) {
            int before = files.size();
            for (Path found : PathPatterns.find(path)) {
                if (Files.isDirectory(found)) {
                    addFolder(files, found);
                } else {
                    add(files, new FolderParts.Part(found, OptionalLong.empty()));
                }
            }
            if (files.size() == before) {
                throw new NoSuchFileException(path, null, "no .npy file there");
            }
        }
        return new SourceFiles(files, types);
    }

    private static void addFolder(List<SourceFile> files, Path folder) throws IOException {
        Optional<NpyParts> listed = FolderParts.listed(folder);
        if (listed.isEmpty()) {
            for (FolderParts.Part part : FolderParts.found(folder)) {
                add(files, part);
            }
            return;
        }
        NpyParts parts = listed.get();
        for (NpyParts.Part part : parts.parts()) {
            add(files, new FolderParts.Part(part.path(), OptionalLong.of(part.rows())));
        }
        if (parts.parts().isEmpty()) {
            // Rows of which there are none have a type all the same.
            NpyHeader none = NpyHeader.of(parts.dtype(), MemoryOrder.C, parts.shape());
            files.add(new SourceFile(parts.folder(), none, nextRow(files), 0));
        }
    }

    private static long nextRow(List<SourceFile> files) {
        return files.isEmpty()
                ? 0
                : files.getLast().firstRow() + files.getLast().rows();
    }

    private static void add(List<SourceFile> files, FolderParts.Part part) throws IOException {
        NpyHeader header;
        try {
            header = Npy.readHeader(part.path());
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(part.path().toString(), null, "no such file");
        }
        long rows = SourceFile.rows(header);
        if (part.rows().isPresent() && part.rows().getAsLong() != rows) {
            throw new IOException(part.path() + ": it has " + rows + " rows, and should have "
                    + part.rows().getAsLong());
        }
        files.add(new SourceFile(part.path(), header, nextRow(files), rows));
    }

    /**
     * {@return the columns that all files have}
     *
     * @throws IllegalArgumentException if a column has no type in Spark, or a file has other columns than the first one
     */
    StructType schema() {
        SourceFile first = files.getFirst();
        SparkTypes.Columns columns = types.columns(first.header());
        if (!columns.refused().isEmpty()) {
            throw new IllegalArgumentException(first.path() + ": "
                    + columns.refused().stream()
                            .map(SparkTypes.Refused::toString)
                            .collect(Collectors.joining("; "))
                    + ". Without such columns it can be read: give the schema of the others, .schema(\"...\")");
        }
        boolean alike = true;
        for (SourceFile file : files) {
            alike &= SizeMetadata.isAlike(file.header(), first.header());
            if (!file.header().dtype().equals(first.header().dtype())
                    || file.header().shape().rank() != first.header().shape().rank()) {
                checkAlike(first, columns, file);
            }
        }
        return alike ? SizeMetadata.add(columns.schema(), first.header()) : columns.schema();
    }

    /** Byte order, padding and the length of arrays may differ from file to file: no row shows them. */
    private void checkAlike(SourceFile first, SparkTypes.Columns expected, SourceFile file) {
        SparkTypes.Columns found = types.columns(file.header());
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(file.path() + ": other columns than in " + first.path() + ": expected "
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
            SparkTypes.Columns columns = types.columns(file.header());
            SchemaCheck.check(file.path(), asked, columns);
        }
    }

    /** {@return whether the data has a column of that name} */
    boolean hasColumn(String name) {
        SparkTypes.Columns columns = types.columns(files.getFirst().header());
        return columns.schema().getFieldIndex(name).isDefined()
                || columns.refused().stream()
                        .anyMatch(refused -> refused.column().equals(name));
    }

    List<SourceFile> files() {
        return files;
    }

    /** {@return how many rows there are} */
    long rows() {
        return nextRow(files);
    }
}
