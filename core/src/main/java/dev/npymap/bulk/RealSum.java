package dev.npymap.bulk;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Sums: the elements of each row are added by halves, then the sums of a block's rows are. What changes no number is -0.0, not
 * 0.0.
 *
 * <p>C2 does not vectorise that, and need not: it is as fast as memory. A vectorised loop over a block's eighths was faster in
 * cache, but reads at eight places at once: out of cache, on an AMD EPYC, it took two to three times as long. The loops over
 * buffers are longer than what C2 inlines (325 bytes), and so compiled by themselves: inlined into the tree of a reduction, they
 * took twice as long.
 */
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
            for (int i = 0; i < BLOCK; i += ROW) {
                double a = (x.get(i) + x.get(i + 16)) + (x.get(i + 8) + x.get(i + 24));
                double b = (x.get(i + 1) + x.get(i + 17)) + (x.get(i + 9) + x.get(i + 25));
                double c = (x.get(i + 2) + x.get(i + 18)) + (x.get(i + 10) + x.get(i + 26));
                double d = (x.get(i + 3) + x.get(i + 19)) + (x.get(i + 11) + x.get(i + 27));
                double e = (x.get(i + 4) + x.get(i + 20)) + (x.get(i + 12) + x.get(i + 28));
                double f = (x.get(i + 5) + x.get(i + 21)) + (x.get(i + 13) + x.get(i + 29));
                double g = (x.get(i + 6) + x.get(i + 22)) + (x.get(i + 14) + x.get(i + 30));
                double h = (x.get(i + 7) + x.get(i + 23)) + (x.get(i + 15) + x.get(i + 31));
                lanes[i / ROW] = ((a + e) + (c + g)) + ((b + f) + (d + h));
            }
            results[at++] = fold(lanes, ROW);
        }
    }

    @Override
    void foldFloats(ByteBuffer elements, double[] lanes, double[] results, int at) {
        FloatBuffer all = elements.asFloatBuffer();
        for (int from = 0; from < all.limit(); from += BLOCK) {
            FloatBuffer x = all.slice(from, BLOCK);
            for (int i = 0; i < BLOCK; i += ROW) {
                double a =
                        ((double) x.get(i) + (double) x.get(i + 16)) + ((double) x.get(i + 8) + (double) x.get(i + 24));
                double b = ((double) x.get(i + 1) + (double) x.get(i + 17))
                        + ((double) x.get(i + 9) + (double) x.get(i + 25));
                double c = ((double) x.get(i + 2) + (double) x.get(i + 18))
                        + ((double) x.get(i + 10) + (double) x.get(i + 26));
                double d = ((double) x.get(i + 3) + (double) x.get(i + 19))
                        + ((double) x.get(i + 11) + (double) x.get(i + 27));
                double e = ((double) x.get(i + 4) + (double) x.get(i + 20))
                        + ((double) x.get(i + 12) + (double) x.get(i + 28));
                double f = ((double) x.get(i + 5) + (double) x.get(i + 21))
                        + ((double) x.get(i + 13) + (double) x.get(i + 29));
                double g = ((double) x.get(i + 6) + (double) x.get(i + 22))
                        + ((double) x.get(i + 14) + (double) x.get(i + 30));
                double h = ((double) x.get(i + 7) + (double) x.get(i + 23))
                        + ((double) x.get(i + 15) + (double) x.get(i + 31));
                lanes[i / ROW] = ((a + e) + (c + g)) + ((b + f) + (d + h));
            }
            results[at++] = fold(lanes, ROW);
        }
    }

    @Override
    double fold(double[] x, int places) {
        for (int i = 0; i < places; i += ROW) {
            double a = (x[i] + x[i + 16]) + (x[i + 8] + x[i + 24]);
            double b = (x[i + 1] + x[i + 17]) + (x[i + 9] + x[i + 25]);
            double c = (x[i + 2] + x[i + 18]) + (x[i + 10] + x[i + 26]);
            double d = (x[i + 3] + x[i + 19]) + (x[i + 11] + x[i + 27]);
            double e = (x[i + 4] + x[i + 20]) + (x[i + 12] + x[i + 28]);
            double f = (x[i + 5] + x[i + 21]) + (x[i + 13] + x[i + 29]);
            double g = (x[i + 6] + x[i + 22]) + (x[i + 14] + x[i + 30]);
            double h = (x[i + 7] + x[i + 23]) + (x[i + 15] + x[i + 31]);
            x[i / ROW] = ((a + e) + (c + g)) + ((b + f) + (d + h));
        }
        return places > ROW ? fold(x, ROW) : x[0];
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
