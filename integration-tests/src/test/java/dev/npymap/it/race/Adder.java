package dev.npymap.it.race;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.AtomicIntAccessor;
import dev.npymap.access.AtomicLongAccessor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that adds 1 to counters of a mapped file, many times, and begins when all others are there too. Arguments: the
 * file, the number of processes, how often.
 */
final class Adder {
    private Adder() {}

    public static void main(String[] arguments) throws IOException {
        long processes = Long.parseLong(arguments[1]);
        long times = Long.parseLong(arguments[2]);
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(Path.of(arguments[0]), MapMode.READ_WRITE, Window.rows(1, 2), arena);
            AtomicLongAccessor ready = array.atomicLongs("ready");
            ready.getAndAdd(0, 1);
            while (ready.getAcquire(0) < processes) {
                LockSupport.parkNanos(10_000);
            }
            add(array.atomicLongs("counts.added"), array.atomicLongs("counts.swapped"), times);
            compareAndSet(array.atomicInts("counts.compared"), array.atomicInts("counts.exchanged"), times);
        }
    }

    private static void add(AtomicLongAccessor added, AtomicLongAccessor swapped, long times) {
        for (long time = 0; time < times; time++) {
            added.getAndAdd(0, 1);
            swapped.addAndGet(0, 1);
        }
    }

    private static void compareAndSet(AtomicIntAccessor compared, AtomicIntAccessor exchanged, long times) {
        for (long time = 0; time < times; time++) {
            int old;
            do {
                old = compared.get(0);
            } while (!compared.compareAndSet(0, old, old + 1));
            int seen = exchanged.getOpaque(0);
            while ((old = exchanged.compareAndExchange(0, seen, seen + 1)) != seen) {
                seen = old;
            }
        }
    }
}
