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
    private static final int QUARTER = BLOCK / 4;

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
        Arrays.fill(lanes, 0, QUARTER, sign * neutral);
        if (sign > 0) {
            lower(all, lanes);
        } else {
            raise(all, lanes);
        }
        Arrays.fill(results, at, at + all.limit() / BLOCK, neutral);
        results[at] = foldElements(lanes, QUARTER);
    }

    @Override
    void foldFloats(ByteBuffer elements, double[] lanes, double[] results, int at) {
        FloatBuffer all = elements.asFloatBuffer();
        float[] narrow = new float[QUARTER];
        Arrays.fill(narrow, (float) (sign * neutral));
        if (sign > 0) {
            lower(all, narrow);
        } else {
            raise(all, narrow);
        }
        for (int i = 0; i < QUARTER; i++) {
            lanes[i] = narrow[i];
        }
        Arrays.fill(results, at, at + all.limit() / BLOCK, neutral);
        results[at] = foldElements(lanes, QUARTER);
    }

    private static void lower(DoubleBuffer all, double[] lanes) {
        for (int from = 0; from < all.limit(); from += BLOCK) {
            DoubleBuffer x = all.slice(from, BLOCK);
            for (int i = 0; i < QUARTER; i++) {
                double least =
                        min(min(x.get(i), x.get(i + QUARTER)), min(x.get(i + 2 * QUARTER), x.get(i + 3 * QUARTER)));
                lanes[i] = min(lanes[i], least);
            }
        }
    }

    private static void raise(DoubleBuffer all, double[] lanes) {
        for (int from = 0; from < all.limit(); from += BLOCK) {
            DoubleBuffer x = all.slice(from, BLOCK);
            for (int i = 0; i < QUARTER; i++) {
                double greatest =
                        max(max(x.get(i), x.get(i + QUARTER)), max(x.get(i + 2 * QUARTER), x.get(i + 3 * QUARTER)));
                lanes[i] = max(lanes[i], greatest);
            }
        }
    }

    private static void lower(FloatBuffer all, float[] lanes) {
        for (int from = 0; from < all.limit(); from += BLOCK) {
            FloatBuffer x = all.slice(from, BLOCK);
            for (int i = 0; i < QUARTER; i++) {
                float least =
                        min(min(x.get(i), x.get(i + QUARTER)), min(x.get(i + 2 * QUARTER), x.get(i + 3 * QUARTER)));
                lanes[i] = min(lanes[i], least);
            }
        }
    }

    private static void raise(FloatBuffer all, float[] lanes) {
        for (int from = 0; from < all.limit(); from += BLOCK) {
            FloatBuffer x = all.slice(from, BLOCK);
            for (int i = 0; i < QUARTER; i++) {
                float greatest =
                        max(max(x.get(i), x.get(i + QUARTER)), max(x.get(i + 2 * QUARTER), x.get(i + 3 * QUARTER)));
                lanes[i] = max(lanes[i], greatest);
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
        if (places > 128) {
            for (int i = 0; i < 256; i++) {
                x[i] = min(min(x[i], x[i + 512]), min(x[i + 256], x[i + 768]));
            }
            for (int i = 0; i < 128; i++) {
                x[i] = min(x[i], x[i + 128]);
            }
        }
        if (places > 16) {
            for (int i = 0; i < 32; i++) {
                x[i] = min(min(x[i], x[i + 64]), min(x[i + 32], x[i + 96]));
            }
            for (int i = 0; i < 16; i++) {
                x[i] = min(x[i], x[i + 16]);
            }
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
