package dev.npymap.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.access.DatetimeAccessor;
import dev.npymap.access.TimedeltaAccessor;
import dev.npymap.it.matrix.Mismatches;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Dates as text and as {@code java.time}, against NumPy's text and NumPy's casts, for random counts of every unit. */
class DatetimeIT {
    private static final int SEED = 1970;
    private static final int COUNT = 400;
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    /** A line of {@code datetimes.py}. */
    private record Answer(String text, String seconds, String nanos, String deltaSeconds, String deltaNanos) {
        static Answer parse(String line) {
            String[] columns = line.split("\t", -1);
            return new Answer(columns[0], columns[1], columns[2], columns[3], columns[4]);
        }
    }

    @TestFactory
    Stream<DynamicNode> datesMeanWhatNumPyMeans() {
        return Peers.all(getClass()).stream().map(peer -> dynamicContainer(peer.toString(), tests(peer)));
    }

    private Stream<DynamicTest> tests(NumPyPeer peer) {
        try {
            Path folder = Files.createDirectory(temp.resolve(peer.numpy()));
            List<String> names =
                    peer.run("datetimes.py", folder, SEED, COUNT).lines().toList();
            return names.stream()
                    .map(name -> dynamicTest(name + ": " + COUNT + " counts", () -> check(peer, name, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(NumPyPeer peer, String name, Path folder) throws IOException {
        List<Answer> answers = Files.readAllLines(folder.resolve(name + ".tsv")).stream()
                .map(Answer::parse)
                .toList();
        DatetimeAccessor dates = Npy.map(folder.resolve(name + ".npy")).datetimes();
        TimedeltaAccessor deltas = Npy.map(folder.resolve(name + "-delta.npy")).timedeltas();
        Mismatches mismatches = new Mismatches(peer + ", " + name);
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            long count = dates.getCount(i);
            int place = i;
            mismatches.begin(count);
            mismatches.check("same count", deltas.getCount(i), count);
            mismatches.check("text", dates.getText(i), answer.text());
            String instant = orRefused(() -> nanos(dates.getInstant(place)));
            compare(mismatches, "Instant", instant, answer.seconds(), answer.nanos(), Instant.MIN, Instant.MAX);
            compare(
                    mismatches,
                    "LocalDateTime",
                    orRefused(() -> nanos(dates.getLocalDateTime(place).toInstant(ZoneOffset.UTC))),
                    answer.seconds(),
                    answer.nanos(),
                    LocalDateTime.MIN.toInstant(ZoneOffset.UTC),
                    LocalDateTime.MAX.toInstant(ZoneOffset.UTC));
            String duration = orRefused(() -> nanos(deltas.getDuration(place)));
            compare(mismatches, "Duration", duration, answer.deltaSeconds(), answer.deltaNanos(), null, null);
        }
        mismatches.assertNone();
    }

    private static String nanos(Instant instant) {
        return nanos(instant.getEpochSecond(), instant.getNano());
    }

    private static String nanos(Duration duration) {
        return nanos(duration.getSeconds(), duration.getNano());
    }

    private static String nanos(long seconds, int nanos) {
        return BigInteger.valueOf(seconds)
                .multiply(NANOS)
                .add(BigInteger.valueOf(nanos))
                .toString();
    }

    private static String orRefused(Supplier<String> value) {
        try {
            return value.get();
        } catch (DateTimeException e) {
            return "inexact";
        }
    }

    /** Compares with nanoseconds where NumPy has them, else with seconds; where it has neither there is nothing to compare. */
    private static void compare(
            Mismatches mismatches, String what, String found, String seconds, String nanos, Instant min, Instant max) {
        String expected = nanos;
        if (expected.equals("-") && !seconds.equals("-") && !seconds.equals("inexact")) {
            long wanted = Long.parseLong(seconds);
            boolean fits = min == null || (wanted >= min.getEpochSecond() && wanted <= max.getEpochSecond());
            expected = fits ? nanos(wanted, 0) : "inexact";
        }
        if (!expected.equals("-")) {
            mismatches.check(what, found, expected);
        }
    }
}
