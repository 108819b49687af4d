package dev.npymap.bulk;

import static dev.npymap.bulk.WordLoops.BLOCK;

import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;

/**
 * Reductions of integers. The loops know signed numbers and minima alone: turning over the sign bit makes an unsigned number
 * a signed one, less by half of its range, and turning over all bits makes a maximum a minimum.
 */
public abstract class IntegerBlocks {
    /** How many elements are gathered at once. */
    private static final int PIECE = 1024;

    final MemorySequence elements;
    private final boolean unsigned;
    private final int bits;

    IntegerBlocks(MemorySequence elements) {
        this.elements = elements;
        this.unsigned = elements.dtype() instanceof ScalarType scalar && scalar.kind() == Kind.UINT;
        this.bits = elements.dtype().itemSize() * Byte.SIZE;
    }

    /** Reads elements, sign-extended. One thread may use it. */
    @FunctionalInterface
    interface Reader {
        void read(long from, int count, long[] target);
    }

    /** {@return a reader} */
    abstract Reader reader();

    /** Adds blocks of {@value WordLoops#BLOCK} elements, the bits of the mask turned over in each element. */
    abstract void sum(ByteBuffer elements, long mask, long[] lanes);

    /** Lowers lanes to the least of such blocks; it stands in the upper bits of an int or long. */
    abstract void least(ByteBuffer elements, long mask, long[] lanes);

    /** {@return the sum of all elements, modulo 2^64} */
    public final long sum(ForkJoinPool pool) {
        long excess = unsigned ? 1L << (bits - 1) : 0;
        return new Folding(this, true, signMask()).reduce(elements, pool) + elements.size() * excess;
    }

    /** {@return the least element, at least one there; one of 64 bits as its bits} */
    public final long least(ForkJoinPool pool) {
        return least(signMask(), pool);
    }

    /** {@return the greatest element, likewise} */
    public final long greatest(ForkJoinPool pool) {
        return least(~signMask(), pool);
    }

    private long least(long mask, ForkJoinPool pool) {
        long least = new Folding(this, false, mask).reduce(elements, pool) ^ mask;
        return unsigned && bits < Long.SIZE ? least & ((1L << bits) - 1) : least;
    }

    private long signMask() {
        return unsigned ? -1L << (bits - 1) : 0;
    }

    private record Folding(IntegerBlocks blocks, boolean sum, long mask) implements Reduction<Long> {
        @Override
        public Long leaf(long from, int count) {
            MemorySequence elements = blocks.elements;
            MemorySequence.Cursor cursor = elements.new Cursor();
            long result = sum ? 0 : Long.MAX_VALUE;
            long[] lanes = null;
            long[] scratch = null;
            Reader reader = null;
            for (int at = 0; at < count; ) {
                int plain = cursor.plain(from + at, count - at, BLOCK);
                int taken = plain > 0 ? plain : Math.min(PIECE, count - at);
                if (plain > 0) {
                    lanes = lanes == null ? lanes() : lanes;
                    loop(cursor.buffer(from + at, plain), lanes);
                } else {
                    scratch = scratch == null ? new long[taken] : scratch;
                    reader = reader == null ? blocks.reader() : reader;
                    reader.read(from + at, taken, scratch);
                    result = join(result, fold(scratch, taken));
                }
                at += taken;
            }
            return lanes == null ? result : join(result, fold(lanes));
        }

        private long[] lanes() {
            long[] lanes = new long[WordLoops.LANES];
            Arrays.fill(lanes, sum ? 0 : Long.MAX_VALUE);
            return lanes;
        }

        private void loop(ByteBuffer elements, long[] lanes) {
            if (sum) {
                blocks.sum(elements, mask, lanes);
            } else {
                blocks.least(elements, mask, lanes);
            }
        }

        private long fold(long[] lanes) {
            return sum ? WordLoops.sum(lanes) : WordLoops.least(lanes) >> Math.max(0, Integer.SIZE - blocks.bits);
        }

        private long fold(long[] values, int count) {
            long result = sum ? 0 : Long.MAX_VALUE;
            if (sum) {
                for (int i = 0; i < count; i++) {
                    result += values[i] ^ mask;
                }
            } else {
                for (int i = 0; i < count; i++) {
                    result = Math.min(result, values[i] ^ mask);
                }
            }
            return result;
        }

        @Override
        public Long join(Long left, Long right) {
            return sum ? left + right : Math.min(left, right);
        }
    }

    /** {@code int8} and {@code uint8}. */
    public static final class OfBytes extends IntegerBlocks {
        public OfBytes(MemorySequence elements) {
            super(elements);
        }

        @Override
        Reader reader() {
            MemorySegment segment = elements.segment();
            byte[] narrow = new byte[(int) Math.min(PIECE, elements.size())];
            return (from, count, target) -> {
                elements.forEachPiece(
                        from,
                        count,
                        (offset, stride, piece, at) -> Runs.gather(segment, offset, stride, piece, narrow, at));
                for (int i = 0; i < count; i++) {
                    target[i] = narrow[i];
                }
            };
        }

        private static int everywhere(long mask) {
            return ((int) mask & 0xff) * 0x01010101;
        }

        @Override
        void sum(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.sumBytes(elements.asIntBuffer(), everywhere(mask ^ Byte.MIN_VALUE), lanes);
            lanes[0] += (long) Byte.MIN_VALUE * elements.limit();
        }

        @Override
        void least(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.leastBytes(elements.asIntBuffer(), everywhere(mask), lanes);
        }
    }

    /** {@code int16} and {@code uint16}. */
    public static final class OfShorts extends IntegerBlocks {
        public OfShorts(MemorySequence elements) {
            super(elements);
        }

        @Override
        Reader reader() {
            MemorySegment segment = elements.segment();
            short[] narrow = new short[(int) Math.min(PIECE, elements.size())];
            return (from, count, target) -> {
                elements.forEachPiece(
                        from,
                        count,
                        (offset, stride, piece, at) ->
                                Runs.gather(segment, elements.bigEndian(), offset, stride, piece, narrow, at));
                for (int i = 0; i < count; i++) {
                    target[i] = narrow[i];
                }
            };
        }

        private static int everywhere(long mask) {
            return ((int) mask & 0xffff) * 0x00010001;
        }

        @Override
        void sum(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.sumShorts(elements.asIntBuffer(), everywhere(mask), lanes);
        }

        @Override
        void least(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.leastShorts(elements.asIntBuffer(), everywhere(mask), lanes);
        }
    }

    /** {@code int32} and {@code uint32}. */
    public static final class OfInts extends IntegerBlocks {
        public OfInts(MemorySequence elements) {
            super(elements);
        }

        @Override
        Reader reader() {
            MemorySegment segment = elements.segment();
            int[] narrow = new int[(int) Math.min(PIECE, elements.size())];
            return (from, count, target) -> {
                elements.forEachPiece(
                        from,
                        count,
                        (offset, stride, piece, at) ->
                                Runs.gather(segment, elements.bigEndian(), offset, stride, piece, narrow, at));
                for (int i = 0; i < count; i++) {
                    target[i] = narrow[i];
                }
            };
        }

        @Override
        void sum(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.sumInts(elements.asIntBuffer(), (int) mask, lanes);
        }

        @Override
        void least(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.leastInts(elements.asIntBuffer(), (int) mask, lanes);
        }
    }

    /** {@code int64} and {@code uint64}, and the numbers of dates. */
    public static final class OfLongs extends IntegerBlocks {
        public OfLongs(MemorySequence elements) {
            super(elements);
        }

        @Override
        Reader reader() {
            MemorySegment segment = elements.segment();
            return (from, count, target) -> elements.forEachPiece(
                    from,
                    count,
                    (offset, stride, piece, at) ->
                            Runs.gather(segment, elements.bigEndian(), offset, stride, piece, target, at));
        }

        @Override
        void sum(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.sumLongs(elements.asLongBuffer(), mask, lanes);
        }

        @Override
        void least(ByteBuffer elements, long mask, long[] lanes) {
            WordLoops.leastLongs(elements.asLongBuffer(), mask, lanes);
        }
    }
}
