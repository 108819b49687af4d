package dev.npymap.bulk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes one number of a block of numbers by halving it: with a power of two of places, the first half is joined with the
 * second one, place by place, until one is left. Places behind the last number hold a neutral one. Three halvings make one
 * loop of independent steps with constant distances, which C2 vectorises, as it does no loop that carries a sum or minimum
 * from step to step.
 */
public abstract class RealFold {
    /** The elements of a whole block. */
    static final int BLOCK = 1024;

    /** The places that are left of a whole block after three halvings. */
    static final int LANES = BLOCK / 8;

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

    /** {@return the numbers at the first places as one; 16, 128 or 1,024 of them} */
    abstract double fold(double[] lanes, int places);

    /** {@return two numbers as one} */
    abstract double join(double left, double right);

    /** {@return the result of what was joined, one NaN for all} */
    double exit(double joined) {
        return Double.isNaN(joined) ? Double.NaN : joined;
    }

    /** {@return the places for some elements, at most a block of them} */
    static int places(int count) {
        return count <= 16 ? 16 : count <= LANES ? LANES : BLOCK;
    }

    /** {@return elements as one; the array has room for {@link #places}, and is changed} */
    final double foldElements(double[] values, int count) {
        enter(values, count);
        int places = places(count);
        Arrays.fill(values, count, places, neutral);
        return fold(values, places);
    }
}
