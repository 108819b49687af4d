package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that others wrote, in many languages, against what NumPy says about each. */
class CorpusTest {
    private static final int LEAST_FILES = 139;
    private static final int LEAST_ARCHIVES = 19;

    /** One line of {@code expected.tsv}. */
    private record Expected(
            String file, String member, String descr, String fortranOrder, String shape, String digest) {
        static Expected of(String line) {
            List<String> cells = List.of(line.split("\t", -1));
            return cells.get(2).equals("REFUSED")
                    ? new Expected(cells.get(0), cells.get(1), "REFUSED", "", "", cells.get(3))
                    : new Expected(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5));
        }

        boolean isMember() {
            return !member.equals("-");
        }
    }

    private static Path corpus() throws URISyntaxException {
        return Path.of(CorpusTest.class.getResource("/corpus").toURI());
    }

    private static Stream<Expected> lines() throws Exception {
        return Files.readAllLines(corpus().resolve("expected.tsv")).stream().map(Expected::of);
    }

    private static Map<String, Expected> expected() throws Exception {
        return lines().filter(line -> !line.isMember()).collect(Collectors.toMap(Expected::file, Function.identity()));
    }

    private static List<Path> files() throws Exception {
        return files(".npy");
    }

    private static List<Path> files(String suffix) throws Exception {
        try (Stream<Path> files = Files.walk(corpus())) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static String name(Path file) throws URISyntaxException {
        return corpus().relativize(file).toString().replace('\\', '/');
    }

    @Test
    void corpusIsWhole() throws Exception {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(LEAST_FILES);
        for (Path file : files()) {
            assertThat(expected()).containsKey(name(file));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFileIsReadAsNumPyReadsIt() throws Exception {
        Map<String, Expected> expected = expected();
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (Path file : files()) {
            String name = name(file);
            tests.add(dynamicTest(name, () -> check(file, expected.get(name))));
        }
        return tests.build();
    }

    private static void check(Path file, Expected expected) throws IOException {
        if (expected.descr.equals("REFUSED")) {
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> Npy.map(file))
                    .withMessageStartingWith(file + ": byte ");
            return;
        }
        check(Npy.map(file), expected);
    }

    private static void check(NpyArray array, Expected expected) {
        assertThat(array.dtype().descr()).isEqualTo(expected.descr);
        assertThat(array.shape()).hasToString(expected.shape);
        assertThat(isFortranOnly(array.header())).isEqualTo(expected.fortranOrder.equals("True"));
        assertThat(CanonicalDigest.of(array)).isEqualTo(expected.digest);
    }

    @Test
    void everyMemberOfEveryArchiveIsReadAsNumPyReadsIt() throws Exception {
        Map<String, List<Expected>> members =
                lines().filter(Expected::isMember).collect(Collectors.groupingBy(Expected::file));
        List<Path> archives = files(".npz");
        assertThat(archives).hasSizeGreaterThanOrEqualTo(LEAST_ARCHIVES);
        for (Path archive : archives) {
            Npz npz = Npz.open(archive);
            List<Expected> expected = members.get(name(archive));

            assertThat(npz.names())
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(Expected::member).toList());
            for (Expected member : expected) {
                checkMember(archive, npz, member);
            }
        }
    }

    private static void checkMember(Path archive, Npz npz, Expected expected) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            if (expected.descr.equals("REFUSED")) {
                assertThatExceptionOfType(NpyFormatException.class)
                        .isThrownBy(() -> npz.read(expected.member, arena))
                        .withMessageStartingWith(archive + "::" + expected.member + ": byte 20: the dtype '|O");
                return;
            }
            check(npz.read(expected.member, arena), expected);
        }
        if (npz.member(expected.member).isStored()) {
            check(npz.map(expected.member), expected);
        }
    }

    /** NumPy says so of an array that is not also in C order, as one with a single long dimension is. */
    private static boolean isFortranOnly(NpyHeader header) {
        Shape shape = header.shape();
        long longDimensions =
                Arrays.stream(shape.toArray()).filter(dim -> dim > 1).count();
        return header.order() == MemoryOrder.FORTRAN && longDimensions > 1 && shape.size() > 0;
    }

    @Test
    void objectsAreRefusedForWhatTheyAre() throws Exception {
        Path pickle = corpus().resolve("numpy__numpy/numpy/lib/tests/data/py3-objarr.npy");

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npy.map(pickle))
                .withMessage(
                        "%s: byte 20: the dtype '|O' holds Python objects, which NumPy stores as a pickle: reading one"
                                + " can run any code, so npymap refuses it",
                        pickle);
    }

    @Test
    void loneSurrogatesAreReadAsTheyStand() throws Exception {
        Path surrogate = corpus().resolve("ExpHP__npyz/test-data/unicode/surrogate.npy");

        assertThat(Npy.map(surrogate).strings().getCodePoints(0)).contains(0xd805);
    }
}
