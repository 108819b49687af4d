package dev.npymap.os;

import java.lang.foreign.MemorySegment;

/**
 * How mapped memory will be used, told to the kernel, which then reads ahead more, or less, or at once. Advice never
 * changes what the memory holds.
 *
 * <p>The numbers of POSIX's advice are the same in Linux's {@code asm-generic/mman-common.h} and macOS's {@code sys/mman.h}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/madvise.2.html">madvise(2)</a>
 */
public enum Advice {
    /** No special use: takes {@link #RANDOM} and {@link #SEQUENTIAL} back. */
    NORMAL(0),
    /** Pages in no order: reading ahead is useless. */
    RANDOM(1),
    /** Pages in order: read far ahead, and drop early what was read. */
    SEQUENTIAL(2),
    /** All pages, soon: read them now, in the background. */
    WILLNEED(3),
    /** All of it will be written: see {@link HugePages#prefer}. Linux's alone. */
    FILL(HugePages.MADV_HUGEPAGE) {
        @Override
        public boolean give(MemorySegment segment) {
            return HugePages.prefer(segment);
        }
    };

    private final int number;

    Advice(int number) {
        this.number = number;
    }

    final int number() {
        return number;
    }

    /**
     * Gives this advice for every page that the segment touches.
     *
     * @param segment a part of a mapped file; for one of no bytes there is nothing to do
     * @return {@code false} if the platform or the kernel does not take the advice, the segment is not mapped, or
     *     native access is denied; all of which is harmless
     * @throws IllegalStateException if the segment's arena is closed
     */
    public boolean give(MemorySegment segment) {
        return Madvise.call(segment, number) == 0;
    }
}
