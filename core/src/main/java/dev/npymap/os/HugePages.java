package dev.npymap.os;

import java.lang.foreign.MemorySegment;

/**
 * Memory for a file in pages of 2 MiB instead of 4 KiB: a fresh file that is filled through a map meets a page fault for each.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/madvise.2.html">madvise(2)</a>
 */
final class HugePages {
    /** From Linux's {@code asm-generic/mman-common.h}. */
    static final int MADV_HUGEPAGE = 14;

    private static final int MADV_NOHUGEPAGE = 15;

    /** What x86-64 has, and AArch64 with pages of 4 KiB. */
    private static final long SIZE = 2 << 20;

    private HugePages() {}

    /**
     * Has the kernel bring 2 MiB into memory at a page's first touch, as one page where the file system has such, and nothing
     * beside it. Where it does not, or the segment holds no whole 2 MiB, what was advised before is as before but for a pattern.
     *
     * @return whether the kernel takes the advice; which pages it has for it, nothing tells
     * @throws IllegalStateException if the segment's arena is closed
     */
    static boolean prefer(MemorySegment segment) {
        MemorySegment first = first(segment);
        if (Platform.CURRENT != Platform.LINUX
                || first.byteSize() == 0
                || !segment.isAccessibleBy(Thread.currentThread())
                || Madvise.call(segment, MADV_HUGEPAGE) != Errno.NONE.result()) {
            return false;
        }
        boolean isFresh = !first.asSlice(0, 1).isLoaded();
        // Reading ahead would bring the next pages in other sizes: half of a file was seen to come in huge ones then.
        Madvise.call(segment, Advice.RANDOM.number());
        if (isFresh && !comesWhole(first)) {
            // Kernels before 5.18 know nothing of it for files: 4 KiB at a time would be slower than without any
            // advice.
            Madvise.call(segment, Advice.NORMAL.number());
            Madvise.call(segment, MADV_NOHUGEPAGE);
            return false;
        }
        return true;
    }

    /** The first huge page that lies in the segment whole; of no bytes if there is none. */
    private static MemorySegment first(MemorySegment segment) {
        long begin = -segment.address() & (SIZE - 1);
        return begin + SIZE <= segment.byteSize() ? segment.asSlice(begin, SIZE) : segment.asSlice(0, 0);
    }

    /** Whether all of it is there when its first byte is. */
    private static boolean comesWhole(MemorySegment page) {
        return Madvise.call(page.asSlice(0, 1), Pages.MADV_POPULATE_READ) == Errno.NONE.result() && page.isLoaded();
    }
}
