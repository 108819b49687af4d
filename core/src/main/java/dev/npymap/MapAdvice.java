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
     * All of it, or large parts: bring pages of 2 MiB instead of 4 KiB into memory, where the file system can, and so meet a
     * page fault 512 times as rarely. For a fresh file that is about to be filled, above all; where single elements are read
     * here and there, each brings its 2 MiB from the disk. Linux only.
     */
    HUGE_PAGES(Advice.HUGE_PAGES);

    private final Advice advice;

    MapAdvice(Advice advice) {
        this.advice = advice;
    }

    Advice advice() {
        return advice;
    }
}
