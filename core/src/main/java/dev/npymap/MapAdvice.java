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
    WILLNEED(Advice.WILLNEED);

    private final Advice advice;

    MapAdvice(Advice advice) {
        this.advice = advice;
    }

    Advice advice() {
        return advice;
    }
}
