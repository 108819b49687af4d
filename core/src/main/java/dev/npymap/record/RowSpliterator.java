package dev.npymap.record;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;

/** The rows from {@code next} to {@code end} of an accessor. */
final class RowSpliterator<T extends Record> implements Spliterator<T> {
    private final RecordAccessor<T> rows;
    private final long end;
    private long next;

    RowSpliterator(RecordAccessor<T> rows, long next, long end) {
        this.rows = rows;
        this.next = next;
        this.end = end;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Objects.requireNonNull(action);
        if (next >= end) {
            return false;
        }
        action.accept(rows.get(next++));
        return true;
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        Objects.requireNonNull(action);
        long from = next;
        next = end;
        rows.forEach(from, end, action);
    }

    @Override
    public Spliterator<T> trySplit() {
        long from = next;
        long middle = from + (end - from) / 2;
        if (middle == from) {
            return null;
        }
        next = middle;
        return new RowSpliterator<>(rows, from, middle);
    }

    @Override
    public long estimateSize() {
        return end - next;
    }

    @Override
    public int characteristics() {
        return ORDERED | SIZED | SUBSIZED | NONNULL;
    }
}
