package dev.npymap.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as others see it: a structured array, opened like any. */
class LedgerTest {
    private static final long ROWS = 10;
    private static final int ITEM = Short.BYTES;
    private static final int SHARES = 4;
    private static final long NAT = Long.MIN_VALUE;

    @TempDir
    private Path folder;

    private Path file;
    private Path ledgerFile;
    private SharedFill fill;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("big.npy");
        ledgerFile = folder.resolve("big.npy.ledger.npy");
        Npy.create(file, DType.INT16, Shape.of(ROWS));
        fill = SharedFill.open(file, SHARES);
    }

    private long[] column(String field) throws IOException {
        return Npy.map(ledgerFile).longs(field).toArray();
    }

    @Test
    void isAStructOfSoManyBytesThatNoSectorCutsARow() throws IOException {
        NpyArray ledger = Npy.map(ledgerFile);

        assertThat(ledger.shape()).isEqualTo(Shape.of(SHARES));
        assertThat(ledger.dtype().itemSize()).isEqualTo(128);
        assertThat(ledger.header().payloadOffset() % 128).isZero();
        assertThat(((StructType) ledger.dtype()).fields())
                .extracting(field -> field.name() + " " + field.dtype().descr() + " " + field.offset())
                .containsExactly(
                        "first_row '<i8' 0",
                        "rows '<i8' 8",
                        "byte_offset '<i8' 16",
                        "byte_count '<i8' 24",
                        "alignment '<i8' 32",
                        "started '<M8[us]' 40",
                        "finished '<M8[us]' 48",
                        "pid '<u4' 56",
                        "attempt '<u4' 60",
                        "crc32 '<u4' 64",
                        "state '<u4' 68",
                        "host '|S56' 72");
    }

    @Test
    void tellsOfAFreeShareWhereItLies() throws IOException {
        assertThat(column("first_row")).containsExactly(0, 3, 6, 8);
        assertThat(column("rows")).containsExactly(3, 3, 2, 2);
        assertThat(column("byte_offset")).containsExactly(128, 134, 140, 144);
        assertThat(column("byte_count")).containsExactly(3 * ITEM, 3 * ITEM, 2 * ITEM, 2 * ITEM);
        assertThat(column("alignment")).containsOnly(1);
        NpyArray ledger = Npy.map(ledgerFile);
        assertThat(ledger.datetimes("started").getCount(0)).isEqualTo(NAT);
        assertThat(ledger.datetimes("finished").getCount(0)).isEqualTo(NAT);
        for (String field : List.of("pid", "attempt", "crc32", "state")) {
            assertThat(ledger.ints(field).toArray()).as(field).containsOnly(0);
        }
        assertThat(ledger.strings("host").get(0)).isEmpty();
    }

    @Test
    void tellsOfADoneShareWhoFilledItAndWhen() throws IOException {
        Instant before = Instant.now().minusNanos(1000);
        try (ShareClaim claim = fill.claim(1).orElseThrow()) {
            claim.array().shorts().copyFrom(new short[] {1, 2, 3}, 0);
            claim.done();
        }

        NpyArray ledger = Npy.map(ledgerFile);
        assertThat(ledger.ints("state").toArray()).containsExactly(0, 2, 0, 0);
        assertThat(ledger.ints("attempt").get(1)).isOne();
        assertThat(ledger.ints("pid").getUnsigned(1))
                .isEqualTo(ProcessHandle.current().pid());
        // zlib.crc32(numpy.array([1, 2, 3], "<i2").tobytes())
        assertThat(ledger.ints("crc32").getUnsigned(1)).isEqualTo(0xfbbae94eL);
        assertThat(ledger.datetimes("started").getInstant(1)).isBetween(before, Instant.now());
        assertThat(ledger.datetimes("finished").getInstant(1))
                .isBetween(ledger.datetimes("started").getInstant(1), Instant.now());
        assertThat(ledger.strings("host").get(1)).isEqualTo(fill.status(1).host());
    }

    @Test
    void whoseRowSaysThatAShareLiesElsewhereIsRefused() throws IOException {
        LongAccessor rows =
                Npy.map(ledgerFile, MapMode.READ_WRITE, Window.all()).longs("rows");
        rows.set(2, 3);
        long row = Npy.readHeader(ledgerFile).payloadOffset() + 2 * 128;

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> SharedFill.open(file, SHARES))
                .withMessageContaining(ledgerFile.toRealPath() + "")
                .withMessageContaining("" + row)
                .withMessageContaining("share 2 of ")
                .withMessageContaining("rows=2")
                .withMessageContaining("rows=3");
    }

    @Test
    void countsAttemptsBeyondTheRangeOfASignedInt() throws IOException {
        IntAccessor attempts =
                Npy.map(ledgerFile, MapMode.READ_WRITE, Window.all()).ints("attempt");
        attempts.set(0, Integer.MAX_VALUE);
        fill.claim(0).orElseThrow().done();

        assertThat(fill.status(0).attempt()).isEqualTo(1L + Integer.MAX_VALUE);
    }
}
