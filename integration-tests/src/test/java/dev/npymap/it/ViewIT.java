package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.it.matrix.Mismatches;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slices, slices of slices, transposes, reshapes and fields against NumPy's basic indexing, generated. Every element holds its
 * place in the file, so a wrong element tells where it was taken from.
 */
class ViewIT {
    private static final long SEED = 5_976;
    private static final int ARRAYS = 40;
    private static final int VIEWS = 60;
    private static final int LONGEST_CHAIN = 5;
    private static final String STRUCT = "[('odd','u1'),('place','<i8'),('at',[('x','<i8'),('m','<i8',(2,3))])]";

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    private record Subject(int number, MemoryOrder order, Shape shape, boolean struct) {
        String file() {
            return number + ".npy";
        }

        String toLine() {
            String letter = order == MemoryOrder.C ? "C" : "F";
            return String.join("\t", file(), letter, shape.toString(), struct ? STRUCT : "'<i8'");
        }

        @Override
        public String toString() {
            return "array " + number + " of shape " + shape + (struct ? " of structs" : "") + " in " + order + " order";
        }
    }

    /** A view of ours, or null where it was refused; and the Python that makes the same. */
    private record View(NpyArray array, String python) {
        View then(NpyArray next, String continued) {
            return new View(next, python + continued);
        }
    }

    @TestFactory
    Stream<DynamicNode> viewsAreWhatNumPysBasicIndexingGives() {
        return Peers.all(getClass()).stream().map(peer -> dynamicContainer(peer.toString(), tests(peer)));
    }

    private Stream<DynamicNode> tests(NumPyPeer peer) {
        try {
            Path folder = Files.createDirectory(temp.resolve(peer.numpy()));
            List<Subject> subjects = subjects();
            // The arrays must be there before ours can be sliced, and the slices before NumPy is asked for them.
            Files.write(
                    folder.resolve("arrays.tsv"),
                    subjects.stream().map(Subject::toLine).toList());
            Files.createFile(folder.resolve("none.tsv"));
            peer.run("views.py", folder, "arrays.tsv", "none.tsv", "answers.tsv");

            Random random = new Random(SEED);
            List<List<View>> views = new ArrayList<>();
            List<String> questions = new ArrayList<>();
            for (Subject subject : subjects) {
                NpyArray array = Npy.map(folder.resolve(subject.file()));
                List<View> own =
                        Stream.generate(() -> chain(random, array)).limit(VIEWS).toList();
                own.forEach(view -> questions.add(subject.file() + "\t" + view.python()));
                views.add(own);
            }
            Files.write(folder.resolve("views.tsv"), questions);
            peer.run("views.py", folder, "arrays.tsv", "views.tsv", "answers.tsv");
            List<String> answers = Files.readAllLines(folder.resolve("answers.tsv"));
            assertThat(answers).hasSameSizeAs(questions);

            List<DynamicNode> tests = new ArrayList<>();
            for (int i = 0; i < subjects.size(); i++) {
                List<View> own = views.get(i);
                List<String> expected = answers.subList(i * VIEWS, (i + 1) * VIEWS);
                String subject = subjects.get(i).toString();
                tests.add(dynamicTest(subject, () -> check(peer + ", " + subject, own, expected)));
            }
            return tests.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Subject> subjects() {
        Random random = new Random(SEED);
        List<Subject> subjects = new ArrayList<>();
        for (int number = 0; number < ARRAYS; number++) {
            int rank = number % 6;
            MemoryOrder order = number / 6 % 2 == 0 ? MemoryOrder.C : MemoryOrder.FORTRAN;
            // An axis without elements now and then, and some of length 1, where reshapes have choices.
            long[] lengths = random.longs(rank, number % 7 == 0 ? 0 : 1, rank < 3 ? 13 : 5)
                    .toArray();
            subjects.add(new Subject(number, order, Shape.of(lengths), number % 3 == 0));
        }
        return subjects;
    }

    private static View chain(Random random, NpyArray array) {
        View view = new View(array, "a");
        int length = 1 + random.nextInt(LONGEST_CHAIN);
        for (int i = 0; i < length && view.array() != null; i++) {
            view = step(random, view);
        }
        if (view.array() != null && view.array().dtype() instanceof StructType) {
            boolean nested = view.array().dtype().toString().contains("'at'");
            return random.nextBoolean() && nested
                    ? view.then(view.array().field("at.m"), "['at']['m']")
                    : view.then(view.array().field(nested ? "place" : "x"), nested ? "['place']" : "['x']");
        }
        return view;
    }

    private static View step(Random random, View view) {
        NpyArray array = view.array();
        int rank = array.shape().rank();
        if (array.dtype() instanceof StructType && random.nextInt(6) == 0) {
            return array.dtype().toString().contains("'at'")
                    ? view.then(array.field("at"), "['at']")
                    : view.then(array.field("m"), "['m']");
        }
        return switch (random.nextInt(rank == 0 ? 5 : 9)) {
            case 0, 1 -> view.then(array.transpose(), ".T");
            case 2, 3, 4 -> reshape(random, view);
            case 5 -> at(random, view);
            default -> slice(random, view);
        };
    }

    private static View at(Random random, View view) {
        int axis = axis(random, view);
        long length = view.array()
                .shape()
                .dim(Math.floorMod(axis, view.array().shape().rank()));
        if (length == 0) {
            return view;
        }
        long index = random.nextLong(length);
        return view.then(view.array().at(axis, index), index(view, axis, index + ", ..."));
    }

    private static View slice(Random random, View view) {
        int axis = axis(random, view);
        long length = view.array()
                .shape()
                .dim(Math.floorMod(axis, view.array().shape().rank()));
        long low = random.nextLong(length + 1);
        long high = random.nextLong(low, length + 1);
        long step = 1 + random.nextLong(4);
        if (random.nextBoolean()) {
            return view.then(
                    view.array().slice(axis, low, high, step),
                    index(view, axis, "slice(%d, %d, %d)".formatted(low, high, step)));
        }
        // Backwards over the same elements; -1 is before the first one, which Python calls None.
        String end = low == 0 ? "None" : Long.toString(low - 1);
        String python = high == low ? "slice(0, 0)" : "slice(%d, %s, %d)".formatted(high - 1, end, -step);
        return view.then(view.array().slice(axis, high - 1, low - 1, -step), index(view, axis, python));
    }

    private static int axis(Random random, View view) {
        int rank = view.array().shape().rank();
        return random.nextInt(-rank, rank);
    }

    /** With an ellipsis in it, NumPy gives a view of rank 0 and no scalar. */
    private static String index(View view, int axis, String item) {
        int rank = view.array().shape().rank();
        return "[(slice(None),) * %d + (%s,)]".formatted(Math.floorMod(axis, rank), item);
    }

    private static View reshape(Random random, View view) {
        Shape shape = factors(random, view.array().shape());
        NpyArray reshaped;
        try {
            reshaped = view.array().reshape(shape);
        } catch (IllegalArgumentException needsCopy) {
            assertThat(needsCopy).hasMessageContaining("without a copy");
            reshaped = null;
        }
        return view.then(reshaped, ".reshape(" + shape + ")");
    }

    /** Another shape of as many elements: prime factors put together anew. */
    private static Shape factors(Random random, Shape shape) {
        List<Long> lengths = new ArrayList<>(List.of(1L));
        for (long rest = shape.size(); rest != 1; ) {
            long factor = rest == 0 ? 0 : smallestFactor(rest);
            int place = random.nextInt(lengths.size());
            if (random.nextBoolean()) {
                lengths.set(place, lengths.get(place) * factor);
            } else {
                lengths.add(place, factor);
            }
            rest = rest == 0 ? 1 : rest / factor;
        }
        return Shape.of(lengths.stream().mapToLong(Long::longValue).toArray());
    }

    private static long smallestFactor(long number) {
        return LongStream.rangeClosed(2, number)
                .filter(factor -> number % factor == 0)
                .findFirst()
                .orElseThrow();
    }

    private static void check(String subject, List<View> views, List<String> answers) {
        Mismatches mismatches = new Mismatches(subject);
        for (int i = 0; i < views.size(); i++) {
            NpyArray array = views.get(i).array();
            String[] expected = answers.get(i).split("\t", -1);
            mismatches.begin(views.get(i).python());
            mismatches.check("is a view", array != null, !expected[0].equals("copy"));
            if (array != null && !expected[0].equals("copy")) {
                mismatches.check("shape", array.shape().toString(), expected[0]);
                mismatches.check("elements", Arrays.toString(array.longs().toArray()), expected[2]);
                checkStrides(mismatches, array, expected[1]);
            }
        }
        mismatches.assertNone();
    }

    /** Strides of axes without a second element mean nothing. */
    private static void checkStrides(Mismatches mismatches, NpyArray array, String expected) {
        String[] strides = expected.replaceAll("[(),]", " ").strip().split(" +", -1);
        for (int axis = 0; axis < array.shape().rank() && array.shape().size() > 0; axis++) {
            if (array.shape().dim(axis) > 1) {
                mismatches.check("stride of axis " + axis, Long.toString(array.strides()[axis]), strides[axis]);
            }
        }
    }
}
