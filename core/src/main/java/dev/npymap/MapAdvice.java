package dev.npymap;

import dev.npymap.os.Advice;

/** How an array will be accessed, as {@code madvise(2)} takes it. */
public enum MapAdvice {
    /** No special pattern; takes earlier advice back. */
    NORMAL(Advice.NORMAL),
    /** From low to high offsets: read far ahead, and drop soon what was read. */
    SEQUENTIAL(Advice.SEQUENTIAL),
    /** In no order: do not read ahead. */
    RANDOM(Advice.RANDOM),
    /** Soon: begin to read it now. */
    WILLNEED(Advice.WILLNEED),
    /**
     * To be written, all of it: memory comes in pages of 2 MiB instead of 4 KiB, so that a fresh file meets a page fault 512
     * times as rarely, and nothing is read ahead. Taken on Linux where the file system has such pages and the array is large
     * enough for one; nothing changes elsewhere. A sparse file gets its blocks 2 MiB at a time then.
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
