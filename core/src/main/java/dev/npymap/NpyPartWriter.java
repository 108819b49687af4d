package dev.npymap;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.file.FileBytes;
import dev.npymap.file.FileCreator;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.write.ElementWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes rows to a new file, as many as come, in constant memory: one part of a folder that {@link NpyParts} makes a sequence of.
 *
 * <p>Until {@link #commit} the file has another name, {@code .}<i>name</i>{@code .npymap-part}, and a header that tells of no rows.
 * {@link #close} without a commit deletes it; a process that is killed leaves it.
 *
 * <p>For one thread at a time.
 */
public final class NpyPartWriter implements AutoCloseable {
    /** What the name of a file ends with that is not complete. */
    private static final String UNFINISHED = ".npymap-part";

    private final Path path;
    private final Path temporary;
    private final FileChannel channel;
    private final NpyHeader none;
    private final ElementWriter writer;
    private final Arena arena = Arena.ofShared();
    private long rows;
    private boolean ended;

    private NpyPartWriter(Path path, NpyHeader none, Path temporary, FileChannel channel) {
        this.path = path;
        this.none = none;
        this.temporary = temporary;
        this.channel = channel;
        this.writer = new ElementWriter(channel, none.payloadOffset(), none.dtype(), arena);
    }

    /**
     * Begins a file.
     *
     * @param path the file, which must not exist; its folder must
     * @param dtype what an element is; the dimensions of a sub-array are appended to {@code rowShape}
     * @param rowShape the shape of one row; {@link Shape#SCALAR} for rows of one element
     * @return the writer, to be closed
     * @throws FileAlreadyExistsException if the file exists, or another writer is at work on it or was killed while it was
     * @throws IOException if it cannot be made
     */
    public static NpyPartWriter create(Path path, DType dtype, Shape rowShape) throws IOException {
        NpyHeader none = NpyHeader.of(dtype, MemoryOrder.C, Shape.of(0).append(rowShape));
        Path temporary = unfinished(path);
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "it exists, and is left as it is");
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(
                    path.toString(), null, "another writer is at work on it, or was killed and left " + temporary);
        }
        boolean begun = false;
        try {
            FileBytes.write(channel, ByteBuffer.wrap(none.encode()));
            // Its buffer may be more memory than there is.
            NpyPartWriter part = new NpyPartWriter(path, none, temporary, channel);
            begun = true;
            return part;
        } finally {
            if (!begun) {
                delete(channel, temporary);
            }
        }
    }

    /**
     * {@return the name that a file has until it is complete}
     *
     * @param path the file
     */
    public static Path unfinished(Path path) {
        return path.resolveSibling("." + path.getFileName() + UNFINISHED);
    }

    /** {@return what an element is} */
    public DType dtype() {
        return none.dtype();
    }

    /** {@return the shape of the rows that were written, their number first} */
    public Shape shape() {
        return none.shape().with(0, rows());
    }

    /** {@return the number of rows that were written} */
    public long rows() {
        return rows;
    }

    /**
     * Writes rows as they stand.
     *
     * @param rows whole rows, dense and in C order; native memory of a megabyte or more is given to the operating system where it
     *     lies
     * @throws IllegalArgumentException if they are no whole rows, or rows have no bytes
     * @throws IOException if writing fails, or the writer has ended
     * @throws IllegalStateException if the segment's arena is closed
     */
    public void write(MemorySegment rows) throws IOException {
        checkOpen();
        long rowBytes = none.rowElements() * none.dtype().itemSize();
        if (rowBytes == 0 || rows.byteSize() % rowBytes != 0) {
            throw new IllegalArgumentException(
                    rows.byteSize() + " bytes are no whole rows of " + rowBytes + " bytes each");
        }
        writer.put(rows, rows.byteSize() / none.dtype().itemSize());
        this.rows += rows.byteSize() / rowBytes;
    }

    /**
     * Writes rows, whatever their strides, byte order and padding.
     *
     * @param rows rows of the part's shape, any number of them
     * @throws IllegalArgumentException if the shape is another
     * @throws DTypeMismatchException if the dtypes differ in more than byte order, padding and titles
     * @throws IOException if writing fails, or the writer has ended
     * @throws IllegalStateException if the array's arena is closed
     */
    public void write(NpyArray rows) throws IOException {
        checkOpen();
        long count = BlockSaving.checkedRows(rows.shape(), none.shape());
        ElementWriter.checkConvertible(rows.dtype(), none.dtype());
        writer.put(rows.elements());
        this.rows += count;
    }

    private void checkOpen() throws FileSystemException {
        if (ended) {
            throw new FileSystemException(path.toString(), null, "the writer has ended");
        }
    }

    /**
     * Completes the file: its header tells how many rows it has, its bytes are on the disk, and then it gets its name. (That the name
     * itself lasts through a power cut is certain when the folder's manifest is written.)
     *
     * @return the header that was written
     * @throws FileAlreadyExistsException if a file of that name was made meanwhile
     * @throws IOException if writing fails, or the writer has ended; close deletes the file then
     */
    public NpyHeader commit() throws IOException {
        checkOpen();
        writer.flush();
        FormatVersion version = none.version();
        NpyHeader header = NpyHeader.of(version, none.dtype(), MemoryOrder.C, shape());
        // As long as the one that it replaces: there is room for any number.
        FileBytes.write(channel, ByteBuffer.wrap(header.encode()), 0);
        channel.force(true);
        FileCreator.publishNew(temporary, path);
        close();
        return header;
    }

    /**
     * Lets the file go, and deletes it if it was not committed. Does nothing if it is closed.
     *
     * @throws IOException if the file cannot be closed or deleted
     */
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        arena.close();
        delete(channel, temporary);
    }

    private static void delete(FileChannel channel, Path temporary) throws IOException {
        try (channel) {
            Files.deleteIfExists(temporary);
        }
    }
}
