package dev.npymap.access;

import dev.npymap.bulk.TimeScale;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.time.Duration;

/**
 * Reads and writes {@code timedelta64}, of any unit, little- or big-endian: a count of units. Not-a-time is the count
 * {@link Long#MIN_VALUE}.
 */
public final class TimedeltaAccessor extends Accessor {
    private final TimeScale scale;
    private final LongAccessor counts;

    private TimedeltaAccessor(Strided elements) {
        super(elements, is(elements, Long.BYTES, Kind.TIMEDELTA), "a timedelta: m8");
        this.scale = new TimeScale((ScalarType) elements.dtype());
        this.counts = LongAccessor.of(elements);
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

    /**
     * {@return the count, {@link Long#MIN_VALUE} for not-a-time}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     */
    public long getCount(long i) {
        return counts.get(i);
    }

    /**
     * {@return the count, {@link Long#MIN_VALUE} for not-a-time}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     */
    public long getCount(long... index) {
        return counts.get(index);
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
        return scale.toDuration(counts.get(i));
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
        return scale.toDuration(counts.get(index));
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
        counts.set(i, count);
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
        counts.set(index, count);
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
        counts.set(i, scale.toCount(value));
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
        counts.set(index, scale.toCount(value));
    }

    /**
     * {@return all counts, in C order, in a new array}
     *
     * @throws IllegalArgumentException if there are too many for an array
     */
    public long[] toArray() {
        return counts.toArray();
    }

    /**
     * Copies all counts, in C order.
     *
     * @param target receives them
     * @param from the index in {@code target} of the first one
     * @throws IndexOutOfBoundsException if there is no room for them
     */
    public void copyTo(long[] target, int from) {
        counts.copyTo(target, from);
    }

    /**
     * Writes all counts, in C order, from an array.
     *
     * @param source holds them, {@link Long#MIN_VALUE} for not-a-time
     * @param from the index in {@code source} of the first one
     * @throws IndexOutOfBoundsException if it has too few; nothing is written then
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void copyFrom(long[] source, int from) {
        counts.copyFrom(source, from);
    }

    /**
     * Writes one count to every element.
     *
     * @param count the new count, {@link Long#MIN_VALUE} for not-a-time
     * @throws UnsupportedOperationException if the array is read-only
     */
    public void fill(long count) {
        counts.fill(count);
    }
}
