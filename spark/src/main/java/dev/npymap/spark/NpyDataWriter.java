package dev.npymap.spark;

import dev.npymap.NpyPartWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Writes the rows of one attempt of a task to a file of its own, in constant memory: rows are laid out in a buffer outside of the
 * heap, and the operating system takes it as it is.
 */
final class NpyDataWriter implements DataWriter<InternalRow> {
    /** Large enough that the operating system is given it where it lies. */
    private static final int BUFFER_BYTES = 1 << 21;

    /** The page cache takes what begins at a multiple of this in large pieces. */
    private static final int PAGE = 1 << 12;

    private final Path file;
    private final RowLayout layout;
    private final RowCells cells;
    private final int partition;
    private final int rowBytes;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer;

    /** Bytes in the buffer, how many of them it takes until it is written, and rows that were written. */
    private long used;

    private long room;
    private long written;

    /** Made with the first rows, so that empty tasks make no file. */
    private NpyPartWriter part;

    private boolean isCommitted;
    private boolean isClosed;

    NpyDataWriter(Path file, RowLayout layout, int partition) {
        this.file = file;
        this.layout = layout;
        this.cells = layout.cells();
        this.partition = partition;
        this.rowBytes = layout.rowBytes();
        long capacity = Math.max(1, BUFFER_BYTES / rowBytes);
        this.buffer = arena.allocate((long) rowBytes * capacity, Long.BYTES);
        this.room = Math.max(1, capacity - (layout.payloadOffset() % PAGE + rowBytes - 1) / rowBytes) * rowBytes;
    }

    @Override
    public void write(InternalRow row) throws IOException {
        if (used == room) {
            flush();
        }
        try {
            cells.put(row, buffer, used);
        } catch (UnfitColumnException e) {
            throw e.inRow(written + used / rowBytes, partition);
        }
        used += rowBytes;
    }

    private void flush() throws IOException {
        if (part == null) {
            makeFolder();
            part = NpyPartWriter.create(file, layout.dtype(), layout.rowShape());
        }
        part.write(buffer.asSlice(0, used));
        written += used / rowBytes;
        used = 0;
        room = buffer.byteSize();
    }

    /** The driver made it; but another write that fails removes a folder that it made and that is still empty. */
    private void makeFolder() throws IOException {
        if (Files.isDirectory(file.getParent())) {
            return;
        }
        try {
            Files.createDirectory(file.getParent());
        } catch (FileAlreadyExistsException e) {
            // Another task was faster.
            return;
        }
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        if (used > 0) {
            flush();
        }
        if (part == null) {
            return NpyPartMessage.NONE;
        }
        part.commit();
        isCommitted = true;
        return new NpyPartMessage(file.getFileName().toString());
    }

    @Override
    public void abort() throws IOException {
        close();
        if (isCommitted) {
            Files.deleteIfExists(file);
        }
    }

    /** Deletes the file if it is not complete. */
    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        arena.close();
        if (part != null) {
            part.close();
        }
    }
}
