package dev.npymap.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What comes before a fill of a fresh file. The disk rests, since it is slower after it has been busy. Meanwhile and last free memory is
 * touched: a hypervisor may take back what a virtual machine has not used for two seconds, and a fill after a pause was seen to
 * take ten times as long for that alone.
 */
final class Pause {
    private static final int MIB = 1 << 20;

    /** A JVM needs as much. */
    private static final long LEAST_HEAP = 16;

    /** The kernel does not give out first what was given up last. */
    private static final int TIMES_THE_FILE = 3;

    private Pause() {}

    /** Returns when so much time is over, and the memory for a file of so many bytes was free for some milliseconds only. */
    static void take(Duration rest, long bytes) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        do {
            touch(Math.max(LEAST_HEAP, TIMES_THE_FILE * bytes / MIB));
        } while (System.nanoTime() - begun < rest.toNanos());
    }

    /** Has a JVM touch all of its heap, in huge pages, as {@code MapAdvice.FILL} has them, and end. */
    private static void touch(long mebibytes) throws IOException, InterruptedException {
        List<String> options = List.of(
                "-XX:+IgnoreUnrecognizedVMOptions", // the next one is Linux's
                "-XX:+UseTransparentHugePages",
                "-XX:+AlwaysPreTouch",
                "-Xms" + mebibytes + "m",
                "-Xmx" + mebibytes + "m");
        Workers.run(1, Workers.command(options, System.getProperty("java.class.path"), Pause.class.getName()));
    }

    /**
     * Does nothing: the JVM has done it.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // Nothing is left to do.
    }
}
