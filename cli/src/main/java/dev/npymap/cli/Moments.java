package dev.npymap.cli;

/**
 * What is known of some numbers. Immutable.
 *
 * <p>Each number, and their sum, is one of two doubles: {@code high}, the nearest, and {@code low}, what it lacks. So integers of
 * 64 bits are exact, and so is, nearly, the mean of numbers that are all far from zero.
 *
 * @param count how many there are, without NaN
 * @param nans how many are NaN
 * @param min the least, or positive infinity if there is none
 * @param max the greatest, or negative infinity if there is none
 * @param sum the sum, not finite if any number is not
 * @param squares the sum of the squares of their distances from the mean, NaN if any number is not finite
 */
record Moments(long count, long nans, Pair min, Pair max, Pair sum, double squares) {
    /** How many squares are added up before their sum is added to others without loss. */
    private static final int PART = 64;

    /** Those of no number. */
    static final Moments NONE = new Moments(
            0, 0, new Pair(Double.POSITIVE_INFINITY, 0), new Pair(Double.NEGATIVE_INFINITY, 0), new Pair(0, 0), 0);

    /**
     * A number, in two doubles.
     *
     * @param high the nearest double
     * @param low what it lacks
     */
    record Pair(double high, double low) {
        /** {@return the sum of two doubles, exactly, whichever is larger} */
        static Pair sum(double a, double b) {
            double sum = a + b;
            double rest = sum - a;
            return new Pair(sum, (a - (sum - rest)) + (b - rest));
        }

        /** {@return the product of two doubles, exactly} */
        static Pair product(double a, double b) {
            double product = a * b;
            return new Pair(product, Math.fma(a, b, -product));
        }

        Pair plus(Pair other) {
            Pair sum = sum(high, other.high);
            return normal(sum.high, sum.low + (low + other.low));
        }

        Pair dividedBy(double divisor) {
            double quotient = high / divisor;
            double rest = Math.fma(-quotient, divisor, high) + low;
            return normal(quotient, rest / divisor);
        }

        /** What is not finite has nothing that it lacks. */
        private static Pair normal(double high, double low) {
            return Double.isFinite(high) ? sum(high, low) : new Pair(high, 0);
        }

        boolean isBelow(Pair other) {
            return high < other.high || (high == other.high && low < other.low);
        }
    }

    /**
     * {@return those of a block of numbers}
     *
     * @param count how many numbers, at least one
     * @param high their nearest doubles, none NaN
     * @param low what they lack, or null where that is nothing
     */
    static Moments of(int count, double[] high, double[] low) {
        Pair min = low == null ? new Pair(least(count, high), 0) : least(count, high, low);
        Pair max = low == null ? new Pair(greatest(count, high), 0) : greatest(count, high, low);
        Pair sum = low == null ? sum(count, high) : sum(count, high).plus(sum(count, low));
        double middle = sum.high / count;
        if (!Double.isFinite(middle)) {
            return new Moments(count, 0, min, max, sum, Double.NaN);
        }
        // The middle is the mean rounded: what it is off by is taken out again.
        Pair moved = Pair.product(-count, middle).plus(sum);
        double squares = low == null ? squares(count, high, middle) : squares(count, high, low, middle);
        return new Moments(count, 0, min, max, sum, Math.max(0, squares - moved.high / count * moved.high));
    }

    /** {@return these with so many NaN more} */
    Moments withNaN(long more) {
        return new Moments(count, nans + more, min, max, sum, squares);
    }

    /** {@return those of these numbers and of others} */
    Moments join(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other.withNaN(nans) : withNaN(other.nans);
        }
        long all = count + other.count;
        Pair here = mean();
        Pair there = other.mean();
        double distance = (there.high() - here.high()) + (there.low() - here.low());
        // Chan, Golub and LeVeque, 1979.
        double between = distance * distance * ((double) count / all * other.count);
        return new Moments(
                all,
                nans + other.nans,
                other.min.isBelow(min) ? other.min : min,
                max.isBelow(other.max) ? other.max : max,
                sum.plus(other.sum),
                squares + other.squares + between);
    }

    private Pair mean() {
        return sum.dividedBy((double) count);
    }

    /** {@return the mean, NaN if there are no numbers} */
    double average() {
        return count == 0 ? Double.NaN : mean().high();
    }

    /** {@return the population's standard deviation, NaN if there are no numbers, or one is not finite} */
    double deviation() {
        return count == 0 ? Double.NaN : Math.sqrt(squares / count);
    }

    private static double least(int count, double[] x) {
        double a = x[0];
        double b = x[count - 1];
        for (int i = 0; i + 1 < count; i += 2) {
            a = x[i] < a ? x[i] : a;
            b = x[i + 1] < b ? x[i + 1] : b;
        }
        return b < a ? b : a;
    }

    private static double greatest(int count, double[] x) {
        double a = x[0];
        double b = x[count - 1];
        for (int i = 0; i + 1 < count; i += 2) {
            a = x[i] > a ? x[i] : a;
            b = x[i + 1] > b ? x[i + 1] : b;
        }
        return b > a ? b : a;
    }

    private static Pair least(int count, double[] high, double[] low) {
        int at = 0;
        for (int i = 1; i < count; i++) {
            at = high[i] < high[at] || (high[i] == high[at] && low[i] < low[at]) ? i : at;
        }
        return new Pair(high[at], low[at]);
    }

    private static Pair greatest(int count, double[] high, double[] low) {
        int at = 0;
        for (int i = 1; i < count; i++) {
            at = high[i] > high[at] || (high[i] == high[at] && low[i] > low[at]) ? i : at;
        }
        return new Pair(high[at], low[at]);
    }

    /** Each number is added without loss; two sums at once, as an addition need not wait for the one before then. */
    private static Pair sum(int count, double[] x) {
        double a = 0;
        double b = 0;
        double lostOfA = 0;
        double lostOfB = 0;
        for (int i = 0; i + 1 < count; i += 2) {
            double nextA = a + x[i];
            double restA = nextA - a;
            lostOfA += (a - (nextA - restA)) + (x[i] - restA);
            a = nextA;
            double nextB = b + x[i + 1];
            double restB = nextB - b;
            lostOfB += (b - (nextB - restB)) + (x[i + 1] - restB);
            b = nextB;
        }
        double last = count % 2 == 0 ? 0 : x[count - 1];
        if (!Double.isFinite(a + b + last)) {
            return new Pair(a + b + last, 0);
        }
        return Pair.sum(a, b).plus(new Pair(last, lostOfA + lostOfB));
    }

    /** Part by part, so that few roundings come together. */
    private static double squares(int count, double[] x, double middle) {
        double all = 0;
        double lost = 0;
        for (int from = 0; from < count; from += PART) {
            double part = part(x, from, Math.min(count, from + PART), middle);
            double next = all + part;
            // Both are positive, and Dekker's sum of two needs to know which one is larger.
            lost += all > part ? part - (next - all) : all - (next - part);
            all = next;
        }
        return all + lost;
    }

    private static double part(double[] x, int from, int to, double middle) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            double first = x[i] - middle;
            double second = x[i + 1] - middle;
            double third = x[i + 2] - middle;
            double fourth = x[i + 3] - middle;
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }
        for (; i < to; i++) {
            double distance = x[i] - middle;
            a += distance * distance;
        }
        return (a + b) + (c + d);
    }

    private static double squares(int count, double[] high, double[] low, double middle) {
        double[] distances = new double[count];
        for (int i = 0; i < count; i++) {
            distances[i] = (high[i] - middle) + low[i];
        }
        return squares(count, distances, 0);
    }
}
