package dev.npymap.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * How mapped memory will be used, told to the kernel, which then reads ahead more, or less, or at once. Advice never
 * changes what the memory holds.
 *
 * <p>The numbers are the same in Linux's {@code asm-generic/mman-common.h} and macOS's {@code sys/mman.h}.
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
    WILLNEED(3);

    private final int number;

    Advice(int number) {
        this.number = number;
    }

    /** Found when first needed: the enum alone asks for no native access. */
    private static final class Native {
        static final CFunction MADVISE =
                CFunction.find("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

        static final int PAGE_SIZE =
                CFunction.find("getpagesize", FunctionDescriptor.of(JAVA_INT)).call();
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
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException("the segment's arena is closed");
        }
        if (segment.byteSize() == 0) {
            return true;
        }
        if (!segment.isMapped()) {
            return false;
        }
        try {
            // madvise rounds the end up to a page itself, and refuses a begin that is none.
            long begin = segment.address() & -Native.PAGE_SIZE;
            long length = segment.address() - begin + segment.byteSize();
            return Native.MADVISE.call(MemorySegment.ofAddress(begin), length, number) == 0;
        } finally {
            // The bare address above keeps no automatic arena from unmapping. (Another thread that closes a shared one
            // meanwhile does no harm: at worst the advice hits what is mapped there next.)
            Reference.reachabilityFence(segment);
        }
    }
}
