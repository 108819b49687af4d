package dev.npymap.it.fault;

import dev.npymap.Npy;
import dev.npymap.Window;
import dev.npymap.access.AtomicIntAccessor;
import dev.npymap.parallel.SharedFill;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that fills shares of a file until none is left, slowly: {@code Filler FILE SHARES PACE}, where PACE is a file of
 * one {@code int32} that tells how many nanoseconds a step takes; there are {@value #STEPS} for a share.
 */
final class Filler {
    static final int STEPS = 10;

    private Filler() {}

    public static void main(String[] arguments) throws Exception {
        SharedFill fill = SharedFill.open(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        AtomicIntAccessor pace =
                Npy.map(Path.of(arguments[2]), MapMode.READ_WRITE, Window.all()).atomicInts();
        long filled = fill.run(share ->
                Rows.fill(share, Math.ceilDiv((int) share.rows(), STEPS), () -> LockSupport.parkNanos(pace.get(0))));
        System.out.println("filled " + filled);
    }
}
