package dev.npymap.cli;

import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How far the processes have come that fill a file.
 *
 * @param shares all of them, in their order
 */
record FillReport(List<ShareReport> shares) {
    static FillReport of(SharedFill fill) {
        return new FillReport(LongStream.range(0, fill.shares())
                .mapToObj(n -> ShareReport.of(fill, n))
                .toList());
    }

    long count(ShareReport.State state) {
        return shares.stream().filter(share -> share.state() == state).count();
    }

    /** {@return a number of all shares, added up} */
    long sum(ToLongFunction<ShareStatus> number) {
        return shares.stream().map(ShareReport::share).mapToLong(number).sum();
    }

    /** {@return a number of the shares that are done, added up} */
    long sumDone(ToLongFunction<ShareStatus> number) {
        return done().mapToLong(number).sum();
    }

    private Stream<ShareStatus> done() {
        return shares.stream()
                .filter(share -> share.state() == ShareReport.State.DONE)
                .map(ShareReport::share);
    }

    /** {@return when the first share was begun} */
    Optional<Instant> started() {
        return first(shares.stream().map(ShareReport::share));
    }

    private static Optional<Instant> first(Stream<ShareStatus> shares) {
        return shares.flatMap(share -> share.started().stream()).min(Comparator.naturalOrder());
    }

    /** {@return from when the first of the shares that are done was begun to when the last one was} */
    private Optional<Duration> wallTime() {
        Optional<Instant> last =
                done().flatMap(share -> share.finished().stream()).max(Comparator.naturalOrder());
        return first(done()).flatMap(first -> last.map(end -> Duration.between(first, end)));
    }

    /** {@return how much is done in a second; empty if no share is done} */
    OptionalDouble perSecond(ToLongFunction<ShareStatus> number) {
        // A microsecond at least: the ledger's clock has no finer ones.
        return wallTime().stream()
                .mapToDouble(time -> sumDone(number) / Math.max(1e-6, time.getSeconds() + time.getNano() / 1e9))
                .findFirst();
    }

    /** {@return how many seconds it takes at this rate; empty if nobody is at work or none is known} */
    OptionalDouble remainingSeconds() {
        double rate = perSecond(ShareStatus::rows).orElse(0);
        return count(ShareReport.State.CLAIMED) == 0 || rate == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((sum(ShareStatus::rows) - sumDone(ShareStatus::rows)) / rate);
    }
}
