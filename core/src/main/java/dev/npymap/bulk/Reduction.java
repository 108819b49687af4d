package dev.npymap.bulk;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Reduces a sequence of elements by a tree that depends on their number alone: it is cut in two at the greatest power of two
 * below its length, and so on. So a pool, which takes branches of that very tree, gives the same bits as one thread.
 *
 * @param <R> what a part of the sequence is reduced to
 */
interface Reduction<R> {
    /** The elements that are reduced by one task, at most. */
    int LEAF = 1 << 16;

    /** {@return what a part is reduced to, of {@value LEAF} elements at most} */
    R leaf(long from, int count);

    /** {@return what two neighbours are reduced to} */
    R join(R left, R right);

    /** {@return how many elements are in the left one of two branches, of {@code count} elements, at least 2, together} */
    static long left(long count) {
        return Long.highestOneBit(count - 1);
    }

    /**
     * {@return what all elements are reduced to}
     *
     * @param elements the elements
     * @param pool where to do it, or null for this thread
     * @throws WrongThreadException if the pool's threads cannot read the elements
     */
    default R reduce(MemorySequence elements, ForkJoinPool pool) {
        if (pool == null) {
            return reduce(0, elements.size());
        }
        checkShared(elements.segment());
        return pool.invoke(ForkJoinTask.adapt(() -> reduceForked(0, elements.size())));
    }

    private R reduce(long from, long count) {
        if (count <= LEAF) {
            return leaf(from, (int) count);
        }
        long left = left(count);
        return join(reduce(from, left), reduce(from + left, count - left));
    }

    private R reduceForked(long from, long count) {
        if (count <= LEAF) {
            return leaf(from, (int) count);
        }
        long left = left(count);
        ForkJoinTask<R> right = ForkJoinTask.adapt(() -> reduceForked(from + left, count - left))
                .fork();
        R first = reduceForked(from, left);
        return join(first, right.join());
    }

    private static void checkShared(MemorySegment segment) {
        if (!segment.isAccessibleBy(Thread.ofPlatform().unstarted(() -> {}))) {
            throw new WrongThreadException(
                    "the array's arena is confined to one thread, so that a pool's threads cannot "
                            + "read it; map it in a shared or automatic arena, or reduce it without a pool");
        }
    }
}
