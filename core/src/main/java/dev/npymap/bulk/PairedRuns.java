package dev.npymap.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Visits two arrays of one shape together, in an order that suits memory instead of C order: axes that lie behind one another
 * in both are one, the target's densest axis is innermost, and where the source is dense along another axis the two are
 * walked in tiles, so that a line of the cache that was read is used up before it is lost.
 */
public final class PairedRuns {
    /** Runs along one axis of both arrays. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * Takes one run.
         *
         * @param source where the run's first element lies, in bytes from the beginning of the source's segment
         * @param sourceStride the distance between its elements there, in bytes
         * @param target the same in the target's segment
         * @param targetStride likewise
         * @param count how many elements it has, at least 1
         */
        void accept(long source, long sourceStride, long target, long targetStride, int count);
    }

    /**
     * One axis of both arrays.
     *
     * @param length how many elements it has
     * @param source the distance between two of them in the source, in bytes
     * @param target the distance between two of them in the target, in bytes
     */
    public record Axis(long length, long source, long target) {
        /** {@return whether single bytes lie dense in both} */
        boolean isDense() {
            return source == 1 && target == 1;
        }
    }

    /** A run is no longer, so that its loop can count in an {@code int}. */
    private static final int MAX_RUN = 1 << 28;

    /** A loop over fewer elements costs more than it does: then a longer axis goes inside. */
    private static final int SHORT = 16;

    private static final int TILE_WIDTH = 32;
    private static final int TILE_ELEMENTS = 2048;

    private final long source;
    private final long target;

    /** From the target's largest stride to its smallest. */
    private final List<Axis> axes;

    private PairedRuns(long source, long target, List<Axis> axes) {
        this.source = source;
        this.target = target;
        this.axes = axes;
    }

    /**
     * {@return the runs of all elements}
     *
     * @param source where the first element lies, in bytes from the beginning of the source's segment
     * @param target the same in the target's segment
     * @param axes the axes in any order; their lengths are not 0
     */
    public static PairedRuns of(long source, long target, List<Axis> axes) {
        List<Axis> ordered = new ArrayList<>(axes.size());
        for (Axis axis : axes) {
            if (axis.length == 1) {
                continue;
            }
            if (axis.target < 0) {
                source += (axis.length - 1) * axis.source;
                target += (axis.length - 1) * axis.target;
                ordered.add(new Axis(axis.length, -axis.source, -axis.target));
            } else {
                ordered.add(axis);
            }
        }
        ordered.sort(Comparator.comparingLong(Axis::target)
                .thenComparingLong(axis -> Math.abs(axis.source))
                .reversed());
        return new PairedRuns(source, target, joined(ordered));
    }

    /** The axes that lie behind one another in both arrays are one. */
    private static List<Axis> joined(List<Axis> ordered) {
        List<Axis> joined = new ArrayList<>(ordered.size());
        for (Axis axis : ordered) {
            Axis outer = joined.isEmpty() ? null : joined.getLast();
            if (outer != null
                    && outer.source == axis.source * axis.length
                    && outer.target == axis.target * axis.length) {
                joined.set(joined.size() - 1, new Axis(outer.length * axis.length, axis.source, axis.target));
            } else {
                joined.add(axis);
            }
        }
        return joined;
    }

    /** {@return the bytes that lie dense in both arrays, where elements are single bytes} */
    public long denseBytes() {
        Axis last = axes.isEmpty() ? null : axes.getLast();
        return last != null && last.isDense() ? last.length : 1;
    }

    /** Visits every element, dense bytes first. */
    public void forEachDense(Consumer consumer) {
        outer(0, axes.isEmpty() ? 0 : axes.size() - 1, axes, source, target, consumer);
    }

    /** Visits every element. */
    public void forEach(Consumer consumer) {
        List<Axis> order = new ArrayList<>(axes);
        int inner = inner();
        int partner = partner(inner);
        int outer = axes.size() - (partner >= 0 ? 2 : inner >= 0 ? 1 : 0);
        if (partner >= 0) {
            order.add(axes.get(partner));
        }
        if (inner >= 0) {
            order.add(axes.get(inner));
            order.remove(Math.max(inner, partner));
        }
        if (partner >= 0) {
            order.remove(Math.min(inner, partner));
        }
        outer(0, outer, order, source, target, consumer);
    }

    /** The axis of the innermost loop: the target's densest, unless it is short and another is not; -1 for no axes. */
    private int inner() {
        int inner = axes.size() - 1;
        if (inner > 0 && axes.get(inner).length < SHORT) {
            for (int i = 0; i < axes.size(); i++) {
                inner = axes.get(i).length > axes.get(inner).length ? i : inner;
            }
        }
        return inner;
    }

    /** The axis along which one of the arrays is denser than along the innermost one; -1 if there is none. */
    private int partner(int inner) {
        if (inner != axes.size() - 1) {
            return axes.size() - 1;
        }
        int densest = inner;
        for (int i = 0; i < axes.size(); i++) {
            densest = Math.abs(axes.get(i).source) < Math.abs(axes.get(densest).source) ? i : densest;
        }
        return densest == inner ? -1 : densest;
    }

    /** Loops over the axes before {@code end}, and over the one or two behind them as a run or in tiles. */
    private static void outer(int at, int end, List<Axis> order, long source, long target, Consumer consumer) {
        if (at < end) {
            Axis axis = order.get(at);
            for (long i = 0; i < axis.length; i++) {
                outer(at + 1, end, order, source + i * axis.source, target + i * axis.target, consumer);
            }
        } else if (order.size() - end == 2) {
            tiles(order.get(end), order.get(end + 1), source, target, consumer);
        } else if (order.size() - end == 1) {
            run(order.get(end), 0, order.get(end).length, source, target, consumer);
        } else {
            consumer.accept(source, 0, target, 0, 1);
        }
    }

    private static void tiles(Axis wide, Axis inner, long source, long target, Consumer consumer) {
        long width = Math.min(wide.length, TILE_WIDTH);
        long height = TILE_ELEMENTS / width;
        for (long i = 0; i < inner.length; i += height) {
            long iEnd = Math.min(inner.length, i + height);
            for (long w = 0; w < wide.length; w++) {
                run(inner, i, iEnd, source + w * wide.source, target + w * wide.target, consumer);
            }
        }
    }

    private static void run(Axis axis, long from, long to, long source, long target, Consumer consumer) {
        for (long i = from; i < to; i += MAX_RUN) {
            int count = (int) Math.min(to - i, MAX_RUN);
            consumer.accept(source + i * axis.source, axis.source, target + i * axis.target, axis.target, count);
        }
    }
}
