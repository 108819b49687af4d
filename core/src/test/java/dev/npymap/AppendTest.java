package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows added in place. (What cannot grow, and what a crash leaves, have tests of their own.) */
class AppendTest {
    private Path folder;

    @BeforeEach
    @BeforeProperty
    void createFolder() throws IOException {
        folder = Files.createTempDirectory("npymap-append");
    }

    @AfterEach
    @AfterProperty
    void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path file() {
        return folder.resolve("a.npy");
    }

    private long[] counting(long length) throws IOException {
        NpyArray saved = Npy.map(file());
        assertThat(Files.readAllBytes(file())).startsWith(saved.header().encode());
        assertThat(file()).hasSize(saved.header().fileSize());
        assertThat(saved.longs().toArray())
                .isEqualTo(LongStream.range(0, length).toArray());
        return saved.shape().toArray();
    }

    @Test
    void rowsAreAddedBehindThoseThatAreThere() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 2, 3);
        NpyFiles.counting(folder.resolve("more"), MemoryOrder.C, 10, 3);
        NpyArray more = Npy.map(folder.resolve("more"));

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(more.rows(2, 5));
            appender.append(more.at(0, 5));
            appender.append(more.rows(0, 0));
            appender.append(new long[][] {{18, 19, 20}, {21, 22, 23}});
            appender.append(new long[] {24, 25, 26});
            appender.append(new long[0][0]);
            assertThat(appender.shape()).isEqualTo(Shape.of(9, 3));
            assertThat(appender.dtype()).isEqualTo(DType.INT64);
        }

        assertThat(counting(27)).containsExactly(9, 3);
        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("a.npy", "more");
    }

    @Test
    void discardedRowsAreNotThere() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 2, 3);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(new long[] {6, 7, 8});
            appender.flush();
            appender.append(new long[200_000][3]);
            appender.discard();
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> appender.append(new long[] {9, 10, 11}))
                    .withMessage(file() + ": the rows were discarded: nothing more is taken");
        }

        assertThat(counting(9)).containsExactly(3, 3);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void nothingAppendedChangesNothing() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 2, 3);
        byte[] before = Files.readAllBytes(file());

        try (NpyAppender appender = Npy.append(file())) {
            appender.flush();
        }

        assertThat(file()).hasBinaryContent(before);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void rowsAreSeenWhenTheyAreFlushedAndOldMapsStayAsTheyWere() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 9);
        NpyArray old = Npy.map(file());

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(LongStream.range(9, 100_000).toArray());
            assertThat(Npy.map(file()).rows()).isEqualTo(9);
            appender.flush();
            assertThat(Npy.map(file()).rows()).isEqualTo(100_000);
            appender.append(new long[] {100_000});
            assertThat(Npy.map(file()).rows()).isEqualTo(100_000);
        }

        assertThat(counting(100_001)).containsExactly(100_001);
        assertThat(old.longs().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 1);
        NpyAppender appender = Npy.append(file());
        appender.append(new long[] {1});
        appender.close();
        appender.close();

        assertThat(counting(2)).containsExactly(2);
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> appender.append(new long[] {1}))
                .withMessage("%s: the appender is closed", file());
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(appender::flush)
                .withMessage("%s: the appender is closed", file());
    }

    static Stream<Arguments> javaArrays() {
        return Stream.of(
                arguments("|b1", new boolean[] {true, false}, new byte[] {1, 0}),
                arguments("|i1", new byte[] {1, -1}, new byte[] {1, -1}),
                arguments("|u1", new byte[] {1, -1}, new byte[] {1, -1}),
                arguments(">u2", new short[] {0x102}, new byte[] {1, 2}),
                arguments(">i4", new int[] {0x1020304}, new byte[] {1, 2, 3, 4}),
                arguments("<u4", new int[] {0x1020304}, new byte[] {4, 3, 2, 1}),
                arguments(">i8", new long[] {5}, new byte[] {0, 0, 0, 0, 0, 0, 0, 5}),
                arguments("<u8", new long[] {5}, new byte[] {5, 0, 0, 0, 0, 0, 0, 0}),
                arguments("<M8[ns]", new long[] {5}, new byte[] {5, 0, 0, 0, 0, 0, 0, 0}),
                arguments(">m8[3h]", new long[] {5}, new byte[] {0, 0, 0, 0, 0, 0, 0, 5}),
                arguments(">f4", new float[] {1}, new byte[] {0x3f, (byte) 0x80, 0, 0}),
                arguments(">f8", new double[] {1}, new byte[] {0x3f, (byte) 0xf0, 0, 0, 0, 0, 0, 0}),
                arguments("<f8", new double[] {1}, new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("javaArrays")
    void javaArrayIsAppendedToItsAccessorsDtypes(String dtype, Object array, byte[] bytes) throws IOException {
        NpyFiles.zeros(file(), DType.of(dtype), 1);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(array);
        }

        NpyArray saved = Npy.map(file());
        assertThat(saved.rows()).isEqualTo(1 + java.lang.reflect.Array.getLength(array));
        assertThat(Files.readAllBytes(file())).endsWith(bytes);
    }

    static Stream<Arguments> otherArrays() {
        return Stream.of(
                arguments("<f8", new float[] {1}, "asked for an array of float, found <f8"),
                arguments("<f2", new short[] {1}, "asked for an array of short, found <f2"),
                arguments("<i8", new double[] {1}, "asked for an array of double, found <i8"),
                arguments("|b1", new byte[] {1}, "asked for an array of byte, found |b1"),
                arguments("<U1", new int[] {1}, "asked for an array of int, found <U1"),
                arguments("[('a', '<i4')]", new int[] {1}, "asked for an array of int, found [('a', '<i4')]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherArrays")
    void otherJavaArraysAreRefusedAndTheAppenderGoesOn(String dtype, Object array, String message) throws IOException {
        NpyFiles.zeros(file(), DType.of(dtype), 1);

        try (NpyAppender appender = Npy.append(file())) {
            assertThatExceptionOfType(DTypeMismatchException.class)
                    .isThrownBy(() -> appender.append(array))
                    .withMessage(message);
            appender.append(Npy.map(file()));
        }
        assertThat(Npy.map(file()).rows()).isEqualTo(2);
    }

    @Test
    void rowsOfAnotherShapeOrDtypeAreRefusedAndTheAppenderGoesOn() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 1, 2, 3);
        NpyArray array = Npy.map(file());

        try (NpyAppender appender = Npy.append(file())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> appender.append(array.transpose()))
                    .withMessage(
                            "expected rows for an array of the shape (1, 2, 3), or one row of the shape (2, 3), found"
                                    + " the shape (3, 2, 1)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> appender.append(new long[6]))
                    .withMessageEndingWith("found the shape (6,)");
            assertThatExceptionOfType(DTypeMismatchException.class)
                    .isThrownBy(() ->
                            appender.append(Npy.map(NpyFiles.zeros(folder.resolve("other"), DType.FLOAT64, 0, 2, 3))))
                    .withMessage(
                            "asked for a target for elements of <f8, alike but for byte order and padding, found <i8");
            appender.append(new long[][] {{6, 7, 8}, {9, 10, 11}});
        }
        assertThat(counting(12)).containsExactly(2, 2, 3);
    }

    private record Point(int x, long y) {}

    @Test
    void recordsAreAppendedAndWhatTheyLeaveOutIsZeros() throws IOException {
        DType dtype = DType.of("[('x', '<i4'), ('more', '<f8'), ('', '|V3'), ('y', '>i8')]");
        NpyArray full = Npy.create(folder.resolve("full"), dtype, Shape.of(20_000));
        full.rawBytes().fill(new byte[] {1, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0, 2});
        NpyFiles.zeros(file(), dtype, 0);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(full);
            appender.flush();
            Consumer<Point> points = appender.records(MethodHandles.lookup(), Point.class);
            IntStream.range(0, 30_000).forEach(n -> points.accept(new Point(n, -n)));
            appender.append(full.rows(0, 1));
        }

        NpyArray saved = Npy.map(file());
        assertThat(saved.rows()).isEqualTo(50_001);
        assertThat(saved.ints("x").get(20_005)).isEqualTo(5);
        assertThat(saved.longs("y").get(49_999)).isEqualTo(-29_999);
        assertThat(saved.doubles("more").get(20_005)).isZero();
        assertThat(saved.rawBytes().get(20_001))
                .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1);
        assertThat(saved.rows(50_000, 50_001).ints("x").get(0)).isEqualTo(1);
    }

    @Test
    void recordThatDoesNotFitIsNotAppendedAndTheAppenderGoesOn() throws IOException {
        NpyFiles.zeros(file(), DType.of(Point.class), 0);

        NpyAppender appender = Npy.append(file());
        Consumer<Point> points = appender.records(MethodHandles.lookup(), Point.class);
        points.accept(new Point(1, 1));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> points.accept(null));
        points.accept(new Point(2, 2));
        appender.close();

        assertThat(Npy.map(file()).ints("x").toArray()).containsExactly(1, 2);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> points.accept(new Point(3, 3)))
                .withMessageEndingWith(file() + ": the appender is closed");
    }

    @Test
    void recordsAreRowsOfOneDimension() throws IOException {
        NpyFiles.zeros(file(), DType.of(Point.class), 1, 2);

        try (NpyAppender appender = Npy.append(file())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> appender.records(MethodHandles.lookup(), Point.class))
                    .withMessage(
                            "records are the rows of an array of one dimension, and the file's has the shape (1, 2)");
        }
    }

    @Test
    void rowsWithoutBytesAreCounted() throws IOException {
        NpyFiles.zeros(file(), DType.FLOAT64, 3, 0);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(new double[4][0]);
            appender.append(Npy.map(file()));
        }

        assertThat(Npy.map(file()).shape()).isEqualTo(Shape.of(10, 0));
    }

    @Test
    void rowsLargerThanTheBufferAreWhole() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 0, 100_000);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(LongStream.range(0, 100_000).toArray());
            appender.append(LongStream.range(100_000, 200_000).toArray());
        }

        assertThat(counting(200_000)).containsExactly(2, 100_000);
    }

    @Test
    void threadsAppendWholeCalls() throws Exception {
        NpyFiles.counting(file(), MemoryOrder.C, 0);
        int threads = 4;

        try (NpyAppender appender = Npy.append(file());
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> results = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                long number = thread;
                results.add(executor.submit(() -> {
                    for (int call = 0; call < 500; call++) {
                        appender.append(new long[] {number, number, number});
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }

        long[] saved = Npy.map(file()).longs().toArray();
        assertThat(saved).hasSize(3 * 500 * threads);
        for (int i = 0; i < saved.length; i += 3) {
            assertThat(saved[i + 1]).isEqualTo(saved[i]);
            assertThat(saved[i + 2]).isEqualTo(saved[i]);
        }
    }

    @Test
    void fileThatIsReplacedMeanwhileGetsNoRows() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        NpyAppender appender = Npy.append(file());
        appender.append(new long[] {3});
        Npy.save(file(), new long[] {0, 1}, CreateOptions.defaults().replace());

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(appender::flush)
                .withMessage("%s: another file has its name now, and would not get the rows", file());
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> appender.append(new long[] {3}))
                .withMessage("%s: an earlier append failed: nothing more is taken", file());
        appender.close();

        assertThat(counting(2)).containsExactly(2);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void interruptLosesTheRowsSinceTheLastFlushAlone() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        NpyAppender appender = Npy.append(file());
        appender.append(new long[] {3});
        appender.flush();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> appender.append(LongStream.range(4, 1_000_000).toArray()));
        assertThat(Thread.interrupted()).isTrue();
        appender.close();

        assertThat(Npy.map(file()).longs().toArray()).containsExactly(0, 1, 2, 3);
        try (NpyAppender next = Npy.append(file())) {
            next.append(new long[] {4});
        }
        assertThat(counting(5)).containsExactly(5);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Property(tries = 100)
    void appendsAreAConcatenation(
            @ForAll @Size(max = 8) List<@IntRange(max = 40_000) Integer> lengths, @ForAll boolean flushing)
            throws IOException {
        NpyHeader header = NpyHeader.of(DType.of(">i4"), MemoryOrder.C, Shape.of(0));
        Files.write(file(), header.encode());
        int[] all = IntStream.range(
                        0, lengths.stream().mapToInt(Integer::intValue).sum())
                .toArray();
        int from = 0;
        try (NpyAppender appender = Npy.append(file())) {
            for (int length : lengths) {
                appender.append(Arrays.copyOfRange(all, from, from + length));
                from += length;
                if (flushing) {
                    appender.flush();
                }
            }
        }

        assertThat(Npy.map(file()).ints().toArray()).isEqualTo(all);
        assertThat(Files.readAllBytes(file()))
                .startsWith(NpyHeader.of(DType.of(">i4"), MemoryOrder.C, Shape.of(all.length))
                        .encode());
        Files.delete(file());
    }
}
