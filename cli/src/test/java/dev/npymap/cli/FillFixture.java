package dev.npymap.cli;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.FillOptions;
import dev.npymap.parallel.ShareClaim;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/** A file that is filled in shares. */
final class FillFixture {
    /** No system gives a process this number. */
    static final int NO_PROCESS = Integer.MAX_VALUE;

    private FillFixture() {}

    static SharedFill make(Path file, long rows, long shares) throws IOException {
        return make(file, rows, shares, FillOptions.defaults().unsynced());
    }

    static SharedFill make(Path file, long rows, long shares, FillOptions options) throws IOException {
        Npy.create(file, DType.FLOAT64, Shape.of(rows));
        return SharedFill.open(file, shares, options);
    }

    static void fill(SharedFill fill, long n) throws IOException {
        try (ShareClaim share = fill.claim(n).orElseThrow()) {
            share.array().doubles().fill(n + 1.0);
            share.done();
        }
    }

    /** Writes to a row of the ledger what another process would have written. */
    static void setPid(Path file, long n, int pid) throws IOException {
        ledger(file).ints("pid").set(n, pid);
    }

    static void setHost(Path file, long n, String host) throws IOException {
        ledger(file).strings("host").set(n, host);
    }

    private static NpyArray ledger(Path file) throws IOException {
        return Npy.map(SharedFill.ledgerOf(file), MapMode.READ_WRITE, Window.all());
    }

    /** Changes a row of the file, as a program does that does not know of shares. */
    static void spoil(Path file, long row) throws IOException {
        Npy.map(file, MapMode.READ_WRITE, Window.all()).doubles().set(row, -1);
    }
}
