package dev.npymap;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.record.RecordAccessor;
import dev.npymap.write.ElementWriter;
import dev.npymap.write.GrowingFile;
import dev.npymap.write.JavaArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.function.Consumer;

/**
 * Adds rows to a file, in place. Made by {@link Npy#append}.
 *
 * <p>Rows are collected in memory and written behind the array; {@link #flush} makes them a part of it, and so does {@link
 * #close}. Until then no reader sees them: a map of the file stays valid, and a new one has the rows of the last flush. What
 * ends the process meanwhile, a power cut included, leaves a valid file with the rows of the last flush, and bytes behind them
 * that the next appender removes.
 *
 * <p>An {@code IOException} ends an appender: the rows since the last flush are cut off by {@link #close}, and every other method
 * throws. Where rows are refused before any is written, it goes on: rows of another shape or dtype, records that do not fit.
 *
 * <p>Threads may share it: the rows of one call stay together.
 *
 * @apiNote A flush forces the disk three times, which takes milliseconds: flush by time or by the thousand, not by the row.
 */
public final class NpyAppender implements AutoCloseable {
    private final Path path;
    private final GrowingFile file;
    private final ElementWriter writer;
    private final Shape rowShape;

    private long rows;
    private boolean failed;
    private boolean discarded;
    private boolean closed;

    private NpyAppender(Path path, GrowingFile file) {
        this.path = path;
        this.file = file;
        NpyHeader header = file.header();
        this.rows = header.rows();
        this.rowShape = header.shape().inner();
        // Any thread may append, and the collector frees the buffer.
        this.writer = new ElementWriter(file, header.fileSize(), header.dtype(), Arena.ofAuto());
    }

    static NpyAppender open(Path path) throws IOException {
        return new NpyAppender(path, GrowingFile.open(path));
    }

    /** {@return what an element of the file is} */
    public DType dtype() {
        return file.header().dtype();
    }

    /** {@return the shape of the file's array, with all rows that were appended, flushed or not} */
    public synchronized Shape shape() {
        return file.header().shape().with(0, rows);
    }

    /**
     * Appends rows, whatever their strides, byte order and padding.
     *
     * @param array rows of the file's, of the shape {@code (k, ...)}; or one row, without the first dimension
     * @throws IllegalArgumentException if the shape is neither
     * @throws DTypeMismatchException if the dtypes differ in more than byte order, padding and titles
     * @throws IllegalStateException if the array's arena is closed
     * @throws WrongThreadException if the array's arena is confined to another thread
     * @throws NpyFormatException if the header has no room for so many rows; nothing is appended then
     * @throws FileSystemException if the file would exceed 2<sup>63</sup> - 1 bytes; nothing is appended then
     * @throws IOException if writing fails, or an earlier call failed, or the appender is closed
     */
    public synchronized void append(NpyArray array) throws IOException {
        check();
        long count = count(array.shape());
        ElementWriter.checkConvertible(array.dtype(), dtype());
        if (!array.segment().scope().isAlive()) {
            throw new IllegalStateException("the array's arena is closed");
        }
        if (!array.segment().isAccessibleBy(Thread.currentThread())) {
            throw new WrongThreadException("the array's arena is confined to another thread");
        }
        append(count, () -> writer.put(array.elements()));
    }

    /**
     * Appends the rows of a Java array.
     *
     * @param array an array of the primitive type that the file's accessor has: {@code double[]} for {@code float64}, {@code
     *     int[]} for {@code int32} and {@code uint32}, {@code long[]} for {@code int64}, {@code uint64}, {@code datetime64} and
     *     {@code timedelta64}, and so on, in either byte order; of the file's rank for any number of rows, of one less for one
     * @throws IllegalArgumentException if it is no such array, or is ragged or has a null within, or its lengths are not those of
     *     the file's rows
     * @throws DTypeMismatchException if the file has elements of another type
     * @throws NpyFormatException if the header has no room for so many rows; nothing is appended then
     * @throws FileSystemException if the file would exceed 2<sup>63</sup> - 1 bytes; nothing is appended then
     * @throws IOException if writing fails, or an earlier call failed, or the appender is closed
     */
    public synchronized void append(Object array) throws IOException {
        check();
        JavaArray java = JavaArray.of(array);
        java.checkFits(dtype());
        long count = count(java.shape());
        append(count, () -> java.writeTo(writer));
    }

    /** Puts whole rows. */
    @FunctionalInterface
    private interface Rows {
        void put() throws IOException;
    }

    private void append(long count, Rows action) throws IOException {
        file.checkRows(rows + count);
        long before = writer.count();
        failed = true;
        action.put();
        if (writer.count() - before != count * rowShape.size()) {
            throw new ConcurrentModificationException("the array changed while it was appended");
        }
        failed = false;
        rows += count;
    }

    private long count(Shape shape) {
        if (shape.equals(rowShape)) {
            return 1;
        }
        boolean sameRank = shape.rank() == rowShape.rank() + 1;
        if (sameRank && (shape.dim(0) == 0 || shape.inner().equals(rowShape))) {
            return shape.dim(0);
        }
        throw new IllegalArgumentException("expected rows for an array of the shape "
                + file.header().shape() + ", or one row of the shape " + rowShape + ", found the shape " + shape);
    }

    /**
     * {@return what appends a record as a row; the fields that it leaves out are zeros}
     *
     * <p>It throws {@link UncheckedIOException} where {@link #append(NpyArray)} throws an {@code IOException}, and {@link
     * NullPointerException}, {@link IllegalArgumentException} and {@link java.time.DateTimeException} for a record that does not
     * fit, which is not appended then.
     *
     * @param <T> the record
     * @param lookup {@link MethodHandles#lookup()} of a class that can see the record and those nested in it, private ones too
     * @param type the record
     * @throws DTypeMismatchException if the record does not match the dtype; the message tells every component that does not
     * @throws IllegalArgumentException if there is not one dimension, {@code lookup} cannot access a record, or one is too wide
     */
    public <T extends Record> Consumer<T> records(MethodHandles.Lookup lookup, Class<T> type) {
        if (rowShape.rank() > 0) {
            throw new IllegalArgumentException(
                    "records are the rows of an array of one dimension, and the file's has the shape "
                            + file.header().shape());
        }
        RecordAccessor<T> records = writer.records(lookup, type);
        return row -> {
            try {
                append(records, row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private synchronized <T extends Record> void append(RecordAccessor<T> records, T row) throws IOException {
        check();
        file.checkRows(rows + 1);
        try {
            writer.put(records, row);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        rows++;
    }

    private void check() throws FileSystemException {
        if (closed || failed) {
            String reason = discarded ? "the rows were discarded" : "an earlier append failed";
            throw new FileSystemException(
                    path.toString(), null, closed ? "the appender is closed" : reason + ": nothing more is taken");
        }
    }

    /**
     * Gives up the rows since the last flush: {@link #close} cuts them off, and nothing more is taken. For whoever finds out in the
     * midst of rows that they are not to be.
     */
    public synchronized void discard() {
        failed = true;
        discarded = true;
    }

    /**
     * Makes the rows that were appended a part of the file's array, and returns when they are on the disk.
     *
     * @throws FileSystemException if another file has its name meanwhile
     * @throws IOException if writing fails, or an earlier call failed, or the appender is closed
     */
    public synchronized void flush() throws IOException {
        check();
        failed = true;
        writer.flush();
        if (rows > file.header().rows()) {
            file.publish(rows);
        }
        failed = false;
    }

    /**
     * Flushes, unless an earlier call failed, and lets the file go. Does nothing if it is closed.
     *
     * @throws IOException if writing fails: the file has the rows of the last flush then
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        try (file) {
            if (!failed) {
                flush();
            }
        } finally {
            closed = true;
        }
    }

    /** {@return the file and the number of rows, those included that are not flushed yet} */
    @Override
    public synchronized String toString() {
        return "NpyAppender[" + path + ", " + rows + " rows]";
    }
}
