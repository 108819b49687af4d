package dev.npymap.it.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A creator is killed at any moment: the file is whole or not there, and the next creator sweeps up. */
class KilledCreatorIT {
    private static final int ROUNDS = 12;
    private static final long SEED = 9;

    @TempDir
    private Path folder;

    private Path file;

    /** How blocks are reserved. */
    enum Reservation {
        BY_THE_FILE_SYSTEM(2_000_000, "--enable-native-access=ALL-UNNAMED"),
        BY_WRITING_ZEROS(12_000_000, "--illegal-native-access=deny");

        private final long elements;
        private final String flag;

        Reservation(long elements, String flag) {
            this.elements = elements;
            this.flag = flag;
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedAtAnyMoment(Reservation way) throws Exception {
        file = folder.resolve("killed.npy");
        WholeFile whole = new WholeFile(file, Shape.of(way.elements));
        long needed = durationOf(way);
        Files.delete(file);
        Random random = new Random(SEED);
        int leftovers = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Watcher _ = new Watcher(whole::defect)) {
                if (round % 2 == 0) {
                    killAfter(way, (long) (needed * (round + random.nextDouble()) / ROUNDS));
                } else {
                    killInTheMiddle(way);
                }
            }
            boolean published = Files.exists(file);
            leftovers += names().stream().anyMatch(name -> name.endsWith("npymap-tmp")) ? 1 : 0;
            assertThat(whole.defect()).isEmpty();
            assertThat(!published || whole.isZero()).isTrue();

            if (published) {
                assertThatThrownBy(this::create).isInstanceOf(FileAlreadyExistsException.class);
                assertSwept(round);
                Files.delete(file);
            }
            create();
            assertSwept(round);
            Files.delete(file);
            Files.delete(folder.resolve("warm-up.npy"));
        }
        assertThat(leftovers)
                .as("rounds in which the creator died in the middle")
                .isPositive();
    }

    private void create() throws IOException {
        Npy.allocate(file, DType.INT8, Shape.of(3), CreateOptions.defaults());
    }

    private void assertSwept(int round) throws IOException {
        assertThat(names()).as("round %d", round).containsExactlyInAnyOrder("killed.npy", "warm-up.npy");
    }

    /** {@return how long a creator takes that nobody kills, in nanoseconds} */
    private long durationOf(Reservation way) throws Exception {
        Running creator = start(way);
        awaitLine(creator, "begins");
        long begin = System.nanoTime();
        awaitLine(creator, "done");
        long duration = System.nanoTime() - begin;
        creator.await().success();
        Files.delete(folder.resolve("warm-up.npy"));
        return duration;
    }

    private void killAfter(Reservation way, long nanos) throws Exception {
        Running creator = start(way);
        awaitLine(creator, "begins");
        TimeUnit.NANOSECONDS.sleep(nanos);
        creator.process().destroyForcibly().waitFor();
        creator.await();
    }

    /** Kills it when its temporary file is seen, or else when it has ended. */
    private void killInTheMiddle(Reservation way) throws Exception {
        Running creator = start(way);
        awaitLine(creator, "begins");
        while (creator.process().isAlive() && names().stream().noneMatch(name -> name.endsWith("npymap-tmp"))) {
            Thread.onSpinWait();
        }
        creator.process().destroyForcibly().waitFor();
        creator.await();
    }

    private Running start(Reservation way) throws IOException {
        return JavaProgram.of(List.of(way.flag), Creator.class, folder, file, way.elements)
                .start();
    }

    private static void awaitLine(Running creator, String line) throws Exception {
        while (!creator.lines().contains(line)) {
            if (!creator.process().isAlive() && !creator.lines().contains(line)) {
                creator.await().success();
                throw new AssertionError("the creator never said: " + line);
            }
            Thread.sleep(1);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
