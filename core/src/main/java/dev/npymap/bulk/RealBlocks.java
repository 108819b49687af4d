package dev.npymap.bulk;

import static dev.npymap.bulk.RealFold.BLOCK;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.ForkJoinPool;

/** Reductions of floating-point elements, all of them done in {@code double}. */
public abstract class RealBlocks {
    final MemorySequence elements;

    RealBlocks(MemorySequence elements) {
        this.elements = elements;
    }

    /** Reads elements, widened to {@code double}, or rounded where they are longer. One thread may use it. */
    @FunctionalInterface
    interface Reader {
        void read(long from, int count, double[] target);
    }

    /** {@return a reader} */
    abstract Reader reader();

    /** {@return whether a block has loops of its own where it lies plainly in memory} */
    abstract boolean hasLoops();

    /** Makes numbers of blocks of {@value RealFold#BLOCK} elements, as {@link RealFold} does. */
    void foldBlocks(RealFold fold, ByteBuffer elements, double[] lanes, double[] results, int at) {
        throw new UnsupportedOperationException();
    }

    /** Counts NaN in blocks of {@value WordLoops#BLOCK} elements. */
    void countNaN(ByteBuffer elements, long[] lanes) {
        throw new UnsupportedOperationException();
    }

    /** {@return all elements, at least one, as one number} */
    public final double fold(RealFold fold, ForkJoinPool pool) {
        return fold.exit(new Folding(this, fold).reduce(elements, pool));
    }

    /** {@return how many elements are NaN} */
    public final long countNaN(ForkJoinPool pool) {
        return new Counting(this).reduce(elements, pool);
    }

    private record Folding(RealBlocks blocks, RealFold fold) implements Reduction<Double> {
        @Override
        public Double leaf(long from, int count) {
            MemorySequence.Cursor cursor = blocks.elements.new Cursor();
            double[] scratch = new double[RealFold.places(count)];
            double[] results = new double[Math.ceilDiv(count, BLOCK)];
            Reader reader = null;
            for (int at = 0; at < count; ) {
                int plain = blocks.hasLoops() ? cursor.plain(from + at, count - at, BLOCK) : 0;
                int taken = plain > 0 ? plain : Math.min(BLOCK, count - at);
                if (plain > 0) {
                    blocks.foldBlocks(fold, cursor.buffer(from + at, plain), scratch, results, at / BLOCK);
                } else {
                    reader = reader == null ? blocks.reader() : reader;
                    reader.read(from + at, taken, scratch);
                    results[at / BLOCK] = fold.foldElements(scratch, taken);
                }
                at += taken;
            }
            return tree(results, 0, results.length);
        }

        private double tree(double[] results, int from, int count) {
            if (count == 1) {
                return results[from];
            }
            int left = (int) Reduction.left(count);
            return fold.join(tree(results, from, left), tree(results, from + left, count - left));
        }

        @Override
        public Double join(Double left, Double right) {
            return fold.join(left, right);
        }
    }

    private record Counting(RealBlocks blocks) implements Reduction<Long> {
        @Override
        public Long leaf(long from, int count) {
            MemorySequence.Cursor cursor = blocks.elements.new Cursor();
            long nans = 0;
            long[] lanes = null;
            double[] scratch = null;
            Reader reader = null;
            for (int at = 0; at < count; ) {
                int plain = blocks.hasLoops() ? cursor.plain(from + at, count - at, WordLoops.BLOCK) : 0;
                int taken = plain > 0 ? plain : Math.min(BLOCK, count - at);
                if (plain > 0) {
                    lanes = lanes == null ? new long[WordLoops.LANES] : lanes;
                    blocks.countNaN(cursor.buffer(from + at, plain), lanes);
                } else {
                    scratch = scratch == null ? new double[taken] : scratch;
                    reader = reader == null ? blocks.reader() : reader;
                    reader.read(from + at, taken, scratch);
                    for (int i = 0; i < taken; i++) {
                        nans += Double.isNaN(scratch[i]) ? 1 : 0;
                    }
                }
                at += taken;
            }
            return lanes == null ? nans : nans + WordLoops.sum(lanes);
        }

        @Override
        public Long join(Long left, Long right) {
            return left + right;
        }
    }

    /** {@code float64}. */
    public static final class OfDoubles extends RealBlocks {
        public OfDoubles(MemorySequence elements) {
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
        boolean hasLoops() {
            return true;
        }

        @Override
        void foldBlocks(RealFold fold, ByteBuffer elements, double[] lanes, double[] results, int at) {
            fold.foldDoubles(elements, lanes, results, at);
        }

        @Override
        void countNaN(ByteBuffer elements, long[] lanes) {
            WordLoops.countNaN(elements.asLongBuffer(), lanes);
        }
    }

    /** {@code float32}. */
    public static final class OfFloats extends RealBlocks {
        public OfFloats(MemorySequence elements) {
            super(elements);
        }

        @Override
        Reader reader() {
            MemorySegment segment = elements.segment();
            float[] narrow = new float[(int) Math.min(BLOCK, elements.size())];
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
        boolean hasLoops() {
            return true;
        }

        @Override
        void foldBlocks(RealFold fold, ByteBuffer elements, double[] lanes, double[] results, int at) {
            fold.foldFloats(elements, lanes, results, at);
        }

        @Override
        void countNaN(ByteBuffer elements, long[] lanes) {
            WordLoops.countNaN(elements.asIntBuffer(), lanes);
        }
    }

    /** {@code float16}; widening takes most of the time, so that there are no loops without it. */
    public static final class OfHalfs extends RealBlocks {
        public OfHalfs(MemorySequence elements) {
            super(elements);
        }

        @Override
        Reader reader() {
            MemorySegment segment = elements.segment();
            short[] bits = new short[(int) Math.min(BLOCK, elements.size())];
            return (from, count, target) -> {
                elements.forEachPiece(
                        from,
                        count,
                        (offset, stride, piece, at) ->
                                Runs.gather(segment, elements.bigEndian(), offset, stride, piece, bits, at));
                for (int i = 0; i < count; i++) {
                    target[i] = Float.float16ToFloat(bits[i]);
                }
            };
        }

        @Override
        boolean hasLoops() {
            return false;
        }
    }

    /** {@code longdouble}. */
    public static final class OfLongDoubles extends RealBlocks {
        private final LongDoubleBits format;

        public OfLongDoubles(MemorySequence elements, LongDoubleBits format) {
            super(elements);
            this.format = format;
        }

        @Override
        Reader reader() {
            MemorySegment segment = elements.segment();
            return (from, count, target) -> elements.forEachPiece(from, count, (offset, stride, piece, at) -> {
                for (int i = 0; i < piece; i++) {
                    target[at + i] = format.get(segment, offset + i * stride, elements.bigEndian());
                }
            });
        }

        @Override
        boolean hasLoops() {
            return false;
        }
    }
}
