package dev.npymap.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.ShareStatus.State;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims and threads of one JVM, which to the kernel are all one holder. */
@Tag("threads")
class ClaimThreadsTest {
    private static final int THREADS = 16;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = folder.resolve("big.npy");
        Npy.create(file, DType.INT64, Shape.of(64));
    }

    /** {@return what each of some threads returns, all of which do the same} */
    private static <T> List<T> inThreads(int threads, Callable<T> task)
            throws InterruptedException, ExecutionException {
        List<Future<T>> futures = new ArrayList<>();
        try (ExecutorService service = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                futures.add(service.submit(task));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    @Test
    void aHeldShareIsNotClaimedAgainByAnyThreadOfItsJvm() throws Exception {
        SharedFill fill = SharedFill.open(file, 4);
        SharedFill second = SharedFill.open(file, 4);
        try (ShareClaim claim = fill.claim(1).orElseThrow()) {
            assertThat(claim.n()).isOne();
            assertThat(fill.claim(1)).isEmpty();
            assertThat(second.claim(1)).isEmpty();
            assertThat(inThreads(1, () -> fill.claim(1).isPresent())).containsExactly(false);
        }
    }

    @Test
    void aShareIsDoneOnce() throws IOException {
        ShareClaim claim = SharedFill.open(file, 4).claim(2).orElseThrow();
        claim.done();
        assertThatIllegalStateException().isThrownBy(claim::done).withMessage("share 2 is not claimed any more");
        claim.close();
    }

    @Test
    void doneByAWrongThreadLeavesTheClaimAsItIs() throws Exception {
        SharedFill fill = SharedFill.open(file, 4);
        try (ShareClaim claim = fill.claim(0).orElseThrow()) {
            assertThat(inThreads(1, () -> {
                        assertThatExceptionOfType(WrongThreadException.class).isThrownBy(claim::done);
                        return fill.status(0).state();
                    }))
                    .containsExactly(State.CLAIMED);
            assertThat(fill.claim(0)).isEmpty();
            claim.done();
        }
        assertThat(fill.status(0).state()).isEqualTo(State.DONE);
    }

    @Test
    void anInterruptedThreadClaimsNothingAndKeepsWhatItHolds() throws Exception {
        SharedFill fill = SharedFill.open(file, 4);
        try (ShareClaim held = fill.claim(0).orElseThrow()) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(() -> fill.claim(1));
            assertThat(fill.status(1).state()).isEqualTo(State.FREE);
            // Its lock is held: an interrupt that closed the locks' channel would have freed it.
            assertThat(fill.claim(0)).isEmpty();
            assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(held::done);
            assertThat(fill.status(0).state()).isEqualTo(State.CLAIMED);
            assertThat(Thread.interrupted()).isTrue();
            held.done();
        } finally {
            // Of a failure, not of the tests that follow.
            Thread.interrupted();
        }
        assertThat(fill.status(0).state()).isEqualTo(State.DONE);
        assertThat(fill.claim(1)).isPresent();
    }

    @Test
    void ofManyThreadsThatOpenAFillAtOnceOneBeginsIt() throws Exception {
        assertThat(inThreads(THREADS, () -> SharedFill.open(file, 8).status().size()))
                .hasSize(THREADS)
                .containsOnly(8);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("big.npy", "big.npy.ledger.npy");
    }

    @Test
    void manyThreadsFillEachShareOnce() throws Exception {
        SharedFill fill = SharedFill.open(file, 64);
        AtomicIntegerArray times = new AtomicIntegerArray(64);

        List<Long> filled = inThreads(THREADS, () -> fill.run(share -> times.incrementAndGet((int) share.firstRow())));

        assertThat(filled.stream().mapToLong(Long::longValue).sum()).isEqualTo(64);
        for (int n = 0; n < 64; n++) {
            assertThat(times.get(n)).isOne();
            assertThat(fill.status(n).attempt()).isOne();
        }
        assertThat(fill.isDone()).isTrue();
    }
}
