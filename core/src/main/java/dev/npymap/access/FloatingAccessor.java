package dev.npymap.access;

import dev.npymap.bulk.RealBlocks;
import dev.npymap.bulk.RealMinimum;
import dev.npymap.bulk.RealSum;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/** The reductions of floating-point elements; a part of their accessors, in whose Javadoc they stand. */
abstract sealed class FloatingAccessor extends Accessor
        permits DoubleAccessor, FloatAccessor, HalfAccessor, LongDoubleAccessor {
    FloatingAccessor(Strided elements, boolean matches, String asked) {
        super(elements, matches, asked);
    }

    abstract RealBlocks blocks();

    /**
     * {@return the sum of all elements, added in {@code double}, and 0.0 if there are none}
     *
     * <p>It is NaN if an element is, or if infinities of both signs meet; a partial sum past the greatest {@code double} is
     * infinite. The sum of zeros is 0.0.
     *
     * <p>Elements are added by halves. Each takes part in at most <i>k</i> = ceil(log<sub>2</sub> <i>n</i>) additions, where
     * <i>n</i> is their number, so the error is at most <i>k</i> / (2<sup>53</sup> - <i>k</i>) times the sum of their
     * magnitudes: 30 / 2<sup>53</sup> for a billion of them. That is a smaller bound than the one of NumPy's pairwise sum.
     * Narrower types are widened exactly; a {@code longdouble} is first rounded to the nearest {@code double}.
     *
     * <p>The order of the additions follows from the order in which the elements lie in memory, and from nothing else. So a
     * view, its transpose and its reverse have the same sum, bit for bit, as have the same elements elsewhere, with other
     * strides or in another byte order.
     *
     * <p>Each element is read once, at the speed of memory where {@code float64} or {@code float32} elements lie dense in the
     * machine's byte order; others are first gathered, 1,024 at a time.
     */
    public double sum() {
        return sum(size() == 0, null);
    }

    /**
     * {@return the sum of all elements, reduced in parallel; bit for bit what {@link #sum()} gives}
     *
     * <p>Up to 65,536 elements are one task. The pool's threads must be allowed to read the segment, so its arena must be
     * shared, automatic or global.
     *
     * @param pool the threads that take part
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public double sum(ForkJoinPool pool) {
        return sum(size() == 0, Objects.requireNonNull(pool));
    }

    private double sum(boolean empty, ForkJoinPool pool) {
        return empty ? 0.0 : blocks().fold(RealSum.SUM, pool);
    }

    /** {@return how many elements are NaN} */
    public long countNaN() {
        return blocks().countNaN(null);
    }

    /**
     * {@return how many elements are NaN, counted in parallel}
     *
     * @param pool the threads that take part
     * @throws WrongThreadException if the segment's arena is confined to one thread
     */
    public long countNaN(ForkJoinPool pool) {
        return blocks().countNaN(Objects.requireNonNull(pool));
    }

    /** The least element, reduced by this thread where the pool is null. */
    final double least(ForkJoinPool pool) {
        checkSome("minimum");
        return blocks().fold(RealMinimum.MIN, pool);
    }

    /** The greatest element, reduced by this thread where the pool is null. */
    final double greatest(ForkJoinPool pool) {
        checkSome("maximum");
        return blocks().fold(RealMinimum.MAX, pool);
    }
}
