package dev.npymap.bulk;

import static java.lang.Math.min;

import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Loops over whole blocks that lie plainly in memory, read as words of 4 or 8 bytes; a word holds one element or more. Each
 * adds to, or lowers, lanes that stand for nothing but themselves.
 *
 * <p>C2 vectorises these, whose steps are independent of one another. It does not vectorise one that widens bytes or shorts,
 * nor, in JDK 25, one that carries a sum from step to step. So that many words make little work for the lanes, and yet
 * the body stays short enough to be unrolled for wide vectors, two or four words are taken at once.
 */
final class WordLoops {
    /** The elements of a whole block. */
    static final int BLOCK = 4096;

    /** How many lanes a loop uses. */
    static final int LANES = 512;

    private static final int ODD_BYTES = 0x00ff00ff;

    private WordLoops() {}

    static long sum(long[] lanes) {
        long sum = 0;
        for (long lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    static long least(long[] lanes) {
        long least = Long.MAX_VALUE;
        for (long lane : lanes) {
            least = min(least, lane);
        }
        return least;
    }

    /** Adds bytes, each read as unsigned after the mask is applied. */
    static void sumBytes(IntBuffer words, int mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 2 * LANES) {
            IntBuffer x = words.slice(from, 2 * LANES);
            for (int i = 0; i < LANES; i++) {
                int a = x.get(i) ^ mask;
                int b = x.get(i + LANES) ^ mask;
                int pairs = ((a & ODD_BYTES) + (a >>> 8 & ODD_BYTES)) + ((b & ODD_BYTES) + (b >>> 8 & ODD_BYTES));
                lanes[i] += (pairs & 0xffff) + (pairs >>> 16);
            }
        }
    }

    /** Adds shorts, each read as signed after the mask is applied. */
    static void sumShorts(IntBuffer words, int mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 2 * LANES) {
            IntBuffer x = words.slice(from, 2 * LANES);
            for (int i = 0; i < LANES; i++) {
                int a = x.get(i) ^ mask;
                int b = x.get(i + LANES) ^ mask;
                lanes[i] += ((a >> 16) + (a << 16 >> 16)) + ((b >> 16) + (b << 16 >> 16));
            }
        }
    }

    /** Adds ints, each read as signed after the mask is applied. */
    static void sumInts(IntBuffer words, int mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 4 * LANES) {
            IntBuffer x = words.slice(from, 4 * LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] += ((long) (x.get(i) ^ mask) + (long) (x.get(i + LANES) ^ mask))
                        + ((long) (x.get(i + 2 * LANES) ^ mask) + (long) (x.get(i + 3 * LANES) ^ mask));
            }
        }
    }

    /** Adds longs, after the mask is applied, modulo 2^64. */
    static void sumLongs(LongBuffer words, long mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 4 * LANES) {
            LongBuffer x = words.slice(from, 4 * LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] += ((x.get(i) ^ mask) + (x.get(i + LANES) ^ mask))
                        + ((x.get(i + 2 * LANES) ^ mask) + (x.get(i + 3 * LANES) ^ mask));
            }
        }
    }

    /** Lowers lanes to the least byte, as signed after the mask is applied, in bits 24 to 31; those below are noise. */
    static void leastBytes(IntBuffer words, int mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 2 * LANES) {
            IntBuffer x = words.slice(from, 2 * LANES);
            for (int i = 0; i < LANES; i++) {
                int a = x.get(i) ^ mask;
                int b = x.get(i + LANES) ^ mask;
                int least = min(min(min(a, a << 8), min(a << 16, a << 24)), min(min(b, b << 8), min(b << 16, b << 24)));
                lanes[i] = min(lanes[i], least);
            }
        }
    }

    /** Lowers lanes to the least short, as signed after the mask is applied, in bits 16 to 31; those below are noise. */
    static void leastShorts(IntBuffer words, int mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 2 * LANES) {
            IntBuffer x = words.slice(from, 2 * LANES);
            for (int i = 0; i < LANES; i++) {
                int a = x.get(i) ^ mask;
                int b = x.get(i + LANES) ^ mask;
                lanes[i] = min(lanes[i], min(min(a, a << 16), min(b, b << 16)));
            }
        }
    }

    /** Lowers lanes to the least int, as signed after the mask is applied. */
    static void leastInts(IntBuffer words, int mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 4 * LANES) {
            IntBuffer x = words.slice(from, 4 * LANES);
            for (int i = 0; i < LANES; i++) {
                int least = min(
                        min(x.get(i) ^ mask, x.get(i + LANES) ^ mask),
                        min(x.get(i + 2 * LANES) ^ mask, x.get(i + 3 * LANES) ^ mask));
                lanes[i] = min(lanes[i], least);
            }
        }
    }

    /** Lowers lanes to the least long, as signed after the mask is applied. */
    static void leastLongs(LongBuffer words, long mask, long[] lanes) {
        for (int from = 0; from < words.limit(); from += 4 * LANES) {
            LongBuffer x = words.slice(from, 4 * LANES);
            for (int i = 0; i < LANES; i++) {
                long least = min(
                        min(x.get(i) ^ mask, x.get(i + LANES) ^ mask),
                        min(x.get(i + 2 * LANES) ^ mask, x.get(i + 3 * LANES) ^ mask));
                lanes[i] = min(lanes[i], least);
            }
        }
    }

    /** Adds 1 for each float that is NaN: its bits but the sign are above those of infinity. */
    static void countNaN(IntBuffer words, long[] lanes) {
        int infinity = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
        for (int from = 0; from < words.limit(); from += LANES) {
            IntBuffer x = words.slice(from, LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] += (infinity - (x.get(i) & Integer.MAX_VALUE)) >>> 31;
            }
        }
    }

    /** Adds 1 for each double that is NaN: its bits but the sign are above those of infinity. */
    static void countNaN(LongBuffer words, long[] lanes) {
        long infinity = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
        for (int from = 0; from < words.limit(); from += LANES) {
            LongBuffer x = words.slice(from, LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] += (infinity - (x.get(i) & Long.MAX_VALUE)) >>> 63;
            }
        }
    }
}
