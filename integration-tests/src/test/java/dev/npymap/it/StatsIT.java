package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.it.matrix.Mismatches;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.process.Command;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code npymap stats} against NumPy, for every dtype of numbers. */
class StatsIT {
    private static final long SEED = 1979;

    /** More than one thread's part, and no multiple of anything. */
    private static final int COUNT = 70_001;

    private static final int LEAST_COLUMNS = 110;

    /** What is rounded along the way is far below a double's last digit, and then the result is rounded twice. */
    private static final double ULPS = 2;

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    /** What is known of a column, as text: count, nan, min, max, mean, std. */
    private record Numbers(List<String> values) {}

    @TestFactory
    Stream<DynamicNode> numbersAreThoseOfNumPy() {
        return Peers.all(getClass()).stream()
                .map(peer -> dynamicContainer(
                        peer.toString(),
                        Stream.of(dynamicTest(COUNT + " numbers of each dtype", () -> compare(peer)))));
    }

    private void compare(NumPyPeer peer) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(temp.resolve(peer.numpy()));
        peer.run("stats.py", folder, SEED, COUNT);
        Map<String, Numbers> expected = expected(folder);
        String[] files = expected.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(' ')))
                .distinct()
                .toArray(String[]::new);

        Map<String, Numbers> found = stats(folder, List.of(), files);

        assertThat(expected).hasSizeGreaterThan(LEAST_COLUMNS);
        assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
        Mismatches mismatches = new Mismatches(peer.toString());
        expected.forEach((column, numbers) -> {
            mismatches.begin(column);
            check(mismatches, numbers.values(), found.get(column).values());
        });
        mismatches.assertNone();
        // The same digits wherever the array lies, and however many threads read it.
        for (String archive : List.of("numbers.npz", "deflated.npz")) {
            Map<String, Numbers> members = new LinkedHashMap<>();
            stats(folder, List.of("-XX:ActiveProcessorCount=3"), archive)
                    .forEach((column, numbers) ->
                            members.put(column.replace(archive + "::", "").replaceFirst(" ", ".npy "), numbers));
            assertThat(members).isEqualTo(found);
        }
    }

    private static void check(Mismatches mismatches, List<String> expected, List<String> found) {
        for (int i = 0; i < 2; i++) {
            mismatches.check("count and NaN", found.get(i), expected.get(i));
        }
        for (int i = 2; i < 6; i++) {
            mismatches.check(
                    "a decimal point in " + found.get(i), true, found.get(i).matches("NaN|-?Infinity|.*\\..*"));
        }
        for (int i = 2; i < 4; i++) {
            mismatches.check("min and max", exact(found.get(i)), exact(expected.get(i)));
        }
        for (int i = 4; i < 6; i++) {
            double wanted = number(expected.get(i));
            double got = number(found.get(i));
            // A mean may be a difference of numbers that are far larger.
            double size = Math.max(Math.abs(wanted), 0x1p-53 * number(expected.get(5)));
            boolean isClose = Double.compare(wanted, got) == 0 || Math.abs(wanted - got) <= ULPS * Math.ulp(size);
            mismatches.check(i == 4 ? "mean" : "std", isClose ? wanted : got, wanted);
        }
    }

    /** All digits of a number; of what is not finite its name. */
    private static Object exact(String text) {
        double number = number(text);
        return Double.isFinite(number) ? new BigDecimal(text).stripTrailingZeros() : number;
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Map<String, Numbers> expected(Path folder) throws IOException {
        Map<String, Numbers> expected = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("expected.tsv"))) {
            List<String> columns = Arrays.asList(line.split("\t", -1));
            expected.put(columns.get(0) + " " + columns.get(1), new Numbers(columns.subList(2, 8)));
        }
        return expected;
    }

    /** What the command says, by file and field. */
    private static Map<String, Numbers> stats(Path folder, List<String> flags, String... files)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(flags);
        line.addAll(List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED", "-jar"));
        line.addAll(List.of(System.getProperty("npymap.cli.jar"), "stats"));
        line.addAll(List.of(files));
        String out = Command.java(folder, line.toArray(String[]::new)).run().success();
        Map<String, Numbers> found = new LinkedHashMap<>();
        for (String block : out.split("\n\n", -1)) {
            Map<String, String> rows = new LinkedHashMap<>();
            block.lines().skip(1).map(row -> row.strip().split(" +", 2)).forEach(row -> rows.put(row[0], row[1]));
            String file = block.lines().findFirst().orElseThrow();
            List<String> values = Stream.of("count", "NaN", "min", "max", "mean", "std")
                    .map(rows::get)
                    .toList();
            found.put(file + " " + rows.getOrDefault("field", "-"), new Numbers(values));
        }
        return found;
    }
}
