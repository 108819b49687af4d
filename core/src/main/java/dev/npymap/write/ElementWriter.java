package dev.npymap.write;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.bulk.Layouts;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.file.FileBytes;
import dev.npymap.format.MemoryOrder;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.function.BiConsumer;

/**
 * Writes elements of one dtype to a channel, one after the other, dense and in C order. What is not native memory of that
 * dtype already goes through a buffer. For one thread at a time; after an exception nothing more can be written.
 */
public final class ElementWriter {
    /** Of the powers of two it was the fastest: as fast as one write of memory that is native already. */
    private static final int BUFFER_BYTES = 1 << 20;

    /** The page cache takes what begins at a multiple of this in large pieces, and faster from memory that does so too. */
    private static final long ALIGNMENT = 1 << 12;

    /** An interrupt is noticed between two writes, and the disk can begin with what was written. */
    private static final long DIRECT_BYTES = 1 << 23;

    private final WritableByteChannel channel;
    private final DType dtype;
    private final long itemSize;
    private final MemorySegment buffer;
    private final ByteBuffer bytes;

    /** Whether the channel may be given memory where it lies. */
    private final boolean isDirect;

    /** How many elements the buffer can hold. */
    private final long capacity;

    /** How many it takes until it is written, and has. */
    private long room;

    private long used;
    private long count;

    /**
     * Writes nothing yet.
     *
     * @param channel takes the bytes
     * @param position where the first of them will be in the file, in bytes
     * @param dtype what an element is
     * @param arena has the buffer
     */
    public ElementWriter(WritableByteChannel channel, long position, DType dtype, Arena arena) {
        this(channel, position, dtype, arena, true);
    }

    private ElementWriter(WritableByteChannel channel, long position, DType dtype, Arena arena, boolean isDirect) {
        this.channel = channel;
        this.isDirect = isDirect;
        this.dtype = dtype;
        this.itemSize = dtype.itemSize();
        this.capacity = Math.max(1, BUFFER_BYTES / Math.max(1, itemSize));
        this.room = Math.max(1, capacity - position % ALIGNMENT / Math.max(1, itemSize));
        this.buffer = arena.allocate(capacity * itemSize, ALIGNMENT);
        this.bytes = buffer.asByteBuffer();
    }

    /**
     * {@return one whose channel never sees anything but the buffer}
     *
     * <p>For a channel that reads the bytes itself: a checksum over a map of a file that became shorter ends the JVM.
     *
     * @param channel takes the bytes
     * @param dtype what an element is
     * @param arena has the buffer
     */
    public static ElementWriter copying(WritableByteChannel channel, DType dtype, Arena arena) {
        return new ElementWriter(channel, 0, dtype, arena, false);
    }

    /** {@return the number of elements that were put} */
    public long count() {
        return count;
    }

    /**
     * Checks that elements of another dtype could be put.
     *
     * @throws DTypeMismatchException if the dtypes differ in more than byte order, padding and titles
     */
    public static void checkConvertible(DType from, DType to) {
        none(from).copyTo(none(to));
    }

    /**
     * Checks that elements of another dtype could be put as {@link #putCast} does.
     *
     * @throws DTypeMismatchException if {@link Strided#castTo} does not convert them
     */
    public static void checkCastable(DType from, DType to) {
        none(from).castTo(none(to));
    }

    private static Strided none(DType dtype) {
        return new Strided(MemorySegment.NULL, dtype, 0, Shape.of(0), new long[] {0});
    }

    /**
     * Puts elements in C order, whatever their strides, byte order and padding.
     *
     * @throws DTypeMismatchException if the dtypes differ in more than byte order, padding and titles
     */
    public void put(Strided elements) throws IOException {
        put(elements, Strided::copyTo);
    }

    /**
     * Puts elements in C order, whatever their strides, converted as {@link Strided#castTo} does.
     *
     * @throws DTypeMismatchException if that does not convert them
     */
    public void putCast(Strided elements) throws IOException {
        put(elements, Strided::castTo);
    }

    private void put(Strided elements, BiConsumer<Strided, Strided> conversion) throws IOException {
        if (elements.dtype().equals(dtype) && isDense(elements)) {
            put(elements.extent(), elements.size());
        } else if (itemSize == 0) {
            count += elements.size();
        } else {
            convert(elements, conversion);
        }
    }

    /** {@return the order in which {@code np.save} writes: C, except where elements lie dense in Fortran order alone} */
    public static MemoryOrder order(Strided elements) {
        boolean fortran = !isDense(elements)
                && isDense(elements.transpose())
                // Its dimensions come last, but vary fastest.
                && !(elements.dtype() instanceof SubarrayType);
        return fortran ? MemoryOrder.FORTRAN : MemoryOrder.C;
    }

    /** {@return whether elements lie dense in C order} */
    private static boolean isDense(Strided elements) {
        long[] strides = elements.strides();
        Shape shape = elements.shape();
        long[] dense = MemoryOrder.C.strides(shape, elements.dtype().itemSize());
        for (int axis = 0; axis < strides.length; axis++) {
            if (strides[axis] != dense[axis] && shape.dim(axis) > 1) {
                return shape.size() == 0;
            }
        }
        return true;
    }

    private void convert(Strided elements, BiConsumer<Strided, Strided> conversion) throws IOException {
        long size = elements.size();
        if (size == 0) {
            return;
        }
        if (size <= room) {
            Shape shape = elements.shape();
            long[] strides = MemoryOrder.C.strides(shape, itemSize);
            conversion.accept(elements, new Strided(take(size), dtype, 0, shape, strides));
            return;
        }
        long length = elements.length(0);
        long step = Math.max(1, room / (size / length));
        for (long i = 0; i < length; i += step) {
            Strided part = step == 1 ? elements.at(0, i) : elements.slice(0, i, Math.min(length, i + step), 1);
            convert(part, conversion);
        }
    }

    /** {@return for how many elements the buffer has place now, at least 1} */
    private long free() throws IOException {
        if (used == room) {
            flush();
        }
        return room - used;
    }

    /** The place of the next elements, which fit in the buffer. */
    private MemorySegment take(long elements) throws IOException {
        if (elements > room - used) {
            flush();
        }
        MemorySegment place = buffer.asSlice(used * itemSize, elements * itemSize);
        used += elements;
        count += elements;
        return place;
    }

    /**
     * Puts bytes as they stand.
     *
     * @param elements the bytes
     * @param number how many elements of the dtype they are
     */
    public void put(MemorySegment elements, long number) throws IOException {
        long size = elements.byteSize();
        if (isDirect && elements.isNative() && size > 0 && size >= buffer.byteSize()) {
            flush();
            for (long from = 0; from < size; from += DIRECT_BYTES) {
                FileBytes.write(
                        channel,
                        elements.asSlice(from, Math.min(DIRECT_BYTES, size - from))
                                .asByteBuffer());
            }
            count += number;
            return;
        }
        for (long from = 0; from < size; ) {
            long length = Math.min(size - from, free() * itemSize);
            MemorySegment.copy(elements, from, take(length / itemSize), 0, length);
            from += length;
        }
        count += itemSize == 0 ? number : 0;
    }

    /**
     * Puts the elements of a Java array.
     *
     * @param array one of a primitive type, whose bits those of the dtype are
     */
    public void putArray(Object array) throws IOException {
        int length = Array.getLength(array);
        for (int from = 0; from < length; ) {
            int part = (int) Math.min(length - from, free());
            copy(array, from, take(part), part);
            from += part;
        }
    }

    private void copy(Object array, int from, MemorySegment target, int length) {
        if (array instanceof boolean[] booleans) {
            for (int i = 0; i < length; i++) {
                target.set(ValueLayout.JAVA_BYTE, i, (byte) (booleans[from + i] ? 1 : 0));
            }
        } else {
            MemorySegment.copy(array, from, target, layout(array), 0, length);
        }
    }

    private ValueLayout layout(Object array) {
        boolean big = dtype.withOrder(ByteOrder.BIG_ENDIAN).equals(dtype);
        return switch (array) {
            case byte[] _ -> Layouts.BYTE;
            case short[] _ -> big ? Layouts.SHORT_BIG : Layouts.SHORT_LITTLE;
            case int[] _ -> big ? Layouts.INT_BIG : Layouts.INT_LITTLE;
            case long[] _ -> big ? Layouts.LONG_BIG : Layouts.LONG_LITTLE;
            case float[] _ -> big ? Layouts.FLOAT_BIG : Layouts.FLOAT_LITTLE;
            case double[] _ -> big ? Layouts.DOUBLE_BIG : Layouts.DOUBLE_LITTLE;
            default -> throw new AssertionError(array.getClass());
        };
    }

    /**
     * {@return an accessor of the buffer, for {@link #put(RecordAccessor, Record)}}
     *
     * @throws DTypeMismatchException if the record does not match the dtype
     * @throws IllegalArgumentException if {@code lookup} cannot access a record, or one is too wide
     */
    public <T extends Record> RecordAccessor<T> records(Lookup lookup, Class<T> type) {
        Strided rows = new Strided(buffer, dtype, 0, Shape.of(capacity), new long[] {itemSize});
        return RecordAccessor.of(rows, lookup, type);
    }

    /**
     * Puts one element, a struct. The fields that the record leaves out are zeros. An exception that is no {@code IOException}
     * comes before anything is put.
     */
    public <T extends Record> void put(RecordAccessor<T> records, T element) throws IOException {
        if (used == room) {
            flush();
        }
        records.set(used, element);
        used++;
        count++;
    }

    /** Writes what is in the buffer. */
    public void flush() throws IOException {
        long size = used * itemSize;
        bytes.clear().limit((int) size);
        FileBytes.write(channel, bytes);
        used = 0;
        room = capacity;
        if (dtype instanceof StructType) {
            // What the next elements do not write: padding, and fields that a record leaves out.
            buffer.asSlice(0, size).fill((byte) 0);
        }
    }
}
