package dev.npymap.it.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.peer.WorkerContainer;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.parallel.ShareStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs and Pythons of both NumPy versions fill one file together, each in a container of its own; each is killed again and
 * again with a share in its hands, and started again.
 */
class ContainersFillIT {
    /** Shares whose borders lie anywhere in pages, and in sectors of the disk. */
    private static final long ROWS = 1_000_003;

    /** More than are filled while workers are killed, however long a container takes to start. */
    private static final long SHARES = 2000;

    private static final long PAUSE_MILLIS = 120;
    private static final int KILLS_OF_EACH = 4;
    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

    @TempDir(factory = PeerFolder.class)
    private Path folder;

    @Test
    void whoeverIsKilledTheFileIsFilled() throws Exception {
        List<String> images = Peers.images(getClass());
        RootsFile file = RootsFile.create(folder.resolve("big.npy"), ROWS, SHARES);
        List<WorkerContainer> workers = new ArrayList<>();
        int hits = 0;
        try {
            start(workers, images, file);
            for (int round = 0; round < KILLS_OF_EACH; round++) {
                for (WorkerContainer worker : workers) {
                    hits += killAndRestart(worker, file) ? 1 : 0;
                }
            }
            Files.createFile(FillWorker.hurry(file.path()));
            for (WorkerContainer worker : workers) {
                worker.await().success();
            }
            Files.delete(FillWorker.hurry(file.path()));
        } finally {
            workers.forEach(WorkerContainer::close);
        }
        tell(file, workers, hits);

        for (NumPyPeer peer : Peers.all(getClass())) {
            file.assertComplete(peer);
        }
        assertThat(filledBy(file)).containsOnlyKeys(hosts(workers));
        assertThat(hits).as("kills with a share in hand").isPositive();
        assertThat(claimedAgain(file)).as("shares that were claimed again").isPositive();
    }

    /** JVMs run in the image with the newest libraries. */
    private void start(List<WorkerContainer> workers, List<String> images, RootsFile file) throws IOException {
        List<String> java =
                JavaProgram.line(JavaProgram.NATIVE_ACCESS, FillWorker.class, file.path(), SHARES, PAUSE_MILLIS);
        for (int n = 1; n <= 2; n++) {
            workers.add(WorkerContainer.start(images.getLast(), "jvm-" + n, 0, java));
        }
        List<String> python = NumPyPeer.line("slow_worker.py", file.path(), PAUSE_MILLIS);
        for (String image : images) {
            workers.add(WorkerContainer.start(image, image.replace("npymap/numpy:", "numpy-"), 0, python));
        }
    }

    /** {@return whether the worker had a share in its hands when it died}, rather than between two. */
    private static boolean killAndRestart(WorkerContainer worker, RootsFile file) throws Exception {
        ShareStatus held = awaitClaim(worker, file);
        worker.kill();
        ShareStatus left = file.fill().status(held.n());
        worker.restart();
        return left.state() == ShareStatus.State.CLAIMED || !left.started().equals(held.started());
    }

    /** A worker that was killed has a claim in the ledger still; so it must be one that began since. */
    private static ShareStatus awaitClaim(WorkerContainer worker, RootsFile file) throws InterruptedException {
        Instant begin = Instant.now();
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (true) {
            Optional<ShareStatus> held = file.claimed().stream()
                    .filter(share -> share.host().equals(worker.host())
                            && share.started().orElseThrow().isAfter(begin))
                    .findFirst();
            if (held.isPresent()) {
                return held.get();
            }
            assertThat(file.fill().isDone())
                    .as("all is done before %s was killed", worker.host())
                    .isFalse();
            assertThat(System.nanoTime()).as("%s claims nothing", worker.host()).isLessThan(end);
            Thread.sleep(1);
        }
    }

    private static String[] hosts(List<WorkerContainer> workers) {
        return workers.stream().map(WorkerContainer::host).toArray(String[]::new);
    }

    private static Map<String, Long> filledBy(RootsFile file) {
        return file.fill().status().stream()
                .collect(Collectors.groupingBy(ShareStatus::host, TreeMap::new, Collectors.counting()));
    }

    private static long claimedAgain(RootsFile file) {
        return file.fill().status().stream()
                .filter(share -> share.attempt() > 1)
                .count();
    }

    private static void tell(RootsFile file, List<WorkerContainer> workers, int hits) {
        System.err.printf(
                "containers filled %d shares: %s; %d kills, %d with a share in hand; %d shares claimed again%n",
                SHARES, filledBy(file), KILLS_OF_EACH * workers.size(), hits, claimedAgain(file));
    }
}
