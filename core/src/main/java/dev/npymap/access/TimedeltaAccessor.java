package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Reads and writes {@code timedelta64}, of any unit, little- or big-endian: a count of units. Not-a-time is the count
 * {@link Long#MIN_VALUE}.
 */
public final class TimedeltaAccessor extends Accessor {
    private static final ValueLayout.OfLong LITTLE = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong BIG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final TimeScale scale;

    private TimedeltaAccessor(Strided elements) {
        super(elements, is(elements, Long.BYTES, Kind.TIMEDELTA), "a timedelta: m8");
        this.scale = new TimeScale((ScalarType) elements.dtype());
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code timedelta64}
     */
    public static TimedeltaAccessor of(Strided elements) {
        return new TimedeltaAccessor(elements);
    }

    private long getCountAt(long offset) {
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    private void setCountAt(long offset, long count) {
        checkWritable();
        if (bigEndian) {
            segment.set(BIG, offset, count);
        } else {
            segment.set(LITTLE, offset, count);
        }
    }

    private Duration getDurationAt(long offset) {
        return scale.toDuration(getCountAt(offset));
    }

    private void setDurationAt(long offset, Duration value) {
        setCountAt(offset, scale.toCount(value));
    }

    /**
     * {@return the count, {@link Long#MIN_VALUE} for not-a-time}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public long getCount(long i) {
        return getCountAt(offset(i));
    }

    /**
     * {@return the count, {@link Long#MIN_VALUE} for not-a-time}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public long getCount(long... index) {
        return getCountAt(offset(index));
    }

    /**
     * {@return the element}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws java.time.DateTimeException if it is not-a-time, counts years, months or no unit, or does not fit in a
     *     {@code Duration} exactly
     */
    public Duration getDuration(long i) {
        return getDurationAt(offset(i));
    }

    /**
     * {@return the element}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws java.time.DateTimeException if it is not-a-time, counts years, months or no unit, or does not fit in a
     *     {@code Duration} exactly
     */
    public Duration getDuration(long... index) {
        return getDurationAt(offset(index));
    }

    /**
     * Writes the count of an element.
     *
     * @param i the index, of an array of one dimension
     * @param count the new count, {@link Long#MIN_VALUE} for not-a-time
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setCount(long i, long count) {
        setCountAt(offset(i), count);
    }

    /**
     * Writes the count of an element.
     *
     * @param index an index for each dimension
     * @param count the new count, {@link Long#MIN_VALUE} for not-a-time
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void setCount(long[] index, long count) {
        setCountAt(offset(index), count);
    }

    /**
     * Writes an element.
     *
     * @param i the index, of an array of one dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws java.time.DateTimeException if it is no whole number of the dtype's units, does not fit, or the unit is years,
     *     months or none
     */
    public void setDuration(long i, Duration value) {
        setDurationAt(offset(i), value);
    }

    /**
     * Writes an element.
     *
     * @param index an index for each dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws java.time.DateTimeException if it is no whole number of the dtype's units, does not fit, or the unit is years,
     *     months or none
     */
    public void setDuration(long[] index, Duration value) {
        setDurationAt(offset(index), value);
    }

    /**
     * {@return all counts, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public long[] toArray() {
        long[] array = new long[arrayLength()];
        copyTo(array, 0);
        return array;
    }

    /**
     * Copies all counts, in C order.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(long[] target, int from) {
        checkRoom(from, target.length);
        elements.forEachRun((offset, stride, count, index) -> {
            for (int i = 0; i < count; i++) {
                target[from + (int) index + i] = getCountAt(offset + i * stride);
            }
        });
    }
}
