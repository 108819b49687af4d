package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.NpyField;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.FolderState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of unknown number. */
class SaveRecordsTest {
    private static final Lookup LOOKUP = MethodHandles.lookup();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private record Trade(
            long time, double price, @NpyField(dtype = "U3") String code) {}

    private static Trade trade(int n) {
        return new Trade(n, n / 4.0, "t" + n % 90);
    }

    private static Stream<Trade> trades(int count) {
        return IntStream.range(0, count).mapToObj(SaveRecordsTest::trade);
    }

    private List<Trade> saved() throws IOException {
        return Npy.map(file()).records(LOOKUP, Trade.class).stream().toList();
    }

    @Test
    void collectionIsSaved() throws IOException {
        List<Trade> trades = trades(3).toList();

        NpyHeader header = Npy.save(file(), LOOKUP, Trade.class, trades);

        assertThat(header).isEqualTo(NpyHeader.of(DType.of(Trade.class), MemoryOrder.C, Shape.of(3)));
        assertThat(Files.readAllBytes(file())).startsWith(header.encode());
        assertThat(saved()).isEqualTo(trades);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void streamIsCountedWhileItIsSaved() throws IOException {
        NpyHeader header = Npy.save(file(), LOOKUP, Trade.class, trades(100_000).parallel());

        assertThat(header).isEqualTo(NpyHeader.of(DType.of(Trade.class), MemoryOrder.C, Shape.of(100_000)));
        assertThat(Files.readAllBytes(file())).startsWith(header.encode());
        assertThat(saved()).isEqualTo(trades(100_000).toList());
    }

    @Test
    void noRecordsAreNoRows() throws IOException {
        Npy.save(file(), LOOKUP, Trade.class, List.of());

        assertThat(Npy.map(file()).shape()).isEqualTo(Shape.of(0));
    }

    private record Empty() {}

    @Test
    void recordsWithoutComponentsAreCounted() throws IOException {
        Npy.save(file(), LOOKUP, Empty.class, Stream.generate(Empty::new).limit(300_000));

        assertThat(Npy.map(file()).shape()).isEqualTo(Shape.of(300_000));
    }

    @Test
    void whatARecordLeavesOutIsZeros() throws IOException {
        DType wide =
                DType.of("[('time', '>i8'), ('', '|V2'), ('price', '<f8'), ('more', '<f8', (3,)), ('code', '<U3')]");

        NpyHeader header = Npy.save(
                file(),
                LOOKUP,
                Trade.class,
                trades(50_000),
                wide,
                CreateOptions.defaults().version(FormatVersion.V3_0));

        assertThat(header).isEqualTo(NpyHeader.of(FormatVersion.V3_0, wide, MemoryOrder.C, Shape.of(50_000)));
        assertThat(saved()).isEqualTo(trades(50_000).toList());
        assertThat(Npy.map(file()).doubles("more").toArray()).containsOnly(0).hasSize(150_000);
        assertThat(Npy.map(file()).rawBytes().get(49_999)).startsWith(0, 0, 0, 0, 0, 0, 195, 79, 0, 0);
    }

    @Test
    void recordThatDoesNotMatchIsRefused() throws IOException {
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> Npy.save(
                        file(),
                        LOOKUP,
                        Trade.class,
                        trades(1),
                        DType.of("[('time', '<i8'), ('price', '<f8')]"),
                        CreateOptions.defaults()))
                .withMessageEndingWith(
                        "component code (java.lang.String): no field 'code'; the struct has 'time', 'price'");
        assertThat(FolderState.names(folder)).isEmpty();
    }

    @Test
    void errorOfARowLeavesNothing() throws IOException {
        Stream<Trade> rows = Stream.concat(trades(100_000), Stream.of(new Trade(1, 1, "four")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.save(file(), LOOKUP, Trade.class, rows))
                .withMessageContaining("code");
        assertThat(FolderState.names(folder)).isEmpty();
    }

    @Test
    void errorOfTheStreamLeavesNothing() throws IOException {
        Stream<Trade> rows = trades(100_000).peek(trade -> {
            if (trade.time == 99_999) {
                throw new IllegalStateException("the source ended");
            }
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> Npy.save(file(), LOOKUP, Trade.class, rows))
                .withMessage("the source ended");
        assertThat(FolderState.names(folder)).isEmpty();
    }

    /** A stream may itself write files, but not the one that it goes to. */
    @Test
    void fileCannotBeCreatedByItsOwnStream() throws IOException {
        Path other = folder.resolve("other.npy");
        Stream<Trade> rows = trades(1).peek(trade -> {
            try {
                Npy.save(other, LOOKUP, Trade.class, List.of(trade));
                Npy.save(file(), LOOKUP, Trade.class, List.of(trade));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Npy.save(file(), LOOKUP, Trade.class, rows))
                .withMessageEndingWith(file() + ": this thread is creating the file already");
        assertThat(FolderState.names(folder)).containsExactly("other.npy");
    }

    @Test
    void saversOfManyFilesDoNotWaitForEachOther() throws Exception {
        int files = 100;
        CountDownLatch all = new CountDownLatch(files);
        try (ExecutorService executor = Executors.newFixedThreadPool(files)) {
            List<Future<NpyHeader>> headers = IntStream.range(0, files)
                    .mapToObj(n -> executor.submit(() -> Npy.save(
                            folder.resolve(n + ".npy"),
                            LOOKUP,
                            Trade.class,
                            trades(1).peek(_ -> {
                                all.countDown();
                                await(all);
                            }))))
                    .toList();
            for (Future<NpyHeader> header : headers) {
                assertThat(header.get().shape()).isEqualTo(Shape.of(1));
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
