package dev.npymap;

import dev.npymap.access.AtomicIntAccessor;
import dev.npymap.access.AtomicLongAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;

/** One element of an array, of either size, as a thread sees it through its own map. */
abstract sealed class Cell {
    /** Which element; for one thread alone. */
    long at;

    /** {@return a cell of an array of {@code i8} or {@code i4}} */
    static Cell of(NpyArray array) {
        return array.dtype().itemSize() == Long.BYTES
                ? new OfLong(array.atomicLongs(), array.longs())
                : new OfInt(array.atomicInts(), array.ints());
    }

    abstract long plainGet();

    abstract void plainSet(long value);

    abstract long get();

    abstract void set(long value);

    abstract long getAcquire();

    abstract void setRelease(long value);

    abstract long getOpaque();

    abstract void setOpaque(long value);

    abstract boolean compareAndSet(long expected, long value);

    abstract long compareAndExchange(long expected, long value);

    abstract long getAndSet(long value);

    abstract long getAndAdd(long delta);

    private static final class OfLong extends Cell {
        private final AtomicLongAccessor atomic;
        private final LongAccessor plain;

        OfLong(AtomicLongAccessor atomic, LongAccessor plain) {
            this.atomic = atomic;
            this.plain = plain;
        }

        @Override
        long plainGet() {
            return plain.get(at);
        }

        @Override
        void plainSet(long value) {
            plain.set(at, value);
        }

        @Override
        long get() {
            return atomic.get(at);
        }

        @Override
        void set(long value) {
            atomic.set(at, value);
        }

        @Override
        long getAcquire() {
            return atomic.getAcquire(at);
        }

        @Override
        void setRelease(long value) {
            atomic.setRelease(at, value);
        }

        @Override
        long getOpaque() {
            return atomic.getOpaque(at);
        }

        @Override
        void setOpaque(long value) {
            atomic.setOpaque(at, value);
        }

        @Override
        boolean compareAndSet(long expected, long value) {
            return atomic.compareAndSet(at, expected, value);
        }

        @Override
        long compareAndExchange(long expected, long value) {
            return atomic.compareAndExchange(at, expected, value);
        }

        @Override
        long getAndSet(long value) {
            return atomic.getAndSet(at, value);
        }

        @Override
        long getAndAdd(long delta) {
            return atomic.getAndAdd(at, delta);
        }
    }

    private static final class OfInt extends Cell {
        private final AtomicIntAccessor atomic;
        private final IntAccessor plain;

        OfInt(AtomicIntAccessor atomic, IntAccessor plain) {
            this.atomic = atomic;
            this.plain = plain;
        }

        @Override
        long plainGet() {
            return plain.get(at);
        }

        @Override
        void plainSet(long value) {
            plain.set(at, (int) value);
        }

        @Override
        long get() {
            return atomic.get(at);
        }

        @Override
        void set(long value) {
            atomic.set(at, (int) value);
        }

        @Override
        long getAcquire() {
            return atomic.getAcquire(at);
        }

        @Override
        void setRelease(long value) {
            atomic.setRelease(at, (int) value);
        }

        @Override
        long getOpaque() {
            return atomic.getOpaque(at);
        }

        @Override
        void setOpaque(long value) {
            atomic.setOpaque(at, (int) value);
        }

        @Override
        boolean compareAndSet(long expected, long value) {
            return atomic.compareAndSet(at, (int) expected, (int) value);
        }

        @Override
        long compareAndExchange(long expected, long value) {
            return atomic.compareAndExchange(at, (int) expected, (int) value);
        }

        @Override
        long getAndSet(long value) {
            return atomic.getAndSet(at, (int) value);
        }

        @Override
        long getAndAdd(long delta) {
            return atomic.getAndAdd(at, (int) delta);
        }
    }
}
