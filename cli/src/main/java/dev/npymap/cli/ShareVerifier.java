package dev.npymap.cli;

import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Compares the bytes of all shares that are done with their checksums, on all processors. */
final class ShareVerifier {
    private final SharedFill fill;
    private final AtomicLong next = new AtomicLong();
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final List<Difference> differences = Collections.synchronizedList(new ArrayList<>());

    private ShareVerifier(SharedFill fill) {
        this.fill = fill;
    }

    /**
     * A share whose bytes are not those that were recorded.
     *
     * @param share as the ledger has it
     * @param found the checksum of its bytes now
     */
    record Difference(ShareStatus share, long found) {}

    /**
     * What was found.
     *
     * @param verified how many shares were compared
     * @param differences those that differ, in their order
     * @param notDone how many shares had nothing to compare
     */
    record Result(long verified, List<Difference> differences, long notDone) {}

    /** Verifies, and shows how far it has come. */
    static Result verify(SharedFill fill, Console console) throws IOException {
        return new ShareVerifier(fill).run(console);
    }

    private Result run(Console console) throws IOException {
        long bytesDone = FillReport.of(fill).sumDone(ShareStatus::byteCount);
        int threads = (int) Math.min(Runtime.getRuntime().availableProcessors(), fill.shares());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads);
                Progress progress = Progress.ofBytes(console, "verifying", bytesDone)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(this::verifyShares));
            }
            for (Future<?> thread : running) {
                // More is read where shares are done, or filled anew, while others are verified.
                Background.await(thread, () -> progress.accept(Math.min(bytesDone, bytes.sum())));
            }
            progress.accept(bytesDone);
        }
        List<Difference> sorted = differences.stream()
                .sorted(Comparator.comparingLong(
                        difference -> difference.share().n()))
                .toList();
        return new Result(verified.sum(), sorted, fill.shares() - verified.sum());
    }

    /** What each thread does, until no share is left or any thread has failed. */
    private Void verifyShares() throws IOException {
        boolean isComplete = false;
        try {
            for (long n = next.getAndIncrement(); n < fill.shares() && !hasFailed.get(); n = next.getAndIncrement()) {
                verify(n);
            }
            isComplete = true;
            return null;
        } finally {
            if (!isComplete) {
                hasFailed.set(true);
            }
        }
    }

    private void verify(long n) throws IOException {
        ShareStatus share = fill.status(n);
        while (share.state() == ShareStatus.State.DONE) {
            long found = fill.checksum(n, bytes::add);
            ShareStatus now = fill.status(n);
            if (found == share.crc32() || now.equals(share)) {
                verified.increment();
                if (found != share.crc32()) {
                    differences.add(new Difference(share, found));
                }
                return;
            }
            // It was filled anew while it was read.
            share = now;
        }
    }
}
