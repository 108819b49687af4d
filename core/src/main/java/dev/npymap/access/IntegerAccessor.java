package dev.npymap.access;

import dev.npymap.bulk.IntegerBlocks;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/** The reductions of integers; a part of their accessors, in whose Javadoc they stand. */
abstract sealed class IntegerAccessor extends Accessor permits ByteAccessor, ShortAccessor, IntAccessor, LongAccessor {
    IntegerAccessor(Strided elements, boolean matches, String asked) {
        super(elements, matches, asked);
    }

    abstract IntegerBlocks blocks();

    /**
     * {@return the sum of all elements, signed or unsigned as the dtype says, and 0 if there are none}
     *
     * <p>It wraps around modulo 2<sup>64</sup>, as NumPy's does; the sum of unsigned elements has the bits of an unsigned
     * number. Dates count as their numbers.
     *
     * <p>Each element is read once, at the speed of memory where elements lie dense in the machine's byte order; others are
     * first gathered, 1,024 at a time.
     */
    public long sum() {
        return blocks().sum(null);
    }

    /**
     * {@return the sum of all elements, as {@link #sum()} gives it, reduced in parallel}
     *
     * <p>Up to 65,536 elements are one task. The pool's threads must be allowed to read the segment, so its arena must be
     * shared, automatic or global.
     *
     * @param pool the threads that take part
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public long sum(ForkJoinPool pool) {
        return blocks().sum(Objects.requireNonNull(pool));
    }

    /**
     * {@return the least element, signed or unsigned as the dtype says}
     *
     * <p>That of {@code uint64} elements is given as its bits, as {@link Long#toUnsignedString(long)} takes them. Dates count
     * as their numbers, so that NaT is the least.
     *
     * @throws NoSuchElementException if there are no elements
     */
    public long min() {
        return some("minimum").least(null);
    }

    /**
     * {@return the least element, as {@link #min()} gives it, reduced in parallel}
     *
     * @param pool the threads that take part
     * @throws NoSuchElementException if there are no elements
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public long min(ForkJoinPool pool) {
        return some("minimum").least(Objects.requireNonNull(pool));
    }

    /**
     * {@return the greatest element, signed or unsigned as the dtype says}
     *
     * <p>That of {@code uint64} elements is given as its bits, as {@link Long#toUnsignedString(long)} takes them. Dates count
     * as their numbers.
     *
     * @throws NoSuchElementException if there are no elements
     */
    public long max() {
        return some("maximum").greatest(null);
    }

    /**
     * {@return the greatest element, as {@link #max()} gives it, reduced in parallel}
     *
     * @param pool the threads that take part
     * @throws NoSuchElementException if there are no elements
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public long max(ForkJoinPool pool) {
        return some("maximum").greatest(Objects.requireNonNull(pool));
    }

    private IntegerBlocks some(String wanted) {
        checkSome(wanted);
        return blocks();
    }
}
