package dev.npymap.it.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.it.race.Racer.Heat;
import dev.npymap.it.race.Racer.Kind;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes create one file at one moment. */
class CreateRaceIT {
    private static final int RACERS = 32;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(100);

    /** From the moment when all are ready: enough for each of them to see the signal. */
    private static final long LEAD_MILLIS = 20;

    private static final long POLL_MILLIS = 2;

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
        int heats = 0;
        try {
            for (Heat heat : Heat.all()) {
                Path file = heat.file(folder);
                try (Watcher _ = new Watcher(new WholeFile(file, heat.shape())::defect);
                        Watcher _ = new Watcher(() -> ledgerDefect(heat, file))) {
                    race(heat, racers);
                }
                clear(heat, file);
                heats++;
            }
        } finally {
            for (Running racer : racers) {
                racer.process().destroyForcibly();
                racer.await();
            }
        }
        System.out.println("creation: " + heats + " heats of " + RACERS + " processes");
        assertThat(heats).isEqualTo(100);
        assertThat(names(folder)).isEmpty();
    }

    /** Looks at the ledger as a process does that shows progress. */
    private static Optional<String> ledgerDefect(Heat heat, Path file) {
        if (heat.kind() != Kind.SHARED_FILL) {
            return Optional.empty();
        }
        try {
            SharedFill fill = SharedFill.inspect(file);
            List<ShareStatus> shares = fill.status();
            boolean isWhole = shares.size() == RACERS
                    && shares.stream().mapToLong(ShareStatus::rows).sum()
                            == heat.shape().size()
                    && shares.stream().allMatch(share -> share.attempt() <= 1);
            return isWhole ? Optional.empty() : Optional.of("the ledger has " + shares);
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    /** Of this heat alone: some are ready for the next one already. */
    private void clear(Heat heat, Path file) throws IOException {
        for (String suffix : List.of("", ".ledger.npy", ".lock")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
        Files.delete(heat.go(barrier));
        for (int n = 0; n < RACERS; n++) {
            Files.delete(heat.ready(barrier, n));
        }
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
            case SHARED_FILL -> {
                // All saw one array and one ledger, and these are there still.
                assertThat(met).containsOnly("FILLED " + Heat.key(file) + " " + Heat.key(Heat.ledger(file)));
                SharedFill fill = SharedFill.inspect(file);
                assertThat(fill.isDone()).isTrue();
                assertThat(fill.status()).allMatch(share -> share.attempt() == 1);
                assertThat(fill.verify()).isEmpty();
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
            Thread.sleep(POLL_MILLIS);
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
