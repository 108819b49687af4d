package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatetimeAccessorTest {
    abstract static class Contract<V> extends AccessorContract<V> {
        @Override
        List<String> dtypes() {
            return List.of("<M8[s]", ">M8[s]");
        }

        @Override
        String asked() {
            return "a datetime: M8";
        }

        abstract long count(V value);

        @Override
        void put(V value, ScalarType dtype, ByteBuffer out) {
            out.putLong(count(value));
        }
    }

    @Nested
    class Counts extends Contract<Long> {
        @Override
        List<Long> values() {
            return List.of(0x0102030405060708L, -1L, Long.MIN_VALUE);
        }

        @Override
        long count(Long value) {
            return value;
        }

        @Override
        View<Long> view(Strided elements) {
            return new OfCounts(DatetimeAccessor.of(elements));
        }
    }

    private record OfCounts(DatetimeAccessor accessor) implements AccessorContract.CopyView<Long> {
        @Override
        public Long get(long[] index) {
            return accessor.getCount(index);
        }

        @Override
        public void set(long[] index, Long value) {
            accessor.setCount(index, value);
        }

        @Override
        public Long get(long i) {
            return accessor.getCount(i);
        }

        @Override
        public void set(long i, Long value) {
            accessor.setCount(i, value);
        }

        @Override
        public List<Long> toList() {
            return PrimitiveAccessorsTest.list(Long.class, accessor.toArray());
        }

        @Override
        public List<Long> copyTo(int length, int from) {
            long[] target = new long[Math.max(0, length)];
            accessor.copyTo(target, from);
            return PrimitiveAccessorsTest.list(Long.class, target);
        }

        @Override
        public Long blank() {
            return 0L;
        }
    }

    @Nested
    class Instants extends Contract<Instant> {
        @Override
        List<Instant> values() {
            return List.of(Instant.EPOCH, Instant.parse("2038-01-19T03:14:08Z"), Instant.parse("0000-02-29T00:00:01Z"));
        }

        @Override
        long count(Instant value) {
            return value.getEpochSecond();
        }

        @Override
        View<Instant> view(Strided elements) {
            return new OfInstants(DatetimeAccessor.of(elements));
        }
    }

    private record OfInstants(DatetimeAccessor accessor) implements AccessorContract.View<Instant> {
        @Override
        public Instant get(long[] index) {
            return accessor.getInstant(index);
        }

        @Override
        public void set(long[] index, Instant value) {
            accessor.setInstant(index, value);
        }

        @Override
        public Instant get(long i) {
            return accessor.getInstant(i);
        }

        @Override
        public void set(long i, Instant value) {
            accessor.setInstant(i, value);
        }
    }

    @Nested
    class LocalDateTimes extends Contract<LocalDateTime> {
        @Override
        List<LocalDateTime> values() {
            return List.of(LocalDateTime.parse("1970-01-01T00:00"), LocalDateTime.parse("1969-07-20T20:17:40"));
        }

        @Override
        long count(LocalDateTime value) {
            return value.toEpochSecond(ZoneOffset.UTC);
        }

        @Override
        View<LocalDateTime> view(Strided elements) {
            return new OfLocalDateTimes(DatetimeAccessor.of(elements));
        }
    }

    private record OfLocalDateTimes(DatetimeAccessor accessor) implements AccessorContract.View<LocalDateTime> {
        @Override
        public LocalDateTime get(long[] index) {
            return accessor.getLocalDateTime(index);
        }

        @Override
        public void set(long[] index, LocalDateTime value) {
            accessor.setLocalDateTime(index, value);
        }

        @Override
        public LocalDateTime get(long i) {
            return accessor.getLocalDateTime(i);
        }

        @Override
        public void set(long i, LocalDateTime value) {
            accessor.setLocalDateTime(i, value);
        }
    }

    @Test
    void textIsThatOfTheUnit() {
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.C_ORDER.place(arena, DType.of(">M8[m]"), Shape.of(2));
            DatetimeAccessor times = DatetimeAccessor.of(elements);
            times.setCount(0, -1);
            times.setCount(1, Long.MIN_VALUE);

            assertThat(times.getText(0)).isEqualTo("1969-12-31T23:59");
            assertThat(times.getText(new long[] {1})).isEqualTo("NaT");
        }
    }

    @Test
    void yearsThatOnlyAnInstantHasAreNoLocalDateTime() {
        try (Arena arena = Arena.ofConfined()) {
            DatetimeAccessor times =
                    DatetimeAccessor.of(Arrangement.C_ORDER.place(arena, DType.of("M8[s]"), Shape.of(1)));
            times.setInstant(0, Instant.MAX.truncatedTo(ChronoUnit.SECONDS));

            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> times.getLocalDateTime(0));
        }
    }

    @Test
    void whatCannotBeWrittenChangesNothing() {
        try (Arena arena = Arena.ofConfined()) {
            DatetimeAccessor days =
                    DatetimeAccessor.of(Arrangement.C_ORDER.place(arena, DType.of("M8[D]"), Shape.of(1)));
            days.setCount(0, 7);

            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> days.setInstant(0, Instant.ofEpochSecond(1)))
                    .withMessage("1970-01-01T00:00:01Z is no whole number of units, or too many in the dtype <M8[D]");
            assertThat(days.getCount(0)).isEqualTo(7);
        }
    }
}
