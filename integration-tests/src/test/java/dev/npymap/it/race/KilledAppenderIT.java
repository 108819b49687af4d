package dev.npymap.it.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.LongAccessor;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appender is killed at any moment: the file is valid, has complete rows, and never fewer than a reader saw before. */
class KilledAppenderIT {
    private static final int ROUNDS = 50;
    private static final long SEED = 5;
    private static final long LONGEST_NANOS = 60_000_000;

    @TempDir(factory = PeerFolder.class)
    private Path folder;

    private Path file;
    private volatile boolean ended;
    private long looks;

    @Test
    void killedAtAnyMoment() throws Exception {
        file = folder.resolve("killed.npy");
        Npy.save(file, new long[0]);
        Set<String> defects = new ConcurrentSkipListSet<>();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(
                () -> watch(defects), task -> Thread.ofPlatform().start(task));
        Random random = new Random(SEED);
        int leftovers = 0;
        long rows = 0;
        // On a machine that is busy with other things, more rounds and longer ones, until something was seen.
        for (int round = 0; round < ROUNDS || ((rows == 0 || leftovers == 0) && round < 10 * ROUNDS); round++) {
            kill(round, (long) ((1 + round / ROUNDS) * LONGEST_NANOS * random.nextDouble()));
            NpyArray found = Npy.map(file);
            leftovers += Files.size(file) > found.header().fileSize() ? 1 : 0;
            assertThat(found.rows()).isGreaterThanOrEqualTo(rows);
            rows = found.rows();
            assertThat(found.longs().toArray())
                    .isEqualTo(LongStream.range(0, rows).toArray());
        }
        ended = true;
        reader.join();

        Npy.append(file).close();
        assertThat(Files.size(file)).isEqualTo(Npy.readHeader(file).fileSize());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(leftovers)
                .as("rounds in which rows were left behind the array")
                .isPositive();
        assertThat(looks).as("looks at the file").isGreaterThan(ROUNDS);
        assertThat(defects).isEmpty();
        assertThat(rows).isPositive();
        assertThat(Peers.newest(getClass())
                        .run("saves.py", folder, file, "np.arange(" + rows + ", dtype='i8')")
                        .strip())
                .isEqualTo("same");
    }

    private void watch(Set<String> defects) {
        long before = 0;
        while (!ended) {
            // Unmapped at once: the kernel has maps for some 65,000 looks, which a garbage collector may not come in
            // time for.
            try (Arena arena = Arena.ofConfined()) {
                LongAccessor numbers =
                        Npy.map(file, MapMode.READ_ONLY, Window.all(), arena).longs();
                long rows = numbers.size();
                if (rows < before
                        || (rows > 0 && (numbers.get(rows - 1) != rows - 1 || numbers.get(before / 2) != before / 2))) {
                    defects.add(rows + " rows after " + before);
                }
                before = rows;
            } catch (IOException | RuntimeException e) {
                defects.add(e.toString());
            }
            looks++;
        }
    }

    private void kill(int round, long nanos) throws Exception {
        Running appender =
                JavaProgram.of(Appender.class, folder, file, SEED + round).start();
        while (appender.lines().isEmpty()) {
            if (!appender.process().isAlive()) {
                appender.await().success();
            }
            Thread.sleep(1);
        }
        TimeUnit.NANOSECONDS.sleep(nanos);
        appender.process().destroyForcibly().waitFor();
        appender.await();
    }

    @Test
    void appenderOfAnotherProcessIsRefusedAtOnce() throws Exception {
        file = folder.resolve("busy.npy");
        Npy.save(file, new long[0]);
        Running appender = JavaProgram.of(Appender.class, folder, file, SEED).start();
        try {
            while (appender.lines().isEmpty()) {
                Thread.sleep(1);
            }
            int refused = 0;
            for (int i = 0; i < 100; i++) {
                try {
                    Npy.append(file).close();
                } catch (FileSystemException e) {
                    assertThat(e).hasMessage("%s: another appender is at work on it", file.toRealPath());
                    refused++;
                }
            }
            assertThat(refused).isPositive();
        } finally {
            appender.process().destroyForcibly().waitFor();
            assertThat(appender.await().err()).doesNotContain("NpyFormatException");
        }
    }
}
