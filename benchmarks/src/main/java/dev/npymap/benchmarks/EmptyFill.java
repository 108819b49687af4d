package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.FillOptions;
import dev.npymap.parallel.ShareClaim;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;

/** A file without bytes, in so many shares that one after the other can be claimed and done. */
final class EmptyFill {
    static final long SHARES = 1 << 19;

    /** More than are claimed in the longest iteration. */
    private static final long LEAST_FREE = 1 << 17;

    private final Path file;
    private final FillOptions options;

    /** Null until the first claim: most benchmarks of a class need none. */
    private SharedFill fill;

    private long next;

    EmptyFill(Path file, FillOptions options) throws IOException {
        this.file = file;
        this.options = options;
        Npy.allocate(file, DType.FLOAT64, Shape.of(0), CreateOptions.defaults());
    }

    /** Claims the next share and does nothing with it. */
    SharedFill claim() throws IOException {
        if (fill == null) {
            fill = SharedFill.open(file, SHARES, options);
        }
        try (ShareClaim claim = fill.claim(next++).orElseThrow()) {
            claim.done();
        }
        return fill;
    }

    /** Makes a new ledger where few shares are left; not each time, since what that allocates is counted as the iteration's. */
    void renew() throws IOException {
        if (SHARES - next < LEAST_FREE) {
            Fills.removeLedger(file);
            fill = null;
            next = 0;
        }
    }
}
