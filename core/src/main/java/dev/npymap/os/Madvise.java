package dev.npymap.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * The call that both {@link Advice} and {@link Pages} make.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/madvise.2.html">madvise(2)</a>
 */
final class Madvise {
    private Madvise() {}

    /** Found when first needed: to load the classes that call this asks for no native access. */
    private static final class Native {
        static final CFunction MADVISE =
                CFunction.find("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

        static final int PAGE_SIZE =
                CFunction.find("getpagesize", FunctionDescriptor.of(JAVA_INT)).call();
    }

    /**
     * {@return what {@code madvise} says of all pages that a segment touches, as {@link CFunction#call} does; {@code ENOSYS} if
     * it is not mapped}
     *
     * @throws IllegalStateException if the segment's arena is closed
     */
    static int call(MemorySegment segment, int number) {
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException("the segment's arena is closed");
        }
        if (segment.byteSize() == 0) {
            return Errno.NONE.result();
        }
        if (!segment.isMapped()) {
            return Errno.ENOSYS.result();
        }
        try {
            // madvise rounds the end up to a page itself, and refuses a begin that is none.
            long begin = segment.address() & -Native.PAGE_SIZE;
            long length = segment.address() - begin + segment.byteSize();
            return Native.MADVISE.call(MemorySegment.ofAddress(begin), length, number);
        } finally {
            // The bare address above keeps no automatic arena from unmapping. (Another thread that closes a shared one
            // meanwhile does no harm: at worst the call hits what is mapped there next, and changes no bytes of it.)
            Reference.reachabilityFence(segment);
        }
    }
}
