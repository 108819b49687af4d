package dev.npymap.bulk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes one number of a block of numbers, always in the same order of operations, wherever the block comes from. Places behind
 * the last number hold a neutral one.
 *
 * <p>Loops over memory read it from one end to the other: what reads at several places of a block at once is faster in cache,
 * but out of it leaves a processor's prefetching behind.
 */
public abstract class RealFold {
    /** The elements of a row. */
    static final int ROW = 32;

    /** The elements of a whole block: as many rows as a row has elements. */
    static final int BLOCK = ROW * ROW;

    /** What changes no number that it is joined with. */
    final double neutral;

    RealFold(double neutral) {
        this.neutral = neutral;
    }

    /** Makes numbers of whole blocks of {@code double}, as many as blocks, that can be joined in their places. */
    abstract void foldDoubles(ByteBuffer elements, double[] lanes, double[] results, int at);

    /** Makes numbers of whole blocks of {@code float}, likewise. */
    abstract void foldFloats(ByteBuffer elements, double[] lanes, double[] results, int at);

    /** Turns elements into what is joined. */
    void enter(double[] values, int count) {}

    /** {@return the numbers at the first places as one; a row or a block of them} */
    abstract double fold(double[] lanes, int places);

    /** {@return two numbers as one} */
    abstract double join(double left, double right);

    /** {@return the result of what was joined, one NaN for all} */
    double exit(double joined) {
        return Double.isNaN(joined) ? Double.NaN : joined;
    }

    /** {@return the places for some elements, at most a block of them} */
    static int places(int count) {
        return count <= ROW ? ROW : BLOCK;
    }

    /** {@return elements as one; the array has room for {@link #places}, and is changed} */
    final double foldElements(double[] values, int count) {
        enter(values, count);
        int places = places(count);
        Arrays.fill(values, count, places, neutral);
        return fold(values, places);
    }
}
