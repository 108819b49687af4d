package dev.npymap.it.fault;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that fills one file after the other, each in shares, while another process spoils it: {@code SpoiledFiller FOLDER
 * ROUNDS}.
 *
 * <p>Of each round it prints that it {@code begins}, and then how it ended: how many shares it {@code filled}, or the
 * exception. The next begins when the file {@code go-ROUND} is there.
 */
final class SpoiledFiller {
    static final int SHARES = 16;
    static final int ROWS = 40_000;
    private static final int ROWS_AT_A_TIME = 100;
    private static final long PAUSE_NANOS = 20_000;

    private SpoiledFiller() {}

    static Path file(Path folder, int round) {
        return folder.resolve("round-" + round + ".npy");
    }

    static Path go(Path folder, int round) {
        return folder.resolve("go-" + round);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            Path file = file(folder, round);
            Npy.allocate(file, Rows.DTYPE, Shape.of(ROWS), CreateOptions.defaults());
            SharedFill fill = SharedFill.open(file, SHARES);
            System.out.println(round + " begins");
            try {
                long filled =
                        fill.run(share -> Rows.fill(share, ROWS_AT_A_TIME, () -> LockSupport.parkNanos(PAUSE_NANOS)));
                System.out.println(round + " filled " + filled);
            } catch (IOException | InternalError e) {
                System.out.println(round + " " + e.toString().replace('\n', ' '));
            }
            while (!Files.exists(go(folder, round))) {
                Thread.sleep(1);
            }
        }
    }
}
