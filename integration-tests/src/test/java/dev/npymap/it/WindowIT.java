package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.it.matrix.Indices;
import dev.npymap.it.matrix.Mismatches;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Windows against NumPy's own slices, for generated shapes. Every element holds its place in the file, so a wrong element
 * tells where it was taken from.
 */
class WindowIT {
    private static final long SEED = 20_110_304;
    private static final int ARRAYS = 60;

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    /** An array, and the windows of it that are compared. */
    private record Subject(int number, MemoryOrder order, Shape shape, boolean struct, List<Window> windows) {
        String toLine() {
            String dtype = struct ? "[('odd','u1'),('place','<i8')]" : "'<i8'";
            return String.join("\t", Integer.toString(number), letter(), shape.toString(), dtype);
        }

        String letter() {
            return order == MemoryOrder.C ? "C" : "F";
        }

        Path file(Path folder) {
            return folder.resolve(number + ".npy");
        }

        LongAccessor places(NpyArray array) {
            return struct ? array.longs("place") : array.longs();
        }

        @Override
        public String toString() {
            return "array " + number + " of shape " + shape + (struct ? " of structs" : "") + " in " + order
                    + " order: " + windows.size() + " windows";
        }
    }

    /** What NumPy has in a window: a line of {@code windows.py}'s answers. */
    private record Slice(String shape, long firstRow, List<Long> places) {
        static Slice parse(String line) {
            String[] columns = line.split("\t", -1);
            String list = columns[2].substring(1, columns[2].length() - 1);
            List<Long> places = list.isEmpty()
                    ? List.of()
                    : Arrays.stream(list.split(", ")).map(Long::valueOf).toList();
            return new Slice(columns[0], Long.parseLong(columns[1]), places);
        }
    }

    @TestFactory
    Stream<DynamicNode> windowsHoldWhatNumPysSlicesHold() {
        List<Subject> subjects = subjects();
        return Peers.all(getClass()).stream()
                .map(peer -> dynamicContainer(peer.toString(), tests(peer, subjects, folder(peer))));
    }

    @TestFactory
    Stream<DynamicNode> writingThroughAWindowChangesItAlone() {
        List<Subject> subjects = subjects();
        return Peers.all(getClass()).stream()
                .map(peer -> dynamicContainer(peer.toString(), writingTests(peer, subjects, folder(peer))));
    }

    private Path folder(NumPyPeer peer) {
        try {
            return Files.createDirectory(temp.resolve(peer.numpy()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Subject> subjects() {
        Random random = new Random(SEED);
        List<Subject> subjects = new ArrayList<>();
        for (int number = 0; number < ARRAYS; number++) {
            int rank = 1 + number % 4;
            Shape shape = Shape.of(random.longs(rank, 0, rank == 1 ? 40 : 9).toArray());
            MemoryOrder order = number / 4 % 2 == 0 ? MemoryOrder.C : MemoryOrder.FORTRAN;
            subjects.add(new Subject(number, order, shape, number % 3 == 0, windows(random, order, shape)));
        }
        return subjects;
    }

    private static List<Window> windows(Random random, MemoryOrder order, Shape shape) {
        List<Window> windows = new ArrayList<>();
        long rows = shape.dim(order.rowAxis(shape.rank()));
        for (long of : new long[] {1, 2, 3, 7, Math.max(1, rows), rows + 1, rows + 13}) {
            for (long n = 0; n < of; n++) {
                windows.add(Window.share(n, of));
            }
        }
        for (long from = 0; from <= rows; from += 1 + random.nextLong(3)) {
            windows.add(Window.rows(from, random.nextLong(from, rows + 1)));
        }
        for (int i = 0; i < 10; i++) {
            long offset = random.nextLong(shape.size() + 1);
            long dim = 1 + random.nextLong(3);
            long room = shape.size() - offset;
            Shape free = i % 2 == 0 ? Shape.of(room) : Shape.of(dim, random.nextLong(room / dim + 1));
            windows.add(Window.elements(offset, free));
        }
        return windows;
    }

    /** A window in the words of {@code windows.py}. */
    private static String toLine(Window window) {
        return switch (window) {
            case Window.Share share -> "share\t" + share.n() + "\t" + share.of();
            case Window.Rows(long from, long to) -> "rows\t" + from + "\t" + to;
            case Window.Elements(long offset, Shape shape) -> "elements\t" + offset + "\t" + shape;
            case Window.All() -> throw new IllegalArgumentException("no slice");
        };
    }

    private static Stream<DynamicNode> tests(NumPyPeer peer, List<Subject> subjects, Path folder) {
        List<Slice> slices = ask(peer, subjects, folder);
        List<DynamicNode> tests = new ArrayList<>();
        int next = 0;
        for (Subject subject : subjects) {
            List<Slice> own = slices.subList(next, next + subject.windows().size());
            next += own.size();
            tests.add(dynamicTest(subject.toString(), () -> check(peer, subject, own, folder)));
        }
        return tests.stream();
    }

    private static List<Slice> ask(NumPyPeer peer, List<Subject> subjects, Path folder) {
        try {
            Files.write(
                    folder.resolve("arrays.tsv"),
                    subjects.stream().map(Subject::toLine).toList());
            Files.write(
                    folder.resolve("windows.tsv"),
                    subjects.stream()
                            .flatMap(s -> s.windows().stream().map(w -> s.number() + "\t" + toLine(w)))
                            .toList());
            peer.run("windows.py", folder, "arrays.tsv", "windows.tsv", "answers.tsv");
            return Files.readAllLines(folder.resolve("answers.tsv")).stream()
                    .map(Slice::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(NumPyPeer peer, Subject subject, List<Slice> slices, Path folder) throws IOException {
        Mismatches mismatches = new Mismatches(peer + ", " + subject);
        for (int i = 0; i < slices.size(); i++) {
            Window window = subject.windows().get(i);
            Slice slice = slices.get(i);
            mismatches.begin(window);
            try (Arena arena = Arena.ofConfined()) {
                NpyArray array = Npy.map(subject.file(folder), MapMode.READ_ONLY, window, arena);
                mismatches.check("shape", array.shape().toString(), slice.shape());
                mismatches.check("first row", array.firstRow(), slice.firstRow());
                mismatches.check("whole shape", array.header().shape(), subject.shape());
                List<Long> found =
                        Arrays.stream(subject.places(array).toArray()).boxed().toList();
                mismatches.check("elements", found, slice.places());
                if (!found.isEmpty()) {
                    mismatches.check("element offset", array.elementOffset(), found.getFirst());
                }
                long bytes = array.shape().size() * array.dtype().itemSize();
                mismatches.check("mapped bytes", array.segment().byteSize(), bytes);
            }
        }
        mismatches.assertNone();
    }

    private static Stream<DynamicNode> writingTests(NumPyPeer peer, List<Subject> subjects, Path folder) {
        ask(peer, subjects, folder);
        List<String> written = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Subject subject : subjects) {
            for (int i = 0; i < subject.windows().size(); i += 5) {
                Window window = subject.windows().get(i);
                String copy = subject.number() + " window " + i + ".npy";
                negate(subject, window, folder.resolve(copy), folder);
                written.add(
                        String.join("\t", Integer.toString(subject.number()), subject.letter(), copy, toLine(window)));
                names.add(subject + ": " + window);
            }
        }
        List<String> report = report(peer, written, folder);
        assertThat(report).hasSameSizeAs(written);
        return IntStream.range(0, report.size())
                .boxed()
                .collect(Collectors.groupingBy(i -> written.get(i).split("\t", 2)[0]))
                .values()
                .stream()
                .map(group -> dynamicTest(names.get(group.getFirst()).split(":", 2)[0], () -> {
                    Mismatches mismatches = new Mismatches(peer.toString());
                    for (int i : group) {
                        mismatches.begin(names.get(i));
                        mismatches.check("NumPy says", report.get(i), "ok");
                    }
                    mismatches.assertNone();
                }));
    }

    private static List<String> report(NumPyPeer peer, List<String> written, Path folder) {
        try {
            Files.write(folder.resolve("written.tsv"), written);
            peer.run("windows.py", folder, "--written", "written.tsv", "report.tsv");
            return Files.readAllLines(folder.resolve("report.tsv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the array's file, and turns every place within a window of the copy into a negative number. */
    private static void negate(Subject subject, Window window, Path copy, Path folder) {
        try (Arena arena = Arena.ofConfined()) {
            Files.copy(subject.file(folder), copy);
            LongAccessor places = subject.places(Npy.map(copy, MapMode.READ_WRITE, window, arena));
            Indices.forEach(places.shape(), (index, place) -> places.set(index, -1 - places.get(index)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
