package dev.npymap;

import dev.npymap.os.Advice;

/** How an array will be accessed, as {@code madvise(2)} takes it. */
public enum MapAdvice {
    /** No special pattern; takes earlier advice back, but for {@link #FILL}. */
    NORMAL(Advice.NORMAL),
    /** From low to high offsets: read far ahead, and drop soon what was read. */
    SEQUENTIAL(Advice.SEQUENTIAL),
    /** In no order: do not read ahead. */
    RANDOM(Advice.RANDOM),
    /** Soon: begin to read it now. */
    WILLNEED(Advice.WILLNEED),
    /**
     * To be written, all of it: 2 MiB come into memory at a time, instead of 4 KiB, and nothing is read ahead; as one page where
     * the file system has such (ext4 since Linux 6.16, for one), so that a fresh file meets a page fault 512 times as rarely. For
     * Linux 5.18 and later and an array that holds 2 MiB; given by a thread that may access it. It takes the place of other
     * advice, and lasts as long as the map: {@link #RANDOM} after it still reads 2 MiB at a time. A sparse file gets its blocks
     * 2 MiB at a time.
     */
    FILL(Advice.FILL);

    private final Advice advice;

    MapAdvice(Advice advice) {
        this.advice = advice;
    }

    Advice advice() {
        return advice;
    }
}
