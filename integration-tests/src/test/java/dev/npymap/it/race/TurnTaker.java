package dev.npymap.it.race;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.AtomicLongAccessor;
import dev.npymap.access.LongAccessor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that takes every other turn: it checks plain values that the other has left, and leaves its own. Arguments: the
 * file of turns, the file of values, the first turn, how many there are.
 */
final class TurnTaker {
    private TurnTaker() {}

    public static void main(String[] arguments) throws IOException {
        long all = Long.parseLong(arguments[3]);
        try (Arena arena = Arena.ofConfined()) {
            AtomicLongAccessor turns = map(arguments[0], arena).atomicLongs();
            LongAccessor values = map(arguments[1], arena).longs();
            for (long turn = Long.parseLong(arguments[2]); turn < all; turn += 2) {
                for (int looks = 1; turns.getAcquire(0) != turn; looks++) {
                    if (looks % 1000 == 0) {
                        LockSupport.parkNanos(1); // where there are fewer processors than processes
                    }
                }
                for (long i = 0; i < values.size(); i++) {
                    if (values.get(i) != turn) {
                        throw new AssertionError("turn " + turn + " found " + values.get(i) + " at " + i);
                    }
                    values.set(i, turn + 1);
                }
                turns.setRelease(0, turn + 1);
            }
        }
    }

    private static NpyArray map(String file, Arena arena) throws IOException {
        return Npy.map(Path.of(file), MapMode.READ_WRITE, Window.all(), arena);
    }
}
