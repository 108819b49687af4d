package dev.npymap.it.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.it.matrix.Mismatches;
import dev.npymap.it.peer.LoudSkip;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random headers, judged by NumPy, when it maps a file, and by npymap. {@link IntendedDifference} is the table of all
 * differences. (When it reads a file NumPy refuses a sub-array at the top level, which it maps; npymap takes it always.)
 *
 * <p>NumPy 1 and 2 differ in more, as in {@code ('<i4', 1)} and in names of types; npymap follows NumPy 2. So an older peer
 * is outvoted where the newest one agrees with npymap.
 *
 * <p>Every run tries the same headers. To try others: {@code NPYMAP_FUZZ_SEED}, {@code NPYMAP_FUZZ_COUNT}.
 */
class HeaderDifferentialIT {
    private static final Optional<String> SEED = Optional.ofNullable(System.getenv("NPYMAP_FUZZ_SEED"));
    private static final int COUNT = Integer.parseInt(System.getenv().getOrDefault("NPYMAP_FUZZ_COUNT", "12000"));

    /** Of every file: enough for most of the shapes; where it is not, both sides must find the file too short. */
    private static final int SIZE = 1 << 17;

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    @TestFactory
    Stream<DynamicTest> numPyAndNpymapJudgeAlike() throws IOException {
        List<NumPyPeer> peers = Peers.all(getClass());
        NumPyPeer newest = peers.getLast();
        if (newest.numpyMajor() < 2) {
            throw LoudSkip.of(
                    getClass().getSimpleName(),
                    List.of("Headers are judged by NumPy 2; there is only " + newest + "."));
        }
        List<HeaderSample> samples = samples();
        List<Verdict> npymap = new ArrayList<>();
        Path file = Files.write(temp.resolve("npymap.npy"), new byte[SIZE]);
        for (HeaderSample sample : samples) {
            sample.write(file);
            npymap.add(Verdict.ofNpymap(file));
        }
        List<Verdict> arbiter = ask(newest, samples);
        return peers.stream()
                .map(peer -> dynamicTest(peer + ": " + COUNT + " headers", () -> {
                    if (peer.equals(newest)) {
                        Map<IntendedDifference, Integer> met = compare(peer, samples, arbiter, npymap);
                        if (peers.size() > 1) { // those of CI; a Python of the user's may be too old for some
                            Set<IntendedDifference> idle = EnumSet.allOf(IntendedDifference.class);
                            idle.removeAll(met.keySet());
                            assertThat(idle)
                                    .as("rows whose example is judged alike")
                                    .isEmpty();
                        }
                    } else {
                        compareOlder(peer, samples, ask(peer, samples), arbiter, npymap);
                    }
                }));
    }

    private static List<HeaderSample> samples() {
        HeaderGrammar grammar = new HeaderGrammar(new Random(Long.parseLong(SEED.orElse("1"))));
        Stream<HeaderSample> examples =
                Arrays.stream(IntendedDifference.values()).map(IntendedDifference::example);
        return Stream.concat(examples, Stream.generate(grammar::next).limit(COUNT))
                .toList();
    }

    private List<Verdict> ask(NumPyPeer peer, List<HeaderSample> samples) throws IOException {
        Files.write(
                temp.resolve("samples.tsv"),
                samples.stream().map(HeaderSample::toLine).toList());
        peer.run("headers.py", temp, "samples.tsv", SIZE, "verdicts.tsv");
        List<Verdict> verdicts = Files.readAllLines(temp.resolve("verdicts.tsv")).stream()
                .map(Verdict::ofNumPy)
                .toList();
        assertThat(verdicts).hasSameSizeAs(samples);
        return verdicts;
    }

    private static Map<IntendedDifference, Integer> compare(
            NumPyPeer peer, List<HeaderSample> samples, List<Verdict> numPy, List<Verdict> npymap) {
        Mismatches mismatches = new Mismatches(peer.toString());
        Map<IntendedDifference, Integer> met = new EnumMap<>(IntendedDifference.class);
        for (int i = 0; i < samples.size(); i++) {
            mismatches.begin(samples.get(i));
            Optional<IntendedDifference> intended = numPy.get(i).agrees(npymap.get(i))
                    ? Optional.empty()
                    : IntendedDifference.of(samples.get(i), numPy.get(i), npymap.get(i));
            intended.ifPresent(row -> met.merge(row, 1, Integer::sum));
            check(mismatches, intended.isPresent() || numPy.get(i).agrees(npymap.get(i)), numPy.get(i), npymap.get(i));
        }
        mismatches.assertNone();
        long accepted = npymap.stream().filter(Verdict::accepted).count();
        System.out.println(accepted + " of " + samples.size() + " headers accepted; intended differences:");
        met.forEach((row, count) -> System.out.println("  " + count + " " + row));
        assertThat(accepted).as("headers that are no nonsense").isGreaterThan(samples.size() / 4);
        return met;
    }

    private static void compareOlder(
            NumPyPeer peer,
            List<HeaderSample> samples,
            List<Verdict> older,
            List<Verdict> arbiter,
            List<Verdict> npymap) {
        Mismatches mismatches = new Mismatches(peer.toString());
        for (int i = 0; i < samples.size(); i++) {
            mismatches.begin(samples.get(i));
            boolean explained = older.get(i).agrees(npymap.get(i))
                    || arbiter.get(i).agrees(npymap.get(i))
                    || IntendedDifference.of(samples.get(i), older.get(i), npymap.get(i))
                            .isPresent();
            check(mismatches, explained, older.get(i), npymap.get(i));
        }
        mismatches.assertNone();
    }

    private static void check(Mismatches mismatches, boolean well, Verdict numPy, Verdict npymap) {
        mismatches.check(well, "a difference", () -> "\n    NumPy " + numPy + "\n    npymap " + npymap);
    }
}
