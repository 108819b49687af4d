package dev.npymap.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.parallel.ShareClaim;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger_worker.py} takes part in a fill without npymap, under the protocol of {@code docs/protocol.md}. */
class LedgerWorkerIT {
    private static final long SHARES = 7;
    private static final long ROWS = 10_003;
    private static final long FOREVER_MILLIS = 60_000;
    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;
    private static final int KILLED = 137;

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    /** A test with a peer, and a file of its own. */
    @FunctionalInterface
    private interface Body {
        void test(NumPyPeer peer, RootsFile file) throws Exception;
    }

    private Stream<DynamicTest> withEachPeer(long rows, long shares, Body body) {
        return Peers.all(getClass()).stream()
                .map(peer -> dynamicTest(peer.toString(), () -> {
                    Path folder = Files.createDirectory(temp.resolve(peer.numpy()));
                    body.test(peer, RootsFile.create(folder.resolve("big.npy"), rows, shares));
                }));
    }

    private static void fillInNumPy(NumPyPeer peer, RootsFile file) throws IOException {
        peer.run("ledger_worker.py", file.folder(), file.path());
    }

    private static CompletableFuture<String> startInNumPy(NumPyPeer peer, RootsFile file, long millis) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return peer.run("slow_worker.py", file.folder(), file.path(), millis);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void await(BooleanSupplier condition, CompletableFuture<?> worker) throws Exception {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (worker.isDone()) {
                throw new AssertionError("the worker ended, and said: " + worker.get());
            }
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(1);
        }
    }

    /** Waits until a worker has written the first half of a share, and kills it. */
    private static ShareStatus killInTheMiddle(NumPyPeer peer, RootsFile file, CompletableFuture<String> worker)
            throws Exception {
        NpyArray array = Npy.map(file.path());
        await(() -> file.claimed().stream().anyMatch(share -> isHalfFilled(share, array)), worker);
        ShareStatus share = file.claimed().getFirst();
        peer.run("kill.py", file.folder(), share.pid());
        assertThat(worker)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("exit code " + KILLED);
        return share;
    }

    private static boolean isHalfFilled(ShareStatus share, NpyArray array) {
        return array.doubles().get(share.firstRow() + share.rows() / 2 - 1) != 0;
    }

    @TestFactory
    Stream<DynamicTest> numPyAloneFillsWhatNpymapBegan() {
        return withEachPeer(ROWS, SHARES, (peer, file) -> {
            fillInNumPy(peer, file);

            file.assertComplete(peer);
            byte[] bytes = Files.readAllBytes(file.path());
            assertThat(file.fill().status()).allSatisfy(share -> {
                CRC32 crc = new CRC32();
                crc.update(bytes, (int) share.byteOffset(), (int) share.byteCount());
                assertThat(share.crc32()).isEqualTo(crc.getValue());
                assertThat(share.attempt()).isOne();
                assertThat(share.finished().orElseThrow())
                        .isAfterOrEqualTo(share.started().orElseThrow());
            });
            assertThat(file.fillTheRest()).isZero();
        });
    }

    @TestFactory
    Stream<DynamicTest> numPyFillsEveryDtypeAndOrder() {
        record Subject(String dtype, Shape shape, CreateOptions options, long shares) {}
        CreateOptions c = CreateOptions.defaults();
        List<Subject> subjects = List.of(
                new Subject("[('t', '<M8[us]'), ('x', '>f2'), ('', '|V3'), ('u', '<U3')]", Shape.of(1003), c, 5),
                new Subject("<i4", Shape.of(35, 3, 2), c, 8),
                new Subject("<i4", Shape.of(3, 2, 35), c.fortran(), 8),
                new Subject("<f8", Shape.of(1000, 512), c, 4),
                new Subject("|i1", Shape.of(3), c, 5),
                new Subject("<i8", Shape.of(0), c, 2),
                new Subject("<i8", Shape.of(4, 0), c, 2));
        return withEachPeer(1, 1, (peer, file) -> {
            for (Subject subject : subjects) {
                Path path = file.folder().resolve(subject.hashCode() + ".npy");
                Npy.allocate(path, DType.of(subject.dtype()), subject.shape(), subject.options());
                SharedFill fill = SharedFill.open(path, subject.shares());

                peer.run("places_worker.py", file.folder(), path);

                assertThat(fill.isDone()).as("%s", subject).isTrue();
                assertThat(fill.verify()).as("%s", subject).isEmpty();
                byte[] payload = payload(path);
                for (int i = 0; i < payload.length; i++) {
                    assertThat(payload[i]).as("%s, byte %d", subject, i).isEqualTo((byte) i);
                }
            }
        });
    }

    private static byte[] payload(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            in.skipNBytes(Npy.readHeader(path).payloadOffset());
            return in.readAllBytes();
        }
    }

    @TestFactory
    Stream<DynamicTest> numPyAndJvmsFillOneFileTogether() {
        long shares = 40;
        long millis = 100;
        return withEachPeer(ROWS, shares, (peer, file) -> {
            CompletableFuture<String> python = startInNumPy(peer, file, millis);
            await(() -> !file.claimed().isEmpty(), python);
            List<Running> jvms =
                    Stream.of(1, 2).map(n -> startJvm(file, shares, millis)).toList();
            Set<Long> pids = jvms.stream().map(jvm -> jvm.process().pid()).collect(Collectors.toSet());

            long filledByJvms = 0;
            for (Running jvm : jvms) {
                filledByJvms += Long.parseLong(jvm.await().success().strip());
            }
            python.get();

            file.assertComplete(peer);
            assertThat(filledByJvms).isBetween(1L, shares - 1);
            assertThat(file.fill().status().stream()
                            .filter(share -> pids.contains(share.pid()))
                            .count())
                    .isEqualTo(filledByJvms);
        });
    }

    private static Running startJvm(RootsFile file, long shares, long millis) {
        try {
            return JavaProgram.of(FillWorker.class, file.folder(), file.path(), shares, millis)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> npymapTakesOverFromAKilledWorker() {
        return withEachPeer(ROWS, SHARES, (peer, file) -> {
            ShareStatus share = killInTheMiddle(peer, file, startInNumPy(peer, file, FOREVER_MILLIS));
            assertThat(file.fill().status(share.n())).isEqualTo(share);

            assertThat(file.fillTheRest()).isEqualTo(SHARES);

            file.assertComplete(peer);
            assertThat(file.fill().status(share.n()).attempt()).isEqualTo(2);
        });
    }

    @TestFactory
    Stream<DynamicTest> numPyTakesOverFromAKilledJvm() {
        return withEachPeer(ROWS, SHARES, (peer, file) -> {
            Running jvm = startJvm(file, SHARES, FOREVER_MILLIS);
            NpyArray array = Npy.map(file.path());
            try {
                await(
                        () -> file.claimed().stream().anyMatch(share -> isHalfFilled(share, array)),
                        jvm.process().onExit());
            } finally {
                jvm.process().destroyForcibly().waitFor();
            }
            assertThat(jvm.await().exit()).isEqualTo(KILLED);
            ShareStatus share = file.claimed().getFirst();

            fillInNumPy(peer, file);

            file.assertComplete(peer);
            assertThat(file.fill().status(share.n()).attempt()).isEqualTo(2);
            assertThat(file.fill().status(share.n()).pid()).isNotEqualTo(share.pid());
        });
    }

    @TestFactory
    Stream<DynamicTest> aDoneShareIsLeftAlone() {
        return withEachPeer(ROWS, SHARES, (peer, file) -> {
            try (ShareClaim claim = file.fill().claim(3).orElseThrow()) {
                claim.array().doubles().fill(-1);
                claim.done();
            }
            ShareStatus done = file.fill().status(3);

            fillInNumPy(peer, file);

            assertThat(file.fill().status(3)).isEqualTo(done);
            assertThat(file.fill().isDone()).isTrue();
            assertThat(file.fill().verify()).isEmpty();
            assertThat(Npy.map(file.path())
                            .rows(done.firstRow(), done.firstRow() + done.rows())
                            .doubles()
                            .toArray())
                    .containsOnly(-1);
        });
    }

    @TestFactory
    Stream<DynamicTest> numPySkipsAShareThatAJvmHolds() {
        return withEachPeer(ROWS, SHARES, (peer, file) -> {
            try (ShareClaim claim = file.fill().claim(2).orElseThrow()) {
                ShareStatus held = file.fill().status(2);

                fillInNumPy(peer, file);

                assertThat(file.claimed()).containsExactly(held);
                assertThat(claim.array().doubles().toArray()).containsOnly(0);
                FillWorker.fill(claim.array(), 0, claim.array().rows());
                claim.done();
            }
            file.assertComplete(peer);
        });
    }

    @TestFactory
    Stream<DynamicTest> aJvmSkipsAShareThatNumPyHolds() {
        return withEachPeer(ROWS, SHARES, (peer, file) -> {
            CompletableFuture<String> python = startInNumPy(peer, file, FOREVER_MILLIS);
            await(() -> !file.claimed().isEmpty(), python);
            ShareStatus held = file.claimed().getFirst();

            assertThat(file.fill().claim(held.n())).isEmpty();
            assertThat(file.fillTheRest()).isEqualTo(SHARES - 1);
            assertThat(file.claimed()).containsExactly(held);

            killInTheMiddle(peer, file, python);
            assertThat(file.fillTheRest()).isOne();
            file.assertComplete(peer);
        });
    }
}
