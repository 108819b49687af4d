package dev.npymap.bulk;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The elements of a view as one sequence, in the order in which they lie in memory: whatever the order of the axes, and
 * whichever way they run, the bytes are read from the lowest to the highest as far as strides allow it.
 */
public final class MemorySequence {
    private final MemorySegment segment;
    private final DType dtype;
    private final boolean bigEndian;
    private final long base;
    private final long size;

    /** The axes outside of a run, the slowest first. */
    private final long[] lengths;

    private final long[] strides;

    /** Elements in a run, and the distance between them, in bytes. */
    private final long run;

    private final long step;

    /** Whether runs can be read as they are: dense, in native memory and byte order. */
    private final boolean plain;

    /** A part of a run. */
    @FunctionalInterface
    interface PieceConsumer {
        /**
         * Takes one piece.
         *
         * @param offset where the first element lies, in bytes from the segment's beginning
         * @param stride the distance between elements, in bytes
         * @param count how many elements
         * @param at the place of the first one among all that were asked for
         */
        void accept(long offset, long stride, int count, int at);
    }

    /**
     * Describes elements; nothing is read.
     *
     * @param segment the memory
     * @param dtype what an element is
     * @param baseOffset where element 0 lies, in bytes from the segment's beginning
     * @param axes the view's axes
     */
    public MemorySequence(MemorySegment segment, DType dtype, long baseOffset, Axes axes) {
        int[] slowestFirst = slowestFirst(axes);
        long[] lengths = new long[slowestFirst.length + 1];
        long[] strides = new long[lengths.length];
        long lowest = baseOffset;
        int count = 0;
        for (int axis : slowestFirst) {
            long length = axes.length(axis);
            long stride = Math.abs(axes.stride(axis));
            lowest += Math.min(0, axes.stride(axis)) * (length - 1);
            // Axes that lie dense behind one another are one.
            if (count > 0 && strides[count - 1] == stride * length) {
                lengths[count - 1] *= length;
                strides[count - 1] = stride;
            } else {
                lengths[count] = length;
                strides[count++] = stride;
            }
        }
        int outer = Math.max(0, count - 1);
        ByteOrder order = dtype instanceof ScalarType scalar ? scalar.order() : ByteOrder.nativeOrder();
        this.segment = segment;
        this.dtype = dtype;
        this.bigEndian = order == ByteOrder.BIG_ENDIAN;
        this.base = lowest;
        this.size = axes.size();
        this.run = count == 0 ? 1 : lengths[outer];
        this.step = count == 0 ? dtype.itemSize() : strides[outer];
        this.lengths = Arrays.copyOf(lengths, outer);
        this.strides = strides;
        this.plain = step == dtype.itemSize()
                && segment.isNative()
                && (order == ByteOrder.nativeOrder() || dtype.itemSize() == 1);
    }

    private static int[] slowestFirst(Axes axes) {
        int[] slowestFirst = new int[axes.rank()];
        int count = 0;
        for (int axis = 0; axis < slowestFirst.length; axis++) {
            if (axes.length(axis) == 1) {
                continue;
            }
            int place = count++;
            for (; place > 0 && Math.abs(axes.stride(slowestFirst[place - 1])) < Math.abs(axes.stride(axis)); place--) {
                slowestFirst[place] = slowestFirst[place - 1];
            }
            slowestFirst[place] = axis;
        }
        return Arrays.copyOf(slowestFirst, count);
    }

    MemorySegment segment() {
        return segment;
    }

    DType dtype() {
        return dtype;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** {@return the number of elements} */
    long size() {
        return size;
    }

    /** Finds elements that lie plainly in memory; one thread may use it, and it remembers the run where it was last. */
    final class Cursor {
        private long runStart;
        private long runEnd;
        private long runOffset;

        /** {@return how many of the next elements, a multiple of a block, lie dense in native memory and byte order} */
        int plain(long from, int count, int block) {
            if (!plain || count < block) {
                return 0;
            }
            if (from < runStart || from >= runEnd) {
                runStart = from - from % run;
                runEnd = runStart + run;
                runOffset = offset(runStart);
            }
            int found = (int) Math.min(count, runEnd - from);
            return found - found % block;
        }

        /** {@return these elements, as found by {@link #plain}, as a buffer} */
        ByteBuffer buffer(long from, int count) {
            return MemorySequence.buffer(segment, runOffset + (from - runStart) * step, Math.toIntExact(count * step));
        }
    }

    /** {@return where an element lies, in bytes from the segment's beginning} */
    private long offset(long index) {
        long offset = base + index % run * step;
        long rest = index / run;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            offset += rest % lengths[axis] * strides[axis];
            rest /= lengths[axis];
        }
        return offset;
    }

    /**
     * {@return bytes of the segment, as a buffer in native order}
     *
     * <p>C2 vectorises loops over buffers of every type; over a segment it was seen (JDK 25) to do so for integers only. Always
     * a read-only buffer, so that the loops see one class.
     */
    private static ByteBuffer buffer(MemorySegment segment, long offset, int bytes) {
        return segment.asSlice(offset, bytes).asByteBuffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    /** Visits elements piece by piece. */
    void forEachPiece(long from, int count, PieceConsumer consumer) {
        long[] index = new long[lengths.length];
        long rest = from / run;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            index[axis] = rest % lengths[axis];
            rest /= lengths[axis];
        }
        long skip = from % run;
        long start = offset(from - skip);
        for (int at = 0; at < count; ) {
            int piece = (int) Math.min(run - skip, count - at);
            consumer.accept(start + skip * step, step, piece, at);
            at += piece;
            skip = 0;
            for (int axis = lengths.length - 1; axis >= 0; axis--) {
                start += strides[axis];
                if (++index[axis] < lengths[axis]) {
                    break;
                }
                start -= lengths[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }
}
