package dev.npymap;

import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.math.BigInteger;

/**
 * Where a window lies in a file: a run of elements, and their shape.
 *
 * @param offset the place of the first element, counted in elements from the payload's beginning
 * @param firstRow the row of the file where the window begins; {@code offset} does not tell it where rows have no elements
 * @param shape the shape of the window
 */
record Region(long offset, long firstRow, Shape shape) {
    /** {@return the window of a file that holds the array alone} */
    static Region of(NpyHeader header, Window window) {
        return of(header, 0, window);
    }

    /**
     * {@return the window of an array that is a part of a file}
     *
     * @param start where the array, its header included, begins in the file
     */
    static Region of(NpyHeader header, long start, Window window) {
        return switch (window) {
            case Window.All() -> new Region(0, 0, header.shape());
            case Window.Rows(long from, long to) -> {
                long rows = rows(header);
                if (to > rows) {
                    throw new IndexOutOfBoundsException(
                            "rows from " + from + " to " + to + " of an array of " + rows + " rows");
                }
                yield rows(header, from, to);
            }
            case Window.Elements(long offset, Shape shape) -> {
                if (offset > header.shape().size() - shape.size()) {
                    throw new IndexOutOfBoundsException(shape.size() + " elements from offset " + offset
                            + " of an array of " + header.shape().size() + " elements");
                }
                yield new Region(offset, offset / Math.max(1, header.rowElements()), shape);
            }
            case Window.Share share -> {
                rows(header);
                long payload = start + header.payloadOffset();
                yield rows(
                        header,
                        border(header, payload, share, share.n()),
                        border(header, payload, share, share.n() + 1));
            }
        };
    }

    /** {@return how many rows of its own a window of rank 1 or more has} */
    long rows(MemoryOrder order) {
        return shape.dim(order.rowAxis(shape.rank()));
    }

    private static long rows(NpyHeader header) {
        if (header.shape().rank() == 0) {
            throw new IllegalArgumentException("a 0-d array has no rows to take a window of; map all of it");
        }
        return header.rows();
    }

    private static Region rows(NpyHeader header, long from, long to) {
        int axis = header.order().rowAxis(header.shape().rank());
        return new Region(from * header.rowElements(), from, header.shape().with(axis, to - from));
    }

    /** The first row of share k, which is the one past the last row of share k - 1. */
    private static long border(NpyHeader header, long payload, Window.Share share, long k) {
        long rows = header.rows();
        long border = border(rows, share, k);
        return border == 0 || border == rows ? border : aligned(header, payload, share.alignment(), border);
    }

    /** The first row of share k of so many rows, before it is aligned: {@code numpy.array_split}'s. */
    static long border(long rows, Window.Share share, long k) {
        // The first rows % N shares have one row more.
        return rows / share.of() * k + Math.min(k, rows % share.of());
    }

    /**
     * The row nearest to {@code border} that begins at a multiple of {@code block} bytes in the file; the ends of the array
     * count too, since nothing lies behind them. Such rows are the solutions of a linear congruence: one, then every {@code
     * period}-th.
     */
    private static long aligned(NpyHeader header, long payload, long block, long border) {
        long rowSize = header.rowElements() * header.dtype().itemSize();
        long divisor = gcd(rowSize, block);
        if (rowSize == 0 || payload % divisor != 0) {
            return border;
        }
        BigInteger period = BigInteger.valueOf(block / divisor);
        long first = BigInteger.valueOf(rowSize / divisor)
                .modInverse(period)
                .multiply(BigInteger.valueOf(-(payload / divisor)))
                .mod(period)
                .longValueExact();
        long below = border - Math.floorMod(border - first, period.longValueExact());
        long above = below + period.longValueExact();
        long low = Math.max(0, below);
        long high = above < 0 ? header.rows() : Math.min(header.rows(), above);
        return border - low <= high - border ? low : high;
    }

    private static long gcd(long a, long b) {
        return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValueExact();
    }
}
