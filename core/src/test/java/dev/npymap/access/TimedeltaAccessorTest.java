package dev.npymap.access;

import dev.npymap.dtype.ScalarType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;

class TimedeltaAccessorTest {
    abstract static class Contract<V> extends AccessorContract<V> {
        @Override
        List<String> dtypes() {
            return List.of("<m8[us]", ">m8[us]");
        }

        @Override
        String asked() {
            return "a timedelta: m8";
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
            return new OfCounts(TimedeltaAccessor.of(elements));
        }
    }

    private record OfCounts(TimedeltaAccessor accessor) implements AccessorContract.CopyView<Long> {
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
    class Durations extends Contract<Duration> {
        @Override
        List<Duration> values() {
            return List.of(Duration.ZERO, Duration.ofNanos(-3000), Duration.ofDays(20));
        }

        @Override
        long count(Duration value) {
            return value.toNanos() / 1000;
        }

        @Override
        View<Duration> view(Strided elements) {
            return new OfDurations(TimedeltaAccessor.of(elements));
        }
    }

    private record OfDurations(TimedeltaAccessor accessor) implements AccessorContract.View<Duration> {
        @Override
        public Duration get(long[] index) {
            return accessor.getDuration(index);
        }

        @Override
        public void set(long[] index, Duration value) {
            accessor.setDuration(index, value);
        }

        @Override
        public Duration get(long i) {
            return accessor.getDuration(i);
        }

        @Override
        public void set(long i, Duration value) {
            accessor.setDuration(i, value);
        }
    }
}
