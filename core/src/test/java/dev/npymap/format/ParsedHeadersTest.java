package dev.npymap.format;

import static dev.npymap.testing.NpyBytes.cut;
import static dev.npymap.testing.NpyBytes.file;
import static dev.npymap.testing.NpyBytes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A header that was read before is known by its bytes; what is not in its bytes is looked at each time. */
class ParsedHeadersTest {
    private static final String GOOD = text("'<f8'", "False", "(3,)");

    private static NpyHeader read(byte[] file, ReadOptions options) throws IOException {
        return new HeaderReader("a.npy", file.length, options).read((into, position) -> {
            int count = Math.min(into.remaining(), file.length - (int) position);
            into.put(file, (int) position, count);
            return count;
        });
    }

    private static NpyHeader read(byte[] file) throws IOException {
        return read(file, ReadOptions.defaults());
    }

    /** A value that nobody asked for before, so that nothing is known under it. */
    private static ReadOptions unknown(int number) {
        return ReadOptions.defaults().maxValues(500_000 + number);
    }

    @Test
    void sameBytesAreParsedOnce() throws IOException {
        assertThat(read(file(1, GOOD, 24))).isSameAs(read(file(1, GOOD, 24)));
    }

    @Test
    void versionBelongsToTheBytes() throws IOException {
        for (int major = 1; major <= 3; major++) {
            assertThat(read(file(major, GOOD, 24)).version().major()).isEqualTo(major);
        }
    }

    /** Each change of one byte is read in turn with the header as it was. */
    @Test
    void everyByteCounts() throws IOException {
        byte[] good = file(1, GOOD, 64);
        NpyHeader expected = read(good);
        for (int at = 10; at < good.length - 64; at++) {
            for (char other : "<>=|12345678iuf'(), {}:F".toCharArray()) {
                byte[] changed = good.clone();
                changed[at] = (byte) other;
                assertThat(outcome(changed, ReadOptions.defaults()))
                        .isEqualTo(outcome(changed, unknown(at * 256 + other)));
                assertThat(read(good)).isEqualTo(expected);
            }
        }
    }

    private static String outcome(byte[] file, ReadOptions options) throws IOException {
        try {
            return read(file, options).toString();
        } catch (NpyFormatException e) {
            return e.getMessage();
        }
    }

    @Test
    void sizeOfEachFileIsLookedAt() throws IOException {
        byte[] good = file(1, GOOD, 24);
        read(good);

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(cut(good, good.length - 1)))
                .withMessageContaining("found the end of the file");
        assertThat(read(file(1, GOOD, 25)).payloadSize()).isEqualTo(24);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(file(1, GOOD, 25), ReadOptions.defaults().rejectTrailingBytes(true)))
                .withMessageContaining("1 trailing bytes");
    }

    @Test
    void limitsHoldForAKnownHeader() throws IOException {
        byte[] good = file(1, GOOD, 24);
        read(good);

        for (ReadOptions strict : List.of(
                ReadOptions.defaults().maxValues(5),
                ReadOptions.defaults().maxDepth(1),
                ReadOptions.defaults().maxHeaderBytes(20))) {
            assertThatExceptionOfType(NpyFormatException.class).isThrownBy(() -> read(good, strict));
        }
    }

    @Test
    void refusedHeaderIsRefusedAgain() throws IOException {
        byte[] bad = file(1, text("'<f9'", "False", "(3,)"), 24);

        String first = outcome(bad, ReadOptions.defaults());

        assertThat(first).contains("expected a dtype, found '<f9'");
        assertThat(outcome(bad, ReadOptions.defaults())).isEqualTo(first);
    }

    /** They would take memory for good. */
    @Test
    void longHeadersAreNotKept() throws IOException {
        String descr =
                IntStream.range(0, 400).mapToObj(i -> "('f" + i + "', '<i4')").collect(Collectors.joining(", "));
        byte[] file = file(1, text("[" + descr + "]", "False", "(1,)"), 1600);

        assertThat(read(file)).isEqualTo(read(file)).isNotSameAs(read(file));
    }

    /** More headers than there are places, read by threads that drive out one another's. */
    @Test
    void threadsGetTheHeadersOfTheirOwnFiles() throws Exception {
        List<Callable<Void>> readers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            long first = thread;
            readers.add(() -> {
                for (int round = 0; round < 20_000; round++) {
                    long length = (first + round) % 101;
                    byte[] file = file(1, text("'<i2'", "False", "(" + length + ",)"), 202);
                    assertThat(read(file).shape()).isEqualTo(Shape.of(length));
                    assertThat(read(file).dtype()).isEqualTo(DType.INT16);
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(readers.size())) {
            for (Future<Void> result : threads.invokeAll(readers)) {
                result.get();
            }
        }
    }
}
