package dev.npymap.access;

import dev.npymap.bulk.Moves;
import dev.npymap.bulk.Moves.Move;
import dev.npymap.bulk.PairedRuns;
import dev.npymap.bulk.PairedRuns.Axis;
import dev.npymap.bulk.Units;
import dev.npymap.dtype.DType;
import dev.npymap.literal.PythonText;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Copies elements between arrays of one shape, whose dtypes differ in byte order and padding at most. */
final class ElementCopy {
    /** Elements of several parts are copied part by part; so many bytes of them stay in the cache meanwhile. */
    private static final long CHUNK = 1 << 17;

    /** From so many dense bytes on the JDK's copy is faster than loops over units. */
    private static final long MANY_BYTES = 64;

    private final MemorySegment source;
    private final MemorySegment target;
    private final int itemSize;
    private final List<Move> moves;

    private ElementCopy(Strided source, Strided target, List<Move> moves) {
        this.source = source.segment();
        this.target = target.segment();
        this.itemSize = source.dtype().itemSize();
        this.moves = moves;
    }

    /** What {@link Strided#copyTo} says. */
    static void copy(Strided source, Strided target) {
        List<Move> moves = moves(source, target);
        checkPair(source, target);
        if (source.size() == 0 || moves.isEmpty() || isSame(source, target)) {
            return;
        }
        if (!Overlap.of(source, target)) {
            copy(source, target, moves);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            copy(between(arena, source), target, moves);
        }
    }

    private static List<Move> moves(Strided source, Strided target) {
        return Moves.of(source.dtype(), target.dtype())
                .orElseThrow(() -> new DTypeMismatchException(
                        "a target for elements of "
                                + PythonText.shortened(source.dtype().toString())
                                + ", alike but for byte order and padding",
                        target.dtype(),
                        target.path()));
    }

    /** A copy of elements, for a target that lies over them. */
    static Strided between(Arena arena, Strided source) {
        DType dtype = source.dtype();
        MemorySegment memory = arena.allocate(source.size() * dtype.itemSize(), Long.BYTES);
        Strided copy = Strided.dense(memory, dtype, source.shape());
        copy(source, copy, moves(source, copy));
        return copy;
    }

    /**
     * Checks what every copy of one array to another needs.
     *
     * @throws IllegalArgumentException if the shapes differ
     * @throws UnsupportedOperationException if the target is read-only
     */
    static void checkPair(Strided source, Strided target) {
        if (!source.shape().equals(target.shape())) {
            throw new IllegalArgumentException(
                    "elements of shape " + source.shape() + " do not fit a target of shape " + target.shape());
        }
        if (target.segment().isReadOnly()) {
            throw Accessor.readOnly();
        }
    }

    private static boolean isSame(Strided source, Strided target) {
        return source.segment().equals(target.segment())
                && source.baseOffset() == target.baseOffset()
                && source.dtype().equals(target.dtype())
                && Arrays.equals(source.strides(), target.strides());
    }

    /** {@return the axes of both arrays} */
    static List<Axis> axes(Strided source, Strided target) {
        List<Axis> axes = new ArrayList<>(source.rank() + 2);
        for (int i = 0; i < source.rank(); i++) {
            axes.add(new Axis(
                    source.axes().length(i),
                    source.axes().stride(i),
                    target.axes().stride(i)));
        }
        return axes;
    }

    private static void copy(Strided source, Strided target, List<Move> moves) {
        List<Axis> axes = axes(source, target);
        if (moves.size() == 1 && moves.getFirst().isBytes()) {
            PairedRuns runs = runs(moves.getFirst(), axes, source.baseOffset(), target.baseOffset());
            if (runs.denseBytes() >= MANY_BYTES) {
                copyBytes(runs, source.segment(), target.segment());
                return;
            }
        }
        List<Move> parts = moves.stream()
                .flatMap(move -> isFew(move) ? move.inUnits() : Stream.of(move))
                .toList();
        new ElementCopy(source, target, parts).chunks(axes, source.baseOffset(), target.baseOffset(), source.size());
    }

    private static boolean isFew(Move move) {
        return move.isBytes() && move.axes().getLast().length() < MANY_BYTES;
    }

    private static void copyBytes(PairedRuns runs, MemorySegment source, MemorySegment target) {
        runs.forEachDense((from, _, to, _, count) -> MemorySegment.copy(source, from, target, to, count));
    }

    private void chunks(List<Axis> axes, long from, long to, long size) {
        int slowest = 0;
        for (int i = 1; i < axes.size(); i++) {
            boolean slower =
                    Math.abs(axes.get(i).target()) > Math.abs(axes.get(slowest).target());
            slowest = axes.get(slowest).length() == 1 || (slower && axes.get(i).length() > 1) ? i : slowest;
        }
        if (moves.size() == 1 || size == 1 || size <= CHUNK / itemSize) {
            moves.forEach(move -> copy(move, axes, from, to));
            return;
        }
        Axis axis = axes.get(slowest);
        long rest = size / axis.length();
        long step = Math.max(1, CHUNK / itemSize / rest);
        for (long i = 0; i < axis.length(); i += step) {
            long length = Math.min(step, axis.length() - i);
            List<Axis> chunk = new ArrayList<>(axes);
            chunk.set(slowest, new Axis(length, axis.source(), axis.target()));
            chunks(chunk, from + i * axis.source(), to + i * axis.target(), rest * length);
        }
    }

    private void copy(Move move, List<Axis> axes, long from, long to) {
        PairedRuns runs = runs(move, axes, from, to);
        if (move.isBytes() && runs.denseBytes() >= MANY_BYTES) {
            copyBytes(runs, source, target);
        } else {
            runs.forEach(new Units(source, target, move.size(), move.reversed()));
        }
    }

    private static PairedRuns runs(Move move, List<Axis> axes, long from, long to) {
        List<Axis> all = new ArrayList<>(axes);
        all.addAll(move.axes());
        return PairedRuns.of(from + move.source(), to + move.target(), all);
    }
}
