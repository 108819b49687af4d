package dev.npymap.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.ShareStatus.State;
import dev.npymap.parallel.SharedFill;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is cut short, replaced or removed by another process at some moment while one fills it in shares. */
class SpoiledFillIT {
    private static final int ROUNDS = 200;
    private static final int MAX_NANOS = 40_000_000;

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TreeMap<String, Integer> met = new TreeMap<>();

    /** What happens to the file. */
    private enum Spoiling {
        CUT_SHORT,
        REPLACED,
        REMOVED
    }

    @Test
    void theFillerIsToldWhatHappenedAndNothingWrongIsCalledDone() throws Exception {
        NpyHeader header = Npy.allocate(
                folder.resolve("other.npy"), Rows.DTYPE, Shape.of(SpoiledFiller.ROWS), CreateOptions.defaults());
        Running filler =
                JavaProgram.of(SpoiledFiller.class, folder, folder, ROUNDS).start();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Spoiling spoiling = Spoiling.values()[round % Spoiling.values().length];
                Path file = SpoiledFiller.file(folder, round);
                await(filler, round + " begins");
                TimeUnit.NANOSECONDS.sleep(random.nextInt(MAX_NANOS));
                spoil(spoiling, file, header.fileSize());
                String outcome = await(filler, round + " ");
                String kind = kind(spoiling, file, outcome, header.fileSize());
                met.merge(spoiling + ": " + kind, 1, Integer::sum);
                check(spoiling, file, outcome.startsWith("filled"));
                delete("round-" + round + ".npy");
                Files.createFile(SpoiledFiller.go(folder, round));
            }
            filler.await().success();
        } finally {
            filler.process().destroyForcibly();
        }
        int told = met.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("filled"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        System.out.println(
                "spoiled fills: " + ROUNDS + " rounds, " + told + " in the middle, seed " + seed + ", " + met);
        assertThat(met.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
        assertThat(told).as("rounds that were spoiled in the middle").isGreaterThanOrEqualTo(ROUNDS / 3);
    }

    /** {@return the part of a line that the filler printed which comes after its beginning}; the second of two such lines. */
    private static String await(Running filler, String beginning) throws Exception {
        while (true) {
            boolean ended = !filler.process().isAlive();
            for (String line : filler.lines()) {
                if (line.startsWith(beginning) && !(beginning.endsWith(" ") && line.endsWith(" begins"))) {
                    return line.substring(beginning.length());
                }
            }
            if (ended) {
                throw new AssertionError("the filler ended: " + filler.await());
            }
            Thread.sleep(1);
        }
    }

    private void spoil(Spoiling spoiling, Path file, long size) throws Exception {
        switch (spoiling) {
            case CUT_SHORT -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(random.nextLong(size));
                }
            }
            case REPLACED -> {
                Path copy = Files.copy(folder.resolve("other.npy"), folder.resolve("copy.npy"));
                Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
            }
            case REMOVED -> Files.delete(file);
        }
    }

    /** {@return which of the messages for this spoiling the filler met} */
    private String kind(Spoiling spoiling, Path file, String outcome, long size) {
        if (outcome.equals("filled " + SpoiledFiller.SHARES)) {
            return "filled";
        }
        String of = "java.nio.file.FileSystemException: " + file + ": ";
        return switch (spoiling) {
            case CUT_SHORT -> {
                assertThat(outcome)
                        .satisfiesAnyOf(
                                it -> assertThat(it)
                                        .startsWith(of + "it was shortened while it was filled, from " + size
                                                + " bytes to "),
                                it -> assertThat(it)
                                        .isEqualTo(of + "it became shorter while it was mapped, or the disk is full"),
                                it -> assertThat(it)
                                        .startsWith(NpyFormatException.class.getName() + ": " + file + ": "));
                yield outcome.contains("NpyFormatException")
                        ? "found by the header"
                        : outcome.contains("became") ? "found by the checksum" : "shortened";
            }
            case REPLACED -> {
                assertThat(outcome).isEqualTo(of + "it was replaced by another file while it was filled");
                yield "replaced";
            }
            case REMOVED -> {
                assertThat(outcome).isEqualTo("java.nio.file.NoSuchFileException: " + file);
                yield "removed";
            }
        };
    }

    private void check(Spoiling spoiling, Path file, boolean isFilled) throws Exception {
        switch (spoiling) {
            case CUT_SHORT ->
                assertThatExceptionOfType(NpyFormatException.class)
                        .isThrownBy(() -> SharedFill.inspect(file))
                        .withMessageContaining(file.toString());
            case REPLACED -> {
                assertThat(Files.mismatch(file, folder.resolve("other.npy")))
                        .as("what was not to be written to")
                        .isEqualTo(-1);
                SharedFill fill = SharedFill.inspect(file);
                assertThat(fill.isDone()).isEqualTo(isFilled);
                assertThat(fill.verify())
                        .extracting(ShareStatus::n)
                        .isEqualTo(fill.status().stream()
                                .filter(share -> share.state() == State.DONE)
                                .map(ShareStatus::n)
                                .toList());
            }
            case REMOVED -> assertThat(file).doesNotExist();
        }
    }

    private void delete(String prefix) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.getFileName().toString().startsWith(prefix))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
