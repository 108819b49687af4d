package dev.npymap.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Moves runs whose elements do not lie dense, as {@link Runs} tells, which has the dense ones.
 *
 * <p>Where the stride is a constant, C2 checks the bounds of such a loop once and not for each element, which makes it about
 * twice as fast. So each stride that long runs have gets a class of its own: a copy of {@link ConstantStride} whose class data
 * is the stride. A copy has a profile of its own too, which other strides do not pollute.
 */
interface StrideLoops {
    void gather(MemorySegment segment, long offset, long stride, int count, byte[] target, int from);

    void scatter(MemorySegment segment, long offset, long stride, int count, byte[] source, int from);

    void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, short[] target, int from);

    void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, short[] source, int from);

    void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] target, int from);

    void scatter(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] source, int from);

    void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] target, int from);

    void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] source, int from);

    void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] target, int from);

    void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] source, int from);

    void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] target, int from);

    void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] source, int from);

    /** {@return loops for a stride} */
    static StrideLoops of(long stride, long count) {
        return count < Copies.LONG_RUN ? Copies.ANY_STRIDE : Copies.of(stride);
    }

    /** The classes that were made. */
    final class Copies {
        /** Where a run is shorter, a class is not worth its making, nor even its finding. */
        static final int LONG_RUN = 1024;

        static final StrideLoops ANY_STRIDE = new ConstantStride();

        /** So many strides have a class of their own. */
        private static final int MOST = 64;

        private static final Map<Long, StrideLoops> MADE = new ConcurrentHashMap<>();

        private Copies() {}

        static StrideLoops of(long stride) {
            StrideLoops made = MADE.get(stride);
            if (made == null) {
                made = MADE.size() < MOST ? MADE.computeIfAbsent(stride, Copies::make) : ANY_STRIDE;
            }
            return made;
        }

        static StrideLoops make(Long stride) {
            try (InputStream code =
                    StrideLoops.class.getResourceAsStream(ConstantStride.class.getSimpleName() + ".class")) {
                MethodHandles.Lookup copy =
                        MethodHandles.lookup().defineHiddenClassWithClassData(code.readAllBytes(), stride, true);
                return (StrideLoops) copy.lookupClass().getDeclaredConstructor().newInstance();
            } catch (IOException | ReflectiveOperationException e) {
                throw new LinkageError("a class file of this very package", e);
            }
        }
    }
}
