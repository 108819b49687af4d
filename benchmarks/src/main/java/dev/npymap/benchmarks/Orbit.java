package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;

/**
 * A computation that takes the same time wherever it is done: iterates of the logistic map, each of which waits for the one
 * before it, so that neither the compiler nor the processor does two at once. Rows come in blocks; each begins anew, and so the
 * values do not depend on how a file is divided between blocks.
 */
final class Orbit {
    /** 64 KiB of {@code f8}. */
    static final int BLOCK_ROWS = 8192;

    /** From one row to the next. A block of 6 million takes some 10 ms. */
    private static final int STEPS = 732;

    private static final double RATE = 3.9;

    private Orbit() {}

    /** Fills rows, the first of which begins a block. */
    static void fill(NpyArray rows) {
        DoubleAccessor values = rows.doubles();
        double value = 0;
        for (long i = 0; i < values.size(); i++) {
            long row = rows.firstRow() + i;
            value = next(row % BLOCK_ROWS == 0 ? beginning(row / BLOCK_ROWS) : value);
            values.set(i, value);
        }
    }

    /** {@return the value of a row, from the one before it in its block} */
    static double next(double before) {
        double value = before;
        for (int step = 0; step < STEPS; step++) {
            value = RATE * value * (1 - value);
        }
        return value;
    }

    /** {@return what the first row of a block is made from} */
    static double beginning(long block) {
        return (block % 997 + 1) / 1000.0;
    }
}
