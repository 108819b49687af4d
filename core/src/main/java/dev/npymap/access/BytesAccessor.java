package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.npymap.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Reads and writes the raw bytes of an element of any dtype, as they lie in the file: {@code S} and {@code V} above all. */
public final class BytesAccessor extends Accessor {
    private final int itemSize;

    private BytesAccessor(Strided elements) {
        super(elements, true, "bytes");
        this.itemSize = elements.dtype().itemSize();
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements, of any dtype
     */
    public static BytesAccessor of(Strided elements) {
        return new BytesAccessor(elements);
    }

    @Override
    Strided copied() {
        return new Strided(segment, DType.raw(itemSize), base, elements.shape(), elements.strides());
    }

    private byte[] getAt(long offset) {
        return sliceAt(offset).toArray(JAVA_BYTE);
    }

    private MemorySegment sliceAt(long offset) {
        return segment.asSlice(offset, itemSize);
    }

    private void setAt(long offset, byte[] value) {
        checkWritable();
        checkFits(value);
        write(offset, value);
    }

    private void checkFits(byte[] value) {
        if (value.length > itemSize) {
            throw new IllegalArgumentException(value.length + " bytes do not fit in " + elements.dtype());
        }
    }

    private void write(long offset, byte[] value) {
        MemorySegment.copy(value, 0, segment, JAVA_BYTE, offset, value.length);
        segment.asSlice(offset + value.length, itemSize - value.length).fill((byte) 0);
    }

    /**
     * {@return a copy of the element's bytes, NUL padding included}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public byte[] get(long i) {
        return getAt(offset(i));
    }

    /**
     * {@return a copy of the element's bytes, NUL padding included}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public byte[] get(long... index) {
        return getAt(offset(index));
    }

    /**
     * {@return the element's bytes, not copied: what is written to the slice is written to the array}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public MemorySegment slice(long i) {
        return sliceAt(offset(i));
    }

    /**
     * {@return the element's bytes, not copied: what is written to the slice is written to the array}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public MemorySegment slice(long... index) {
        return sliceAt(offset(index));
    }

    /**
     * Writes an element; the bytes behind {@code value} become 0.
     *
     * @param i the index, of an array of one dimension
     * @param value the new bytes, no more than the item size
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws IllegalArgumentException if {@code value} is too long
     */
    public void set(long i, byte[] value) {
        setAt(offset(i), value);
    }

    /**
     * Writes an element; the bytes behind {@code value} become 0.
     *
     * @param index an index for each dimension
     * @param value the new bytes, no more than the item size
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws IllegalArgumentException if {@code value} is too long
     */
    public void set(long[] index, byte[] value) {
        setAt(offset(index), value);
    }

    /**
     * {@return a copy of every element's bytes, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public byte[][] toArray() {
        byte[][] array = new byte[arrayLength()][];
        copyTo(array, 0);
        return array;
    }

    /**
     * Copies every element's bytes, each into an array of its own, in C order.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(byte[][] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                target[from + (int) index + i] = getAt(offset + i * stride);
            }
        });
    }

    /**
     * Copies every element's bytes, one element behind the other, in C order.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first byte
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(byte[] target, int from) {
        Objects.checkFromIndexSize(from, itemSize * size(), target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            int place = from + (int) index * itemSize;
            if (stride == itemSize) {
                MemorySegment.copy(segment, JAVA_BYTE, offset, target, place, (int) count * itemSize);
                return;
            }
            for (int i = 0; i < count; i++) {
                MemorySegment.copy(segment, JAVA_BYTE, offset + i * stride, target, place + i * itemSize, itemSize);
            }
        });
    }

    /**
     * Writes every element's bytes, in C order, from an array where they lie one element behind the other.
     *
     * @param source holds them
     * @param from the index in {@code source} of the first byte
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(byte[] source, int from) {
        checkWritable();
        Objects.checkFromIndexSize(from, itemSize * size(), source.length);
        elements.forEachRun((offset, stride, count, index) -> {
            int place = from + (int) index * itemSize;
            if (stride == itemSize) {
                MemorySegment.copy(source, place, segment, JAVA_BYTE, offset, (int) count * itemSize);
                return;
            }
            for (int i = 0; i < count; i++) {
                MemorySegment.copy(source, place + i * itemSize, segment, JAVA_BYTE, offset + i * stride, itemSize);
            }
        });
    }

    /**
     * Writes the same bytes to every element; those behind {@code value} become 0.
     *
     * @param value the new bytes, no more than the item size
     * @throws UnsupportedOperationException if the array is read-only
     * @throws IllegalArgumentException if {@code value} is too long
     */
    public void fill(byte[] value) {
        checkWritable();
        checkFits(value);
        elements.forEachRun((offset, stride, count, index) -> {
            for (long i = 0; i < count; i++) {
                write(offset + i * stride, value);
            }
        });
    }
}
