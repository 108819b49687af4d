package dev.npymap.spark;

import dev.npymap.NpyParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;

/**
 * One write, on the driver. Tasks write files that no reader looks at; the manifest, which the driver writes last by one rename,
 * makes those of the attempts that were committed the folder's parts.
 */
final class NpyBatchWrite implements BatchWrite {
    private final Path folder;
    private final StructType schema;
    private final WriteOptions options;
    private final WriteMode mode;
    private final RowLayout layout;
    private final UUID write = UUID.randomUUID();
    private boolean isFolderOurs;

    NpyBatchWrite(Path folder, StructType schema, WriteOptions options, WriteMode mode) {
        this.folder = folder;
        this.schema = schema;
        this.options = options;
        this.mode = mode;
        this.layout = RowLayout.of(schema, options);
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        try {
            isFolderOurs = !Files.exists(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NpyWriterFactory(folder.toString(), schema, options, write);
    }

    /** The parts are in the order of Spark's partitions. */
    @Override
    public void commit(WriterCommitMessage[] messages) {
        List<String> files = files(messages);
        try {
            // Without a row no task has made it again, if another write has removed it.
            Files.createDirectories(folder);
            Set<String> old = mode == WriteMode.OVERWRITE ? listed() : Set.of();
            publish(files);
            sweep(mode == WriteMode.OVERWRITE ? name -> old.contains(name) || PartNames.isPart(name) : this::isOurs);
        } catch (NoSuchFileException e) {
            boolean isOfATask = files.stream()
                    .anyMatch(file -> folder.resolve(file).toString().equals(e.getFile()));
            throw new UncheckedIOException(isOfATask ? unseen(e) : e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NoSuchFileException unseen(NoSuchFileException e) {
        NoSuchFileException unseen = new NoSuchFileException(
                e.getFile(),
                null,
                "a task wrote it, and the driver does not see it: the folder must be on a file system that all machines mount"
                        + " at the same place; or it was deleted since, as an overwrite deletes what is not listed yet");
        unseen.initCause(e);
        return unseen;
    }

    private void publish(List<String> files) throws IOException {
        switch (mode) {
            case CREATE -> NpyParts.create(folder, layout.dtype(), layout.rowShape(), files);
            case APPEND -> NpyParts.append(folder, layout.dtype(), layout.rowShape(), files);
            case OVERWRITE -> NpyParts.replace(folder, layout.dtype(), layout.rowShape(), files);
        }
    }

    private static List<String> files(WriterCommitMessage[] messages) {
        return Stream.of(messages)
                .map(message -> ((NpyPartMessage) message).file())
                .filter(file -> !file.isEmpty())
                .toList();
    }

    /** The files that the manifest lists. It may be malformed, which is no reason not to replace it. */
    private Set<String> listed() {
        Set<String> names = new HashSet<>();
        try {
            NpyParts.open(folder)
                    .parts()
                    .forEach(part -> names.add(part.path().getFileName().toString()));
        } catch (IOException e) {
            return Set.of();
        }
        return names;
    }

    private boolean isOurs(String name) {
        return PartNames.isOf(write, name);
    }

    /** Deletes files that the manifest does not list. */
    private void sweep(Predicate<String> names) {
        try {
            NpyParts.deleteUnlisted(folder, names);
        } catch (IOException e) {
            // Hygiene only: no reader sees them, and the next overwrite tries again.
            return;
        }
    }

    /** Also called where the commit failed, perhaps at its very end: what the manifest lists stays. */
    @Override
    public void abort(WriterCommitMessage[] messages) {
        sweep(this::isOurs);
        if (isFolderOurs) {
            removeIfEmpty();
        }
    }

    private void removeIfEmpty() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another one writes to it.
            return;
        }
    }

    /** For Spark's log. */
    @Override
    public String toString() {
        return "NpyBatchWrite[folder=" + folder + ", mode=" + mode + ", write=" + write + "]";
    }
}
