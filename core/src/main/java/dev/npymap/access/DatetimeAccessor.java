package dev.npymap.access;

import dev.npymap.bulk.TimeScale;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads and writes {@code datetime64}, of any unit, little- or big-endian: a count of units from 1970-01-01T00:00, in no
 * time zone (NumPy's own conversions take it for UTC). Not-a-time is the count {@link Long#MIN_VALUE}.
 */
public final class DatetimeAccessor extends Accessor {
    private final TimeScale scale;
    private final LongAccessor counts;

    private DatetimeAccessor(Strided elements) {
        super(elements, is(elements, Long.BYTES, Kind.DATETIME), "a datetime: M8");
        this.scale = new TimeScale((ScalarType) elements.dtype());
        this.counts = LongAccessor.of(elements);
    }

    /**
     * {@return an accessor of these elements}
     *
     * @param elements the elements
     * @throws DTypeMismatchException if they are not {@code datetime64}
     */
    public static DatetimeAccessor of(Strided elements) {
        return new DatetimeAccessor(elements);
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
     * {@return the element, taken for UTC}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws java.time.DateTimeException if it is not-a-time, has no unit, or does not fit in an {@code Instant}
     *     exactly
     */
    public Instant getInstant(long i) {
        return scale.toInstant(counts.get(i));
    }

    /**
     * {@return the element, taken for UTC}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws java.time.DateTimeException if it is not-a-time, has no unit, or does not fit in an {@code Instant}
     *     exactly
     */
    public Instant getInstant(long... index) {
        return scale.toInstant(counts.get(index));
    }

    /**
     * {@return the element}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws java.time.DateTimeException if it is not-a-time, has no unit, or does not fit in a
     *     {@code LocalDateTime} exactly
     */
    public LocalDateTime getLocalDateTime(long i) {
        return LocalDateTime.ofInstant(getInstant(i), ZoneOffset.UTC);
    }

    /**
     * {@return the element}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws java.time.DateTimeException if it is not-a-time, has no unit, or does not fit in a
     *     {@code LocalDateTime} exactly
     */
    public LocalDateTime getLocalDateTime(long... index) {
        return LocalDateTime.ofInstant(getInstant(index), ZoneOffset.UTC);
    }

    /**
     * {@return the element as {@code numpy.datetime_as_string} writes it for its unit, or {@code NaT}}
     *
     * @param i the index, of an array of one dimension
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws java.time.DateTimeException if it has no unit
     */
    public String getText(long i) {
        return scale.toText(counts.get(i));
    }

    /**
     * {@return the element as {@code numpy.datetime_as_string} writes it for its unit, or {@code NaT}}
     *
     * @param index an index for each dimension
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws java.time.DateTimeException if it has no unit
     */
    public String getText(long... index) {
        return scale.toText(counts.get(index));
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
     * Writes an element, taken for UTC.
     *
     * @param i the index, of an array of one dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws java.time.DateTimeException if it is no whole number of the dtype's units, does not fit, or there is no unit
     */
    public void setInstant(long i, Instant value) {
        counts.set(i, scale.toCount(value));
    }

    /**
     * Writes an element, taken for UTC.
     *
     * @param index an index for each dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws java.time.DateTimeException if it is no whole number of the dtype's units, does not fit, or there is no unit
     */
    public void setInstant(long[] index, Instant value) {
        counts.set(index, scale.toCount(value));
    }

    /**
     * Writes an element.
     *
     * @param i the index, of an array of one dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if the index is outside of its dimension
     * @throws IllegalArgumentException if there is not one dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws java.time.DateTimeException if it is no whole number of the dtype's units, does not fit, or there is no unit
     */
    public void setLocalDateTime(long i, LocalDateTime value) {
        setInstant(i, value.toInstant(ZoneOffset.UTC));
    }

    /**
     * Writes an element.
     *
     * @param index an index for each dimension
     * @param value the new value
     * @throws IndexOutOfBoundsException if an index is outside of its dimension
     * @throws IllegalArgumentException if there is not one index for each dimension
     * @throws UnsupportedOperationException if the array is read-only
     * @throws java.time.DateTimeException if it is no whole number of the dtype's units, does not fit, or there is no unit
     */
    public void setLocalDateTime(long[] index, LocalDateTime value) {
        setInstant(index, value.toInstant(ZoneOffset.UTC));
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
