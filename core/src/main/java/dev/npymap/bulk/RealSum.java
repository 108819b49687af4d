package dev.npymap.bulk;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Sums. What changes no number is -0.0, not 0.0. */
public final class RealSum extends RealFold {
    public static final RealFold SUM = new RealSum();

    private RealSum() {
        super(-0.0);
    }

    @Override
    void foldDoubles(ByteBuffer elements, double[] lanes, double[] results, int at) {
        DoubleBuffer all = elements.asDoubleBuffer();
        for (int from = 0; from < all.limit(); from += BLOCK) {
            DoubleBuffer x = all.slice(from, BLOCK);
            for (int i = 0; i < LANES; i++) {
                lanes[i] = ((x.get(i) + x.get(i + 4 * LANES)) + (x.get(i + 2 * LANES) + x.get(i + 6 * LANES)))
                        + ((x.get(i + LANES) + x.get(i + 5 * LANES)) + (x.get(i + 3 * LANES) + x.get(i + 7 * LANES)));
            }
            results[at++] = fold(lanes, LANES);
        }
    }

    // One halving at a time as they are widened: a longer loop body would be unrolled too little for wide vectors.
    @Override
    void foldFloats(ByteBuffer elements, double[] lanes, double[] results, int at) {
        FloatBuffer all = elements.asFloatBuffer();
        for (int from = 0; from < all.limit(); from += BLOCK) {
            FloatBuffer x = all.slice(from, BLOCK);
            for (int i = 0; i < 4 * LANES; i++) {
                lanes[i] = (double) x.get(i) + (double) x.get(i + 4 * LANES);
            }
            for (int i = 0; i < LANES; i++) {
                lanes[i] = (lanes[i] + lanes[i + 2 * LANES]) + (lanes[i + LANES] + lanes[i + 3 * LANES]);
            }
            results[at++] = fold(lanes, LANES);
        }
    }

    @Override
    double fold(double[] x, int places) {
        if (places > 128) {
            for (int i = 0; i < 128; i++) {
                x[i] = ((x[i] + x[i + 512]) + (x[i + 256] + x[i + 768]))
                        + ((x[i + 128] + x[i + 640]) + (x[i + 384] + x[i + 896]));
            }
        }
        if (places > 16) {
            for (int i = 0; i < 16; i++) {
                x[i] = ((x[i] + x[i + 64]) + (x[i + 32] + x[i + 96]))
                        + ((x[i + 16] + x[i + 80]) + (x[i + 48] + x[i + 112]));
            }
        }
        for (int i = 0; i < 8; i++) {
            x[i] += x[i + 8];
        }
        return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
    }

    @Override
    double join(double left, double right) {
        return left + right;
    }

    /** As if 0.0 had been added to: the sum of -0.0 alone is 0.0, as in NumPy. */
    @Override
    double exit(double joined) {
        return super.exit(joined + 0.0);
    }
}
