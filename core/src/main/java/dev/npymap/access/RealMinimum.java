package dev.npymap.access;

import static java.lang.Math.min;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Minima as {@link Math#min} has them: of NaN and anything NaN, and -0.0 below 0.0. Maxima are those of negated numbers. */
final class RealMinimum extends RealFold {
    /** The least element, or NaN if there is one. */
    static final RealFold MIN = new RealMinimum(1);

    /** The greatest element, or NaN if there is one. */
    static final RealFold MAX = new RealMinimum(-1);

    /** 1 for minima, -1 for maxima. */
    private final double sign;

    private RealMinimum(double sign) {
        super(Double.POSITIVE_INFINITY);
        this.sign = sign;
    }

    @Override
    void foldBlocks(DoubleBuffer elements, double[] lanes, double[] results, int at) {
        double sign = this.sign;
        for (int from = 0; from < elements.limit(); from += BLOCK) {
            DoubleBuffer x = elements.slice(from, BLOCK);
            for (int i = 0; i < 2 * LANES; i++) {
                lanes[i] = min(
                        min(sign * x.get(i), sign * x.get(i + 4 * LANES)),
                        min(sign * x.get(i + 2 * LANES), sign * x.get(i + 6 * LANES)));
            }
            for (int i = 0; i < LANES; i++) {
                lanes[i] = min(lanes[i], lanes[i + LANES]);
            }
            results[at++] = fold(lanes, LANES);
        }
    }

    @Override
    void foldBlocks(FloatBuffer elements, double[] lanes, double[] results, int at) {
        float sign = (float) this.sign;
        for (int from = 0; from < elements.limit(); from += BLOCK) {
            FloatBuffer x = elements.slice(from, BLOCK);
            for (int i = 0; i < 4 * LANES; i++) {
                lanes[i] = min(sign * x.get(i), sign * x.get(i + 4 * LANES));
            }
            for (int i = 0; i < LANES; i++) {
                lanes[i] = min(min(lanes[i], lanes[i + 2 * LANES]), min(lanes[i + LANES], lanes[i + 3 * LANES]));
            }
            results[at++] = fold(lanes, LANES);
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
