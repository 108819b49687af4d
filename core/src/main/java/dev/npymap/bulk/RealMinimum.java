package dev.npymap.bulk;

import static java.lang.Math.max;
import static java.lang.Math.min;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Minima as {@link Math#min} has them: of NaN and anything NaN, and -0.0 below 0.0. Maxima are minima of negated numbers, but
 * for the elements that lie plainly in memory, where negating would take its time.
 */
public final class RealMinimum extends RealFold {
    /** How many lanes a loop over memory lowers or raises: so few that they stay in the nearest cache. */
    private static final int LANES = BLOCK / 2;

    /** The least element, or NaN if there is one. */
    public static final RealFold MIN = new RealMinimum(1);

    /** The greatest element, or NaN if there is one. */
    public static final RealFold MAX = new RealMinimum(-1);

    /** 1 for minima, -1 for maxima. */
    private final double sign;

    private RealMinimum(double sign) {
        super(Double.POSITIVE_INFINITY);
        this.sign = sign;
    }

    @Override
    void foldDoubles(ByteBuffer elements, double[] lanes, double[] results, int at) {
        DoubleBuffer all = elements.asDoubleBuffer();
        Arrays.fill(lanes, 0, LANES, sign * neutral);
        if (sign > 0) {
            lower(all, lanes);
        } else {
            raise(all, lanes);
        }
        Arrays.fill(results, at, at + all.limit() / BLOCK, neutral);
        results[at] = foldElements(lanes, LANES);
    }

    @Override
    void foldFloats(ByteBuffer elements, double[] lanes, double[] results, int at) {
        FloatBuffer all = elements.asFloatBuffer();
        float[] narrow = new float[LANES];
        Arrays.fill(narrow, (float) (sign * neutral));
        if (sign > 0) {
            lower(all, narrow);
        } else {
            raise(all, narrow);
        }
        for (int i = 0; i < LANES; i++) {
            lanes[i] = narrow[i];
        }
        Arrays.fill(results, at, at + all.limit() / BLOCK, neutral);
        results[at] = foldElements(lanes, LANES);
    }

    private static void lower(DoubleBuffer all, double[] lanes) {
        for (int from = 0; from < all.limit(); from += LANES) {
            DoubleBuffer x = all.slice(from, LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] = min(lanes[i], x.get(i));
            }
        }
    }

    private static void raise(DoubleBuffer all, double[] lanes) {
        for (int from = 0; from < all.limit(); from += LANES) {
            DoubleBuffer x = all.slice(from, LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] = max(lanes[i], x.get(i));
            }
        }
    }

    private static void lower(FloatBuffer all, float[] lanes) {
        for (int from = 0; from < all.limit(); from += LANES) {
            FloatBuffer x = all.slice(from, LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] = min(lanes[i], x.get(i));
            }
        }
    }

    private static void raise(FloatBuffer all, float[] lanes) {
        for (int from = 0; from < all.limit(); from += LANES) {
            FloatBuffer x = all.slice(from, LANES);
            for (int i = 0; i < LANES; i++) {
                lanes[i] = max(lanes[i], x.get(i));
            }
        }
    }

    @Override
    void enter(double[] values, int count) {
        double sign = this.sign;
        for (int i = 0; i < count; i++) {
            values[i] *= sign;
        }
    }

    @Override
    double fold(double[] x, int places) {
        if (places > ROW) {
            for (int i = 0; i < 256; i++) {
                x[i] = min(min(x[i], x[i + 512]), min(x[i + 256], x[i + 768]));
            }
            for (int i = 0; i < 64; i++) {
                x[i] = min(min(x[i], x[i + 128]), min(x[i + 64], x[i + 192]));
            }
            for (int i = 0; i < 32; i++) {
                x[i] = min(x[i], x[i + 32]);
            }
        }
        for (int i = 0; i < 16; i++) {
            x[i] = min(x[i], x[i + 16]);
        }
        return min(
                min(min(min(x[0], x[8]), min(x[4], x[12])), min(min(x[2], x[10]), min(x[6], x[14]))),
                min(min(min(x[1], x[9]), min(x[5], x[13])), min(min(x[3], x[11]), min(x[7], x[15]))));
    }

    @Override
    double join(double left, double right) {
        return min(left, right);
    }

    @Override
    double exit(double joined) {
        return super.exit(sign * joined);
    }
}
