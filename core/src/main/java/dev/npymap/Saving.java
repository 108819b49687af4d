package dev.npymap;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.record.RecordAccessor;
import dev.npymap.write.ElementWriter;
import dev.npymap.write.JavaArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Writes arrays to new files, as NumPy's {@code np.save}. It is a part of {@link Npy}, and apart from it so that a reader finds
 * there what leaves an array where it is, and here what copies one.
 *
 * <p>Every file is written under a temporary name beside its own, complete and synced, through a buffer of constant size, and
 * then published: nobody ever sees a part of it, and an error, a full disk included, leaves nothing behind. {@link
 * CreateOptions#unsynced} does not wait for the disk.
 *
 * @apiNote With native access a save is faster: where their number is known, blocks are reserved before they are written
 *     ({@link CreateOptions#sparse} leaves that out), and on Linux they are on their way to the disk while others are written.
 *     Without it nothing is called that the JVM would warn of.
 */
abstract sealed class Saving permits Npy {
    /**
     * Writes a Java array to a new file, as {@code np.save}: {@code boolean[]} as {@code |b1}, {@code byte[]} as {@code |i1},
     * {@code short[]} as {@code <i2}, {@code int[]} as {@code <i4}, {@code long[]} as {@code <i8}, {@code float[]} as {@code
     * <f4}, {@code double[]} as {@code <f8}, and arrays of them, as {@code double[][]}, as an array of so many dimensions.
     *
     * @param path the file, which must not exist
     * @param array an array of a primitive type but {@code char}; of more dimensions than one, a rectangular one. Where a length
     *     is 0, so are those of the dimensions within
     * @return the header that was written
     * @throws IllegalArgumentException if {@code array} is something else, or an array within it is null, or not as long as the
     *     first one of its dimension; the message tells the index
     * @throws FileAlreadyExistsException if the file exists; of many creators at once exactly one succeeds
     * @throws IOException if the disk is too small, or the file cannot be made
     */
    public static NpyHeader save(Path path, Object array) throws IOException {
        return save(path, array, CreateOptions.defaults());
    }

    /**
     * Writes a Java array to a new file.
     *
     * @param path the file
     * @param array as in {@link #save(Path, Object)}
     * @param options how the file is created; Fortran order of two or more dimensions takes memory for a copy of the array
     * @return the header that was written
     * @throws IllegalArgumentException if {@code array} is something else, is ragged, or has a null within
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     */
    public static NpyHeader save(Path path, Object array, CreateOptions options) throws IOException {
        JavaArray java = JavaArray.of(array);
        MemoryOrder order = written(options.order(), java.shape());
        NpyHeader header = NewFile.header(java.dtype(), order, java.shape(), options);
        return NewFile.of(path, header, options, out -> java.writeTo(out, order));
    }

    /**
     * Writes an array to a new file, as {@code np.save}: with its dtype, and in Fortran order if it lies dense in Fortran order,
     * else in C order.
     *
     * @param path the file, which must not exist
     * @param array any array or view
     * @return the header that was written
     * @throws FileAlreadyExistsException if the file exists; of many creators at once exactly one succeeds
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalStateException if the array's arena is closed
     */
    public static NpyHeader save(Path path, NpyArray array) throws IOException {
        CreateOptions options = CreateOptions.defaults();
        return save(
                path,
                array,
                ElementWriter.order(array.elements()) == MemoryOrder.FORTRAN ? options.fortran() : options);
    }

    /**
     * Writes an array to a new file, in the memory order of the options.
     *
     * @param path the file
     * @param array any array or view
     * @param options how the file is created, and in which order
     * @return the header that was written
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the version asked for cannot hold the header
     * @throws IllegalStateException if the array's arena is closed
     */
    public static NpyHeader save(Path path, NpyArray array, CreateOptions options) throws IOException {
        return save(path, array, array.dtype(), options);
    }

    /**
     * Writes an array to a new file, in another memory order, byte order or padding, where they differ.
     *
     * @param path the file; with {@link CreateOptions#replace} also the one that the array is mapped from, which keeps its bytes
     *     then, without a name
     * @param array any array or view
     * @param dtype what an element is in the file: as the array's, but for byte order, padding and titles
     * @param options how the file is created, and in which order
     * @return the header that was written
     * @throws DTypeMismatchException if the dtypes differ in more than byte order, padding and titles; {@link #saveCast} converts
     *     numbers
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the version asked for cannot hold the header
     * @throws IllegalStateException if the array's arena is closed
     */
    public static NpyHeader save(Path path, NpyArray array, DType dtype, CreateOptions options) throws IOException {
        ElementWriter.checkConvertible(array.dtype(), dtype);
        return save(path, array, dtype, options, _ -> {}, ElementWriter::put);
    }

    /** Puts elements with their conversion. */
    @FunctionalInterface
    private interface Put {
        void put(ElementWriter out, Strided elements) throws IOException;
    }

    private static NpyHeader save(
            Path path, NpyArray array, DType dtype, CreateOptions options, LongConsumer progress, Put put)
            throws IOException {
        MemoryOrder order = written(options.order(), array.shape());
        Strided elements = array.elements();
        Strided ordered = order == MemoryOrder.C ? elements : elements.transpose();
        NpyHeader header = NewFile.header(dtype, order, array.shape(), options);
        return NewFile.of(path, header, options, progress, out -> put.put(out, ordered));
    }

    /**
     * Writes an array to a new file, its numbers converted as {@link NpyArray#castTo} does, {@code
     * a.astype(dtype, casting="unsafe")}: what is lost is lost without a word. Where the dtypes differ in byte order, padding and
     * titles alone, they may be any.
     *
     * @param path the file; with {@link CreateOptions#replace} also the one that the array is mapped from
     * @param array any array or view
     * @param dtype what an element is in the file
     * @param options how the file is created, and in which order
     * @param progress is told after each write, in the calling thread, how many bytes of the file were written up to now; what it
     *     throws ends the saving, and there is no file then
     * @return the header that was written
     * @throws DTypeMismatchException if one of the dtypes is no number, or only the array's is complex
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the version asked for cannot hold the header
     * @throws IllegalStateException if the array's arena is closed
     */
    public static NpyHeader saveCast(
            Path path, NpyArray array, DType dtype, CreateOptions options, LongConsumer progress) throws IOException {
        ElementWriter.checkCastable(array.dtype(), dtype);
        return save(path, array, dtype, options, progress, ElementWriter::putCast);
    }

    /**
     * Writes rows to a new file, as many as there are; in C order, as they come.
     *
     * @param path the file
     * @param dtype what an element is in the file; the dimensions of a sub-array are appended to {@code rowShape}
     * @param rowShape the dimensions of one row, in elements; {@link Shape#SCALAR} for an array of one dimension
     * @param options how the file is created
     * @param blocks gives the rows, {@code k} at a time as an array of the shape {@code (k, ...)}, whatever its strides, byte order
     *     and padding; it is asked until it gives nothing
     * @return the header that was written, which tells how many rows there were
     * @throws DTypeMismatchException if the dtype of a block differs from {@code dtype} in more than byte order, padding and titles
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if {@code blocks} throws it, the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the options say Fortran order and a row has dimensions, a block has another shape, or the
     *     version asked for cannot hold the header
     * @throws IllegalStateException if the arena of a block is closed
     */
    public static NpyHeader saveRows(Path path, DType dtype, Shape rowShape, CreateOptions options, RowBlocks blocks)
            throws IOException {
        return BlockSaving.save(path, dtype, rowShape, options, blocks);
    }

    /**
     * Writes memory to a new file, as it stands.
     *
     * @param path the file, which must not exist
     * @param payload the elements, dense and in C order, and nothing else
     * @param dtype what an element is
     * @param shape the dimensions, in elements
     * @return the header that was written
     * @throws IllegalArgumentException if {@code payload} has not as many bytes as the shape needs
     * @throws FileAlreadyExistsException if the file exists; of many creators at once exactly one succeeds
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalStateException if the segment's arena is closed
     */
    public static NpyHeader save(Path path, MemorySegment payload, DType dtype, Shape shape) throws IOException {
        return save(path, payload, dtype, shape, CreateOptions.defaults());
    }

    /**
     * Writes memory to a new file, as it stands.
     *
     * @param path the file
     * @param payload the elements, dense and in the order of {@code options}, and nothing else
     * @param dtype what an element is
     * @param shape the dimensions, in elements
     * @param options how the file is created, and in which order the elements lie
     * @return the header that was written
     * @throws IllegalArgumentException if {@code payload} has not as many bytes as the shape needs, or the version asked for
     *     cannot hold the header
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalStateException if the segment's arena is closed
     */
    public static NpyHeader save(Path path, MemorySegment payload, DType dtype, Shape shape, CreateOptions options)
            throws IOException {
        RawArrays.checkOrder(dtype, options.order());
        NpyHeader header = NewFile.header(dtype, written(options.order(), shape), shape, options);
        if (payload.byteSize() != header.payloadSize()) {
            throw new IllegalArgumentException("the segment has " + payload.byteSize() + " bytes, and the shape "
                    + header.shape() + " of " + header.dtype().itemSize() + "-byte elements has "
                    + header.payloadSize());
        }
        MemorySegment bytes = payload.asReadOnly();
        return NewFile.of(
                path, header, options, out -> out.put(bytes, header.shape().size()));
    }

    /**
     * Writes Java records to a new file, as a structured array of one dimension. Their dtype is {@link DType#of(Class)}.
     *
     * @param <T> the record
     * @param path the file, which must not exist
     * @param lookup {@link MethodHandles#lookup()} of a class that can see the record and those nested in it, private ones too
     * @param type the record
     * @param rows the records, as many as there are; they are asked for once, one after the other
     * @return the header that was written
     * @throws IllegalArgumentException if no dtype follows from the record, {@code lookup} cannot access it, or it is too wide;
     *     if text, bytes or an array of one does not fit
     * @throws NullPointerException if a record or a component of it is null
     * @throws java.time.DateTimeException if a date of one does not fit its field
     * @throws FileAlreadyExistsException if the file exists; of many creators at once exactly one succeeds
     * @throws IOException if the disk is too small, or the file cannot be made
     */
    public static <T extends Record> NpyHeader save(
            Path path, MethodHandles.Lookup lookup, Class<T> type, Iterable<? extends T> rows) throws IOException {
        return save(path, lookup, type, DType.of(type), CreateOptions.defaults(), rows::forEach);
    }

    /**
     * Writes a stream of Java records, of any length, to a new file, as a structured array of one dimension. Their dtype is
     * {@link DType#of(Class)}. The stream runs sequentially, and is not closed.
     *
     * @param <T> the record
     * @param path the file, which must not exist
     * @param lookup {@link MethodHandles#lookup()} of a class that can see the record and those nested in it, private ones too
     * @param type the record
     * @param rows the records
     * @return the header that was written, which tells how many there were
     * @throws IllegalArgumentException if no dtype follows from the record, {@code lookup} cannot access it, or it is too wide;
     *     if text, bytes or an array of one does not fit
     * @throws NullPointerException if a record or a component of it is null
     * @throws java.time.DateTimeException if a date of one does not fit its field
     * @throws FileAlreadyExistsException if the file exists; of many creators at once exactly one succeeds
     * @throws IOException if the disk is too small, or the file cannot be made
     */
    public static <T extends Record> NpyHeader save(
            Path path, MethodHandles.Lookup lookup, Class<T> type, Stream<? extends T> rows) throws IOException {
        return save(path, lookup, type, rows, DType.of(type), CreateOptions.defaults());
    }

    /**
     * Writes a stream of Java records, of any length, to a new file, as a structured array of one dimension.
     *
     * @param <T> the record
     * @param path the file
     * @param lookup {@link MethodHandles#lookup()} of a class that can see the record and those nested in it, private ones too
     * @param type the record
     * @param rows the records; the stream runs sequentially, and is not closed
     * @param dtype a struct with a field for each component; what the record leaves out is zeros in the file
     * @param options how the file is created
     * @return the header that was written, which tells how many records there were
     * @throws DTypeMismatchException if the record does not match the dtype; the message tells every component that does not
     * @throws IllegalArgumentException if {@code lookup} cannot access the record, or it is too wide; if text, bytes or an array
     *     of one does not fit; if the version asked for cannot hold the header
     * @throws NullPointerException if a record or a component of it is null
     * @throws java.time.DateTimeException if a date of one does not fit its field
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     */
    public static <T extends Record> NpyHeader save(
            Path path,
            MethodHandles.Lookup lookup,
            Class<T> type,
            Stream<? extends T> rows,
            DType dtype,
            CreateOptions options)
            throws IOException {
        // Not by its iterator, which keeps all that one element of a flat-mapped stream gives.
        return save(path, lookup, type, dtype, options, rows.sequential()::forEachOrdered);
    }

    private static <T extends Record> NpyHeader save(
            Path path,
            MethodHandles.Lookup lookup,
            Class<T> type,
            DType dtype,
            CreateOptions options,
            Consumer<Consumer<T>> rows)
            throws IOException {
        // Found out before there is a file.
        RecordAccessor.of(
                new Strided(MemorySegment.NULL, dtype, 0, Shape.of(0), new long[] {dtype.itemSize()}), lookup, type);
        FormatVersion version =
                NewFile.header(dtype, MemoryOrder.C, Shape.of(0), options).version();
        return NewFile.ofUnknownLength(
                path, count -> NpyHeader.of(version, dtype, MemoryOrder.C, Shape.of(count)), options, out -> {
                    RecordAccessor<T> records = out.records(lookup, type);
                    try {
                        rows.accept(row -> put(out, records, row));
                    } catch (WriteFailed failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** An error of this class's, which is no error of the rows' own. */
    private static final class WriteFailed extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        WriteFailed(IOException cause) {
            super(cause);
        }
    }

    private static <T extends Record> void put(ElementWriter out, RecordAccessor<T> records, T row) {
        try {
            out.put(records, row);
        } catch (IOException e) {
            throw new WriteFailed(e);
        }
    }

    /** As NumPy, which calls an array that lies dense in both orders one in C order. */
    static MemoryOrder written(MemoryOrder order, Shape shape) {
        int longer = 0;
        for (long dim : shape.toArray()) {
            longer += dim > 1 ? 1 : 0;
        }
        return shape.size() == 0 || longer < 2 ? MemoryOrder.C : order;
    }
}
