package dev.npymap.access;

import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Atomic access to {@code int64} and {@code uint64}, and to the counts of {@code datetime64} and {@code timedelta64},
 * little- or big-endian, between threads and between all processes that map the file {@code READ_WRITE}. (A {@code PRIVATE}
 * map is this process's own: atomic between its threads alone.)
 *
 * <p>Methods are named as in {@link java.util.concurrent.atomic.AtomicLongArray}, and have the same effects on memory;
 * {@link #get} and {@link #set} are volatile. A {@link LongAccessor} beside it reads and writes plainly, and copies in bulk.
 * The copies to and from a {@link java.lang.foreign.MemorySegment} here are plain too, neither atomic nor ordered.
 *
 * <p>Every element must begin at a multiple of 8 bytes in memory: {@link #of} refuses others. Every method throws {@link
 * IndexOutOfBoundsException} if an index is outside of its dimension, {@link IllegalArgumentException} if there is not one
 * index for each dimension, and, if it may write, {@link UnsupportedOperationException} where the array is mapped read-only.
 *
 * <p>On a sparse file the blocks should be there first ({@link dev.npymap.NpyArray#populate()}): where a disk with blocks is full,
 * interpreted code that reads and writes in one ends the JVM, instead of an {@link InternalError}.
 *
 * @apiNote An addition to a little-endian element is one instruction; to a big-endian one it is a loop around {@code
 *     compareAndSet}, as atomic but slower where many add at once. Counters of different threads are faster 64 bytes or
 *     more apart.
 */
public final class AtomicLongAccessor extends Accessor {
    private static final VarHandle LITTLE = handle(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = handle(ByteOrder.BIG_ENDIAN);

    private AtomicLongAccessor(Strided elements) {
        super(
                elements,
                is(elements, Long.BYTES, Kind.INT, Kind.UINT, Kind.DATETIME, Kind.TIMEDELTA),
                "an atomic long: i8, u8, M8 or m8");
        elements.checkAligned();
    }

    private static VarHandle handle(ByteOrder order) {
        return ValueLayout.JAVA_LONG.withOrder(order).varHandle().withInvokeExactBehavior();
    }

    /**
     * {@return an atomic accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code int64}, {@code uint64}, {@code datetime64} or {@code timedelta64}
     * @throws IllegalArgumentException if an element does not begin at a multiple of 8 bytes in memory; the message says why
     */
    public static AtomicLongAccessor of(Strided elements) {
        return new AtomicLongAccessor(elements);
    }

    /**
     * {@return an element, read in volatile mode}
     *
     * @param i the index
     */
    public long get(long i) {
        return getAt(offset(i));
    }

    /**
     * {@return an element, read in volatile mode}
     *
     * @param index an index for each dimension
     */
    public long get(long... index) {
        return getAt(offset(index));
    }

    private long getAt(long offset) {
        return bigEndian ? (long) BIG.getVolatile(segment, offset) : (long) LITTLE.getVolatile(segment, offset);
    }

    /**
     * Writes an element in volatile mode.
     *
     * @param i the index
     * @param value the new value
     */
    public void set(long i, long value) {
        setAt(offset(i), value);
    }

    /**
     * Writes an element in volatile mode.
     *
     * @param index an index for each dimension
     * @param value the new value
     */
    public void set(long[] index, long value) {
        setAt(offset(index), value);
    }

    private void setAt(long offset, long value) {
        checkWritable();
        if (bigEndian) {
            BIG.setVolatile(segment, offset, value);
        } else {
            LITTLE.setVolatile(segment, offset, value);
        }
    }

    /**
     * {@return an element, read in acquire mode: who sees the value of a {@link #setRelease} sees what was written before it}
     *
     * @param i the index
     */
    public long getAcquire(long i) {
        return getAcquireAt(offset(i));
    }

    /**
     * {@return an element, read in acquire mode: who sees the value of a {@link #setRelease} sees what was written before it}
     *
     * @param index an index for each dimension
     */
    public long getAcquire(long... index) {
        return getAcquireAt(offset(index));
    }

    private long getAcquireAt(long offset) {
        return bigEndian ? (long) BIG.getAcquire(segment, offset) : (long) LITTLE.getAcquire(segment, offset);
    }

    /**
     * Writes an element in release mode: who sees the value with {@link #getAcquire} sees what was written before it.
     *
     * @param i the index
     * @param value the new value
     */
    public void setRelease(long i, long value) {
        setReleaseAt(offset(i), value);
    }

    /**
     * Writes an element in release mode: who sees the value with {@link #getAcquire} sees what was written before it.
     *
     * @param index an index for each dimension
     * @param value the new value
     */
    public void setRelease(long[] index, long value) {
        setReleaseAt(offset(index), value);
    }

    private void setReleaseAt(long offset, long value) {
        checkWritable();
        if (bigEndian) {
            BIG.setRelease(segment, offset, value);
        } else {
            LITTLE.setRelease(segment, offset, value);
        }
    }

    /**
     * {@return an element, read in opaque mode: whole, and without order to other elements}
     *
     * @param i the index
     */
    public long getOpaque(long i) {
        return getOpaqueAt(offset(i));
    }

    /**
     * {@return an element, read in opaque mode: whole, and without order to other elements}
     *
     * @param index an index for each dimension
     */
    public long getOpaque(long... index) {
        return getOpaqueAt(offset(index));
    }

    private long getOpaqueAt(long offset) {
        return bigEndian ? (long) BIG.getOpaque(segment, offset) : (long) LITTLE.getOpaque(segment, offset);
    }

    /**
     * Writes an element in opaque mode: whole, and without order to other elements.
     *
     * @param i the index
     * @param value the new value
     */
    public void setOpaque(long i, long value) {
        setOpaqueAt(offset(i), value);
    }

    /**
     * Writes an element in opaque mode: whole, and without order to other elements.
     *
     * @param index an index for each dimension
     * @param value the new value
     */
    public void setOpaque(long[] index, long value) {
        setOpaqueAt(offset(index), value);
    }

    private void setOpaqueAt(long offset, long value) {
        checkWritable();
        if (bigEndian) {
            BIG.setOpaque(segment, offset, value);
        } else {
            LITTLE.setOpaque(segment, offset, value);
        }
    }

    /**
     * Writes an element if it has the value expected.
     *
     * @param i the index
     * @param expected the value expected
     * @param value the new value
     * @return whether it had the value, and was written
     */
    public boolean compareAndSet(long i, long expected, long value) {
        return compareAndSetAt(offset(i), expected, value);
    }

    /**
     * Writes an element if it has the value expected.
     *
     * @param index an index for each dimension
     * @param expected the value expected
     * @param value the new value
     * @return whether it had the value, and was written
     */
    public boolean compareAndSet(long[] index, long expected, long value) {
        return compareAndSetAt(offset(index), expected, value);
    }

    private boolean compareAndSetAt(long offset, long expected, long value) {
        checkWritable();
        // The read is for pages that are gone, of a file cut short or on a full disk: in interpreted code a fault of
        // a read becomes an InternalError, but one of a compareAndSet ends the JVM.
        return getAt(offset) == expected
                && (bigEndian
                        ? BIG.compareAndSet(segment, offset, expected, value)
                        : LITTLE.compareAndSet(segment, offset, expected, value));
    }

    /**
     * Writes an element if it has the value expected.
     *
     * @param i the index
     * @param expected the value expected
     * @param value the new value
     * @return the value that it had; it was written if that is {@code expected}
     */
    public long compareAndExchange(long i, long expected, long value) {
        return compareAndExchangeAt(offset(i), expected, value);
    }

    /**
     * Writes an element if it has the value expected.
     *
     * @param index an index for each dimension
     * @param expected the value expected
     * @param value the new value
     * @return the value that it had; it was written if that is {@code expected}
     */
    public long compareAndExchange(long[] index, long expected, long value) {
        return compareAndExchangeAt(offset(index), expected, value);
    }

    /** Not the VarHandle's own: C1 calls the same code for it as the interpreter, see {@link #compareAndSetAt}. */
    private long compareAndExchangeAt(long offset, long expected, long value) {
        while (!compareAndSetAt(offset, expected, value)) {
            long found = getAt(offset);
            if (found != expected) {
                return found;
            }
        }
        return expected;
    }

    /**
     * Writes an element.
     *
     * @param i the index
     * @param value the new value
     * @return the value that it had
     */
    public long getAndSet(long i, long value) {
        return getAndSetAt(offset(i), value);
    }

    /**
     * Writes an element.
     *
     * @param index an index for each dimension
     * @param value the new value
     * @return the value that it had
     */
    public long getAndSet(long[] index, long value) {
        return getAndSetAt(offset(index), value);
    }

    private long getAndSetAt(long offset, long value) {
        checkWritable();
        return bigEndian
                ? (long) BIG.getAndSet(segment, offset, value)
                : (long) LITTLE.getAndSet(segment, offset, value);
    }

    /**
     * Adds to an element, and wraps around on overflow.
     *
     * @param i the index
     * @param delta what is added
     * @return the value that it had
     */
    public long getAndAdd(long i, long delta) {
        return getAndAddAt(offset(i), delta);
    }

    /**
     * Adds to an element, and wraps around on overflow.
     *
     * @param index an index for each dimension
     * @param delta what is added
     * @return the value that it had
     */
    public long getAndAdd(long[] index, long delta) {
        return getAndAddAt(offset(index), delta);
    }

    private long getAndAddAt(long offset, long delta) {
        checkWritable();
        return bigEndian
                ? (long) BIG.getAndAdd(segment, offset, delta)
                : (long) LITTLE.getAndAdd(segment, offset, delta);
    }

    /**
     * Adds to an element, and wraps around on overflow.
     *
     * @param i the index
     * @param delta what is added
     * @return the new value
     */
    public long addAndGet(long i, long delta) {
        return getAndAddAt(offset(i), delta) + delta;
    }

    /**
     * Adds to an element, and wraps around on overflow.
     *
     * @param index an index for each dimension
     * @param delta what is added
     * @return the new value
     */
    public long addAndGet(long[] index, long delta) {
        return getAndAddAt(offset(index), delta) + delta;
    }
}
