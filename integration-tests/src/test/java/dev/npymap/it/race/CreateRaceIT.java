package dev.npymap.it.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.it.race.Racer.Heat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes create one file at one moment. */
class CreateRaceIT {
    private static final int RACERS = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(100);

    /** From the moment when all are ready: enough for each of them to see the signal. */
    private static final long LEAD_MILLIS = 50;

    @TempDir
    private Path barrier;

    @TempDir
    private Path folder;

    @Test
    void exactlyOneCreatesAndNothingElseStays() throws Exception {
        List<Running> racers = new ArrayList<>();
        for (int n = 0; n < RACERS; n++) {
            racers.add(JavaProgram.of(Racer.class, barrier, barrier, folder, n, RACERS)
                    .start());
        }
        try {
            for (Heat heat : Heat.all()) {
                try (Watcher _ = new Watcher(new WholeFile(heat.file(folder), heat.shape()))) {
                    race(heat, racers);
                }
            }
        } finally {
            racers.forEach(racer -> racer.process().destroyForcibly());
        }
        assertThat(names(folder))
                .containsExactlyInAnyOrder(Heat.all().stream()
                        .map(heat -> heat.file(folder).getFileName().toString())
                        .toArray(String[]::new));
    }

    private void race(Heat heat, List<Running> racers) throws Exception {
        await("all are ready", racers, () -> countFiles("ready-" + heat + "-") == RACERS);
        Path go = Files.writeString(barrier.resolve("signal"), Long.toString(System.currentTimeMillis() + LEAD_MILLIS));
        Files.move(go, heat.go(barrier), StandardCopyOption.ATOMIC_MOVE);
        await("all have done their part", racers, () -> met(heat, racers).size() == RACERS);
        List<String> met = met(heat, racers);
        Path file = heat.file(folder);
        WholeFile whole = new WholeFile(file, heat.shape());
        switch (heat.kind()) {
            case OPEN_OR_CREATE -> {
                assertThat(met).containsOnly("OPENED");
                assertThat(Npy.map(file).longs().toArray())
                        .isEqualTo(LongStream.range(0, heat.shape().size()).toArray());
            }
            case REPLACE -> assertThat(met).containsOnly("CREATED");
            default -> {
                assertThat(met)
                        .filteredOn("CREATED"::equals)
                        .as("who created it, of %s", met)
                        .hasSize(1);
                assertThat(met)
                        .filteredOn(line -> !line.equals("CREATED"))
                        .hasSize(RACERS - 1)
                        .allSatisfy(line -> assertThat(line).startsWith("EXISTS " + file));
                assertThat(whole.isZero()).isTrue();
            }
        }
        assertThat(whole.defect()).isEmpty();
        assertThat(names(folder))
                .filteredOn(name -> name.contains("npymap-"))
                .as("what racers left")
                .isEmpty();
    }

    /** What the racers who are through with a heat have met. */
    private static List<String> met(Heat heat, List<Running> racers) {
        String prefix = heat + " ";
        return racers.stream()
                .flatMap(racer -> racer.lines().stream())
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, List<Running> racers, Condition condition) throws Exception {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!condition.holds()) {
            boolean dead = racers.stream()
                    .anyMatch(racer ->
                            !racer.process().isAlive() && racer.process().exitValue() != 0);
            if (dead || System.nanoTime() > end) {
                throw new AssertionError(what + ": waited in vain; the racers: "
                        + racers.stream().map(Running::lines).toList());
            }
            Thread.sleep(1);
        }
    }

    private long countFiles(String prefix) throws IOException {
        return names(barrier).stream().filter(name -> name.startsWith(prefix)).count();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
