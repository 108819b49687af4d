package dev.npymap.it.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.peer.LoudSkip;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.peer.WorkerContainer;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are far larger than the memory of those who fill them: JVMs in containers of 512 MiB each. */
class LimitedMemoryIT {
    private static final long MIB = 1 << 20;
    private static final long LIMIT = 512 * MIB;
    private static final int WORKERS = 2;
    private static final int SAMPLES_OF_A_SHARE = 1000;
    private static final long SEED = 512;

    /** By C2, as in a program that runs for long. */
    private static final List<String> FLAGS = Stream.concat(
                    JavaProgram.NATIVE_ACCESS.stream(), Stream.of("-XX:TieredStopAtLevel=4"))
            .toList();

    @TempDir(factory = PeerFolder.class)
    private Path folder;

    @Test
    void eightGibibytesAreFilledByProcessesOfHalfAGibibyte() throws Exception {
        List<Map<String, Long>> used = fill(8192 * MIB, 128);

        assertThat(used)
                .allSatisfy(worker -> assertThat(worker.get("peak"))
                        .as("the most memory that the process had, the mapped pages of its share included")
                        .isLessThan(LIMIT));
    }

    @Test
    void aShareMayBeLargerThanTheMemory() throws Exception {
        fill(1536 * MIB, WORKERS);
    }

    private List<Map<String, Long>> fill(long bytes, long shares) throws Exception {
        List<String> images = Peers.images(getClass());
        requireSpace(bytes);
        Path path = folder.resolve("big.npy");
        Npy.allocate(path, DType.INT64, Shape.of(bytes / Long.BYTES), CreateOptions.defaults());
        SharedFill fill = SharedFill.open(path, shares);

        long begin = System.nanoTime();
        List<Map<String, Long>> used = run(images.getLast(), path, shares);
        long filled = System.nanoTime();
        check(path, fill);
        long checked = System.nanoTime();

        used.forEach(worker -> assertLimited(worker));
        System.err.printf(
                "%d MiB in %d shares: filled in %.1f s, verified in %.1f s; MiB used by process and by container: %s%n",
                bytes / MIB, shares, (filled - begin) / 1e9, (checked - filled) / 1e9, inMebibytes(used));
        return used;
    }

    private static List<Map<String, Long>> run(String image, Path path, long shares) throws IOException {
        List<WorkerContainer> workers = new ArrayList<>();
        try {
            for (int n = 1; n <= WORKERS; n++) {
                workers.add(WorkerContainer.start(
                        image, "jvm-" + n, LIMIT, JavaProgram.line(FLAGS, MemoryWorker.class, path, shares)));
            }
            return workers.stream()
                    .map(worker -> numbers(worker.await().success()))
                    .toList();
        } finally {
            workers.forEach(WorkerContainer::close);
        }
    }

    private static Map<String, Long> numbers(String log) {
        return log.lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1])));
    }

    private static void assertLimited(Map<String, Long> worker) {
        assertThat(worker).containsEntry("limit", LIMIT);
        assertThat(worker.get("shares")).isPositive();
        // Linux before 5.19 tells no peak of a group of version 2; and where it cannot wait it goes a little beyond the
        // limit.
        assertThat(worker.getOrDefault("group", 0L)).isLessThan(LIMIT + LIMIT / 32);
    }

    private static void check(Path path, SharedFill fill) throws IOException {
        assertThat(fill.isDone()).isTrue();
        assertThat(fill.verify()).as("shares whose checksums differ").isEmpty();
        LongAccessor values = Npy.map(path).longs();
        Random random = new Random(SEED);
        for (ShareStatus share : fill.status()) {
            long end = share.firstRow() + share.rows();
            LongStream samples = random.longs(SAMPLES_OF_A_SHARE, share.firstRow(), end);
            LongStream.concat(LongStream.of(share.firstRow(), end - 1), samples)
                    .forEach(
                            row -> assertThat(values.get(row)).as("row %d", row).isEqualTo(MemoryWorker.value(row)));
        }
    }

    private static List<String> inMebibytes(List<Map<String, Long>> used) {
        return used.stream()
                .map(worker -> worker.get("peak") / MIB + " and "
                        + (worker.containsKey("group") ? worker.get("group") / MIB : "?"))
                .toList();
    }

    private void requireSpace(long bytes) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (usable < bytes + bytes / 4) {
            throw LoudSkip.of(
                    getClass().getSimpleName(),
                    List.of("The disk of " + folder + " has " + usable / MIB + " MiB, and " + bytes / MIB
                            + " are needed."));
        }
    }
}
