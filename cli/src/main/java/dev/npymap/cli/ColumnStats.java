package dev.npymap.cli;

import dev.npymap.NpyArray;
import dev.npymap.access.Strided;
import dev.npymap.dtype.ScalarType.Kind;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * What is known of a column.
 *
 * @param column the column
 * @param moments count, least, greatest
 * @param mean the mean, NaN without numbers
 * @param deviation the population's standard deviation, likewise
 */
record ColumnStats(Column column, Moments moments, double mean, double deviation) {
    /** Squares of numbers between 2 to minus this and 2 to this, and sums of them, neither overflow nor vanish. */
    private static final int SAFE_EXPONENT = 400;

    private static final int MOST_EXPONENT = 1000;

    /**
     * Reads columns of an array, all at once, from the file's beginning to its end.
     *
     * @param array a whole array
     * @param columns the columns
     * @param pool the threads that read; the results do not depend on their number
     * @param progress is told how many bytes of the array were read
     * @throws IOException if waiting is interrupted
     */
    static List<ColumnStats> of(NpyArray array, List<Column> columns, ForkJoinPool pool, LongConsumer progress)
            throws IOException {
        List<Scaled> plain =
                columns.stream().map(column -> new Scaled(column, 1)).toList();
        List<Moments> all = new Pass(array, plain).run(pool, progress);
        List<ColumnStats> stats = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            stats.add(of(array, columns.get(i), all.get(i), pool, progress));
        }
        return stats;
    }

    /** Squares of very large or very small numbers need a second look. */
    private static ColumnStats of(
            NpyArray array, Column column, Moments moments, ForkJoinPool pool, LongConsumer progress)
            throws IOException {
        int exponent = exponent(column, moments);
        if (Math.abs(exponent) <= SAFE_EXPONENT) {
            return new ColumnStats(column, moments, moments.average(), moments.deviation());
        }
        Scaled scaled = new Scaled(column, Math.scalb(1.0, -exponent));
        Moments found = new Pass(array, List.of(scaled)).run(pool, progress).getFirst();
        return new ColumnStats(
                column, moments, Math.scalb(found.average(), exponent), Math.scalb(found.deviation(), exponent));
    }

    /** {@return the exponent of the number that is farthest from zero; 0 where that is no matter} */
    private static int exponent(Column column, Moments moments) {
        double farthest =
                Math.max(Math.abs(moments.min().high()), Math.abs(moments.max().high()));
        boolean isFloat = column.type().kind() == Kind.FLOAT;
        return isFloat && Double.isFinite(farthest) && farthest != 0
                ? Math.clamp(Math.getExponent(farthest), -MOST_EXPONENT, MOST_EXPONENT)
                : 0;
    }

    /** A column, and by what its numbers are multiplied. */
    private record Scaled(Column column, double scale) {}

    /** All elements, once. */
    private static final class Pass {
        /** What one thread reads at a time: so many elements, or so many bytes, but one element at least. */
        private static final long MOST_ELEMENTS = 1 << 16;

        private static final long MOST_BYTES = 4 << 20;

        private final List<Scaled> columns;
        private final Strided elements;
        private final long itemSize;
        private final long most;
        private final LongAdder done = new LongAdder();

        Pass(NpyArray array, List<Scaled> columns) {
            this.columns = columns;
            this.elements = inTheOrderOfTheFile(array);
            this.itemSize = array.dtype().itemSize();
            this.most = Math.clamp(MOST_BYTES / Math.max(1, itemSize), 1, MOST_ELEMENTS);
        }

        /** {@return all elements along one axis, as they lie in the file} */
        private static Strided inTheOrderOfTheFile(NpyArray array) {
            boolean isC = array.header().order() == MemoryOrder.C;
            NpyArray view = isC ? array : array.transpose();
            return view.elements().reshape(Shape.of(array.shape().size()));
        }

        List<Moments> run(ForkJoinPool pool, LongConsumer progress) throws IOException {
            ForkJoinTask<List<Moments>> task = pool.submit(() -> moments(0, elements.size()));
            List<Moments> all = Background.await(task, () -> progress.accept(done.sum() * itemSize));
            progress.accept(elements.size() * itemSize);
            return all;
        }

        /** By a tree that depends on the number of elements alone. */
        private List<Moments> moments(long from, long count) {
            if (count <= most) {
                return leaf(elements.slice(0, from, from + count, 1));
            }
            long left = Long.highestOneBit(count - 1);
            ForkJoinTask<List<Moments>> right =
                    ForkJoinTask.adapt(() -> moments(from + left, count - left)).fork();
            return join(moments(from, left), right.join());
        }

        private List<Moments> leaf(Strided part) {
            List<Moments> moments = new ArrayList<>();
            for (Scaled scaled : columns) {
                NumberBlocks blocks = NumberBlocks.of(scaled.column().type(), scaled.scale());
                moments.add(blocks.moments(scaled.column().in(part)));
            }
            done.add(part.size());
            return moments;
        }

        private static List<Moments> join(List<Moments> left, List<Moments> right) {
            List<Moments> joined = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                joined.add(left.get(i).join(right.get(i)));
            }
            return joined;
        }
    }
}
