package dev.npymap.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.AtomicIntAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyHeader;
import dev.npymap.it.process.Command.Result;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.ShareStatus.State;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that fill one file together are killed at random moments, and others take their places. */
class KilledWorkersIT {
    private static final int WORKERS = 8;
    private static final int KILLS = 200;
    private static final int SHARES = 1200;
    private static final int ROWS = 24_007;

    /** For a step of a share while there is killing to do, and for one when so much is done that too little would be left. */
    private static final int STEP_NANOS = 15_000_000;

    private static final int SLOW_STEP_NANOS = 4 * STEP_NANOS;

    /** The part of the shares that may be done when the last kill comes: enough must be left to be in hand. */
    private static final double MOST_DONE = 0.8;

    private static final int MAX_MILLIS_BETWEEN_KILLS = 100;
    private static final long LONGEST_NANOS = 300_000_000_000L;

    /** Every so many kills hit any worker, one that has hardly begun too; the others one that has a share in hand. */
    private static final int ANY = 10;

    private static final int EXIT_BY_SIGKILL = 128 + 9;

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Running> workers = new ArrayList<>();

    /** By share: how many workers died with it in hand. */
    private final int[] lost = new int[SHARES];

    private final BitSet done = new BitSet();
    private Path file;
    private Path pace;
    private SharedFill fill;

    @Test
    void nothingIsLostButTheSharesInHand() throws Exception {
        file = folder.resolve("big.npy");
        pace = folder.resolve("pace.npy");
        NpyHeader header = Npy.allocate(file, Rows.DTYPE, Shape.of(ROWS), CreateOptions.defaults());
        NpyArray step = Npy.create(pace, DType.INT32, Shape.of(1));
        AtomicIntAccessor nanos = step.atomicInts();
        nanos.set(0, STEP_NANOS);
        fill = SharedFill.open(file, SHARES);
        long begin = System.nanoTime();
        int kills = 0;
        int inHand = 0;
        try {
            for (int n = 0; n < WORKERS; n++) {
                workers.add(start());
            }
            for (; kills < KILLS; kills++) {
                boolean isAhead = done.cardinality() > MOST_DONE * SHARES * kills / KILLS;
                nanos.set(0, isAhead ? SLOW_STEP_NANOS : STEP_NANOS);
                Thread.sleep(random.nextInt(MAX_MILLIS_BETWEEN_KILLS));
                inHand += killOne(kills % ANY == 0) ? 1 : 0;
            }
            nanos.set(0, 0);
            for (Running worker : workers) {
                worker.await().success();
            }
        } finally {
            workers.forEach(worker -> worker.process().destroyForcibly());
        }

        System.out.printf(
                "SIGKILL: %d kills of %d workers, %d with a share in hand, seed %d, %d shares, %.1f s%n",
                kills, WORKERS, inHand, seed, SHARES, (System.nanoTime() - begin) / 1e9);
        assertThat(kills).isEqualTo(200);
        assertThat(inHand).as("kills that found a share in hand").isGreaterThanOrEqualTo(KILLS / 2);
        assertThat(fill.status()).hasSize(SHARES).allSatisfy(this::checkDone);
        assertThat(Rows.mismatch(file, header.payloadOffset(), ROWS)).isEqualTo(-1);
        assertThat(fill.verify()).isEmpty();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("big.npy", "big.npy.ledger.npy", "big.npy.lock", "pace.npy");
    }

    private void checkDone(ShareStatus share) {
        int n = (int) share.n();
        assertThat(share.state()).isEqualTo(State.DONE);
        assertThat(share.attempt())
                .as("attempts at share %d, which %d of the killed had in hand (seed %d)", n, lost[n], seed)
                .isBetween(1L, 1L + lost[n]);
    }

    /** {@return the place of a worker that has a share in hand, any of them} */
    private int holder() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (true) {
            Set<Long> holders = fill.status().stream()
                    .filter(share -> share.state() == State.CLAIMED)
                    .map(ShareStatus::pid)
                    .collect(Collectors.toSet());
            int[] places = IntStream.range(0, WORKERS)
                    .filter(place ->
                            holders.contains(workers.get(place).process().pid()))
                    .toArray();
            if (places.length > 0) {
                return places[random.nextInt(places.length)];
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("no worker claims a share");
            }
            Thread.sleep(1);
        }
    }

    private Running start() throws IOException {
        return JavaProgram.of(
                        List.of("-Xint", "-Xshare:auto", "-Xmx32m", "--illegal-native-access=deny"),
                        Filler.class,
                        folder,
                        file,
                        SHARES,
                        pace)
                .start();
    }

    /** Kills one of the workers, whatever it does, and starts another in its place; returns whether it had a share in hand. */
    private boolean killOne(boolean isAny) throws Exception {
        int place = isAny ? random.nextInt(WORKERS) : holder();
        Running victim = workers.get(place);
        long pid = victim.process().pid();
        List<ShareStatus> before = fill.status();
        victim.process().destroyForcibly();
        Result result = victim.await();
        List<ShareStatus> after = fill.status();
        assertThat(result.exit()).as("%s (seed %d)", result, seed).isEqualTo(EXIT_BY_SIGKILL);
        workers.set(place, start());

        boolean inHand = false;
        for (int n = 0; n < SHARES; n++) {
            ShareStatus share = after.get(n);
            assertThat(share.state() == State.DONE || !done.get(n))
                    .as("share %d, once done, stays done (seed %d)", n, seed)
                    .isTrue();
            done.set(n, share.state() == State.DONE);
            boolean isLeft = share.pid() == pid && share.state() != State.DONE;
            // Another may have claimed it in the meantime, or filled it.
            boolean isTakenOver =
                    before.get(n).pid() == pid && before.get(n).state() == State.CLAIMED && share.pid() != pid;
            if (isLeft || isTakenOver) {
                lost[n]++;
                inHand = true;
            }
        }
        return inHand;
    }
}
