package dev.npymap.it.race;

import dev.npymap.Npy;
import dev.npymap.NpyAppender;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;

/** A process that appends to one file until it is killed: {@code Appender FILE SEED}. Tells when it has begun. */
public final class Appender {
    private static final int LARGEST = 50_000;

    private Appender() {}

    /** Appends the numbers that follow those in the file. */
    public static void main(String[] args) throws Exception {
        Random random = new Random(Long.parseLong(args[1]));
        while (true) {
            try (NpyAppender appender = Npy.append(Path.of(args[0]))) {
                System.out.println("begins");
                for (int call = 0; call < 20; call++) {
                    long from = appender.shape().dim(0);
                    appender.append(LongStream.range(from, from + random.nextInt(LARGEST))
                            .toArray());
                    if (random.nextInt(3) == 0) {
                        appender.flush();
                    }
                }
            }
        }
    }
}
