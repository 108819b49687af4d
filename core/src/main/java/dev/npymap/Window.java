package dev.npymap;

import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyHeader;
import java.io.Serializable;
import java.util.Objects;

/**
 * The part of an array that is mapped: {@linkplain #all all} of it, a range of {@linkplain #rows rows}, a run of
 * {@linkplain #elements elements}, or process n's {@linkplain #share share} of N. Immutable; not bound to a file.
 */
public sealed interface Window {
    /** {@return the whole array} */
    static Window all() {
        return new All();
    }

    /**
     * {@return the rows from {@code from} to {@code to}, the latter excluded}
     *
     * <p>A row is one step along the slowest axis: {@code a[from:to]} in C order, {@code a[..., from:to]} in Fortran order.
     *
     * @param from the first row, counted from 0
     * @param to the row past the last one
     * @throws IllegalArgumentException if {@code from} is negative or past {@code to}
     */
    static Window rows(long from, long to) {
        return new Rows(from, to);
    }

    /**
     * {@return a run of elements in the order of the file, in a shape of their own}
     *
     * <p>In a file of Fortran order the shape is laid out in Fortran order too.
     *
     * @param offset the place of the first one, counted in elements from the payload's beginning
     * @param shape the shape of the window, in elements
     * @throws IllegalArgumentException if {@code offset} is negative
     */
    static Window elements(long offset, Shape shape) {
        return new Elements(offset, shape);
    }

    /**
     * {@return process n's fair share of N: the rows that {@code numpy.array_split} gives it}
     *
     * <p>Rows run along the slowest axis: axis 0 in C order, {@code axis=-1} in Fortran order. Of L rows the first {@code L %
     * N} shares have one more than the others. With more shares than rows the last ones
     * are empty.
     *
     * @param n which share, counted from 0
     * @param of how many shares there are, N
     * @throws IllegalArgumentException if N is less than 1, or n is not one of 0 to N - 1
     */
    static Share share(long n, long of) {
        return new Share(n, of, 1);
    }

    /**
     * {@return the share of this process in a parallel job: n and N are read from the environment}
     *
     * <p>Looks for the variables of Open MPI ({@code OMPI_COMM_WORLD_RANK}, {@code OMPI_COMM_WORLD_SIZE}), of PMI, which MPICH
     * and its kin set ({@code PMI_RANK}, {@code PMI_SIZE}), and of Slurm ({@code SLURM_PROCID}, {@code SLURM_NTASKS}), in that
     * order; the first pair that is there counts.
     *
     * @throws IllegalStateException if no pair is there, or one does not hold n and N; the message names the variables
     */
    static Share shareFromEnvironment() {
        return ShareEnvironment.share(System.getenv());
    }

    /**
     * {@return the share of this process in a parallel job of N processes: n is read from the environment}
     *
     * <p>Looks for the pairs of {@link #shareFromEnvironment()}, whose size must be N, and then for {@code JOB_COMPLETION_INDEX},
     * which Kubernetes gives the pods of an indexed job, and no size with it.
     *
     * @param of how many processes there are, N
     * @throws IllegalArgumentException if N is less than 1
     * @throws IllegalStateException if no variable is there, or one does not hold an n below N, or a pair has another size; the
     *     message names the variables
     */
    static Share shareFromEnvironment(long of) {
        return ShareEnvironment.share(System.getenv(), of);
    }

    /** The whole array. */
    record All() implements Window {}

    /**
     * A range of rows.
     *
     * @param from the first row, counted from 0
     * @param to the row past the last one
     */
    record Rows(long from, long to) implements Window {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if {@code from} is negative or past {@code to}
         */
        public Rows {
            if (from < 0 || from > to) {
                throw new IllegalArgumentException("rows from " + from + " to " + to);
            }
        }
    }

    /**
     * A run of elements.
     *
     * @param offset the place of the first one, counted in elements from the payload's beginning
     * @param shape the shape of the window, in elements
     */
    record Elements(long offset, Shape shape) implements Window {
        /**
         * Checks the offset.
         *
         * @throws IllegalArgumentException if {@code offset} is negative
         */
        public Elements {
            Objects.requireNonNull(shape);
            if (offset < 0) {
                throw new IllegalArgumentException("elements from offset " + offset);
            }
        }
    }

    /**
     * A share of the rows. Serializable, so that it can be sent to another process.
     *
     * @param n which share, counted from 0
     * @param of how many shares there are
     * @param alignment the block size, in bytes, to which inner borders are aligned; 1 leaves them as they are
     */
    record Share(long n, long of, long alignment) implements Window, Serializable {
        /** The default block size of {@link #aligned()}, in bytes: no smaller than a page on any usual machine. */
        public static final long DEFAULT_ALIGNMENT = 64 * 1024;

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if N is less than 1, n is not one of 0 to N - 1, or {@code alignment} is less than 1
         */
        public Share {
            if (of < 1 || n < 0 || n >= of) {
                throw new IllegalArgumentException("share " + n + " of " + of + ": n is counted from 0 to N - 1");
            }
            if (alignment < 1) {
                throw new IllegalArgumentException("a share aligned to " + alignment + " bytes");
            }
        }

        /**
         * {@return the rows of a file that this share is}
         *
         * <p>Of an {@code .npy} file: for an array in an archive, an {@linkplain #aligned() aligned} share may have other
         * borders, since they depend on where in the file it lies.
         *
         * @param header the file's header
         * @throws IllegalArgumentException if the array has rank 0, and so no rows
         */
        public Rows rows(NpyHeader header) {
            Region region = Region.of(header, this);
            return new Rows(region.firstRow(), region.firstRow() + region.rows(header.order()));
        }

        /** {@return this share, its borders aligned to blocks of {@value #DEFAULT_ALIGNMENT} bytes} */
        public Share aligned() {
            return aligned(DEFAULT_ALIGNMENT);
        }

        /**
         * {@return this share with borders moved so that no two shares touch one block of the file}
         *
         * <p>Each border moves to the nearest row that begins at a multiple of {@code blockBytes} in the file, or to an end
         * of the array. The borders depend on the header, N and {@code blockBytes} only, so all processes agree on them. Where
         * no row can begin at such a multiple (the payload's offset forbids it), borders stay as they are. Where such rows are
         * rare (a file smaller than a block; a row size that shares few factors of two with the block) some shares are empty.
         *
         * @param blockBytes the block size, in bytes: a page or more for processes of one machine
         * @throws IllegalArgumentException if {@code blockBytes} is less than 1
         */
        public Share aligned(long blockBytes) {
            return new Share(n, of, blockBytes);
        }
    }
}
