package dev.npymap.spark;

/**
 * Rows of a table, one behind the other.
 *
 * @param from the first one
 * @param to the one past the last one; equal to {@code from} where there are none
 */
record RowRange(long from, long to) {
    RowRange {
        if (from > to) {
            to = from;
        }
    }

    /** {@return the rows that are in both} */
    RowRange and(RowRange other) {
        return new RowRange(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** {@return these rows, but no more than a number of them} */
    RowRange first(long count) {
        return new RowRange(from, from + Math.min(count, rows()));
    }

    long rows() {
        return to - from;
    }
}
