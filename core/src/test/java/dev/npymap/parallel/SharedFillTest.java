package dev.npymap.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyAppender;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.ShareStatus.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fill in one process: claims, what the ledger says of them, and what becomes of a share. */
class SharedFillTest {
    private static final long ROWS = 10;
    private static final long SHARES = 4;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = folder.resolve("big.npy");
        Npy.create(file, DType.INT64, Shape.of(ROWS));
    }

    private static void fill(NpyArray share) {
        LongAccessor values = share.longs();
        for (long row = 0; row < values.size(); row++) {
            values.set(row, share.firstRow() + row);
        }
    }

    @Test
    void runFillsAllShares() throws IOException {
        SharedFill fill = SharedFill.open(file, SHARES);

        assertThat(fill.run(SharedFillTest::fill)).isEqualTo(SHARES);

        assertThat(fill.isDone()).isTrue();
        assertThat(Npy.map(file).longs().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(fill.verify()).isEmpty();
        assertThat(SharedFill.open(file, SHARES).run(_ -> assertThat(true).isFalse()))
                .isZero();
    }

    @Test
    void runReturnsToAShareThatIsGivenBackBehindIt() throws IOException {
        SharedFill fill = SharedFill.open(file, SHARES);
        ShareClaim first = fill.claim(0).orElseThrow();
        List<Long> rows = new ArrayList<>();

        long filled = fill.run(share -> {
            rows.add(share.firstRow());
            // After the second share, whose first row is the fourth.
            if (share.firstRow() == 3) {
                first.close();
            }
        });

        assertThat(filled).isEqualTo(SHARES);
        assertThat(rows).containsExactly(3L, 6L, 8L, 0L);
        assertThat(fill.isDone()).isTrue();
    }

    @Test
    void aClosedClaimIsGivenBack() throws IOException {
        SharedFill fill = SharedFill.open(file, SHARES);
        try (ShareClaim claim = fill.claim(2).orElseThrow()) {
            assertThat(fill.status(2).state()).isEqualTo(State.CLAIMED);
            assertThat(fill.claim(2)).isEmpty();
            assertThat(claim.array().firstRow()).isEqualTo(6);
            assertThat(claim.array().rows()).isEqualTo(2);
        }
        assertThat(fill.status(2).state()).isEqualTo(State.FREE);
        assertThat(fill.status(2).attempt()).isOne();
        Optional<ShareClaim> again = fill.claim(2);
        assertThat(again).isPresent();
        again.orElseThrow().done();
        assertThat(fill.status(2).attempt()).isEqualTo(2);
        assertThat(fill.status(2).state()).isEqualTo(State.DONE);
        assertThat(fill.status(2).pid()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void verifyFindsAShareThatWasChanged() throws IOException {
        SharedFill fill = SharedFill.open(file, SHARES);
        fill.run(SharedFillTest::fill);
        Npy.map(file, MapMode.READ_WRITE, Window.all()).longs().set(4, 77);

        assertThat(fill.verify()).extracting(ShareStatus::n).containsExactly(1L);
        assertThat(fill.reopen(1)).isTrue();
        assertThat(fill.run(SharedFillTest::fill)).isOne();
        assertThat(fill.verify()).isEmpty();
    }

    @Test
    void aFaultInATaskIsToldWithItsReason() throws IOException {
        Path large = folder.resolve("large.npy");
        Npy.allocate(large, DType.INT64, Shape.of(100_000), CreateOptions.defaults());
        SharedFill fill = SharedFill.open(large, SHARES);

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> fill.run(share -> {
                    try (FileChannel channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
                        channel.truncate(1000);
                    }
                    fill(share);
                }))
                .withMessage("%s: it was shortened while it was filled, from 800128 bytes to 1000", large)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1).hasOnlyElementsOfType(InternalError.class));
        assertThat(fill.status(0).state()).isEqualTo(State.FREE);
    }

    @Test
    void anInternalErrorOfTheTasksOwnStaysWhatItIs() throws IOException {
        SharedFill fill = SharedFill.open(file, SHARES);
        InternalError own = new InternalError("the task's own");

        assertThatExceptionOfType(InternalError.class)
                .isThrownBy(() -> fill.run(_ -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    /** Of which the disk is told before it is forced: by halves that begin and end within its steps. */
    @Test
    void aShareOfManyMebibytesIsDoneAsASmallOneIs() throws IOException {
        Path large = folder.resolve("large.npy");
        long rows = 5_000_001;
        Npy.create(large, DType.INT64, Shape.of(rows));
        SharedFill fill = SharedFill.open(large, 2);

        assertThat(fill.run(SharedFillTest::fill)).isEqualTo(2);

        assertThat(fill.verify()).isEmpty();
        assertThat(Npy.map(large).longs().sum()).isEqualTo(rows * (rows - 1) / 2);
        assertThat(Npy.readHeader(large).fileSize()).isEqualTo(Files.size(large));
    }

    @Test
    void aChecksumTellsHowFarItHasCome() throws IOException {
        Path large = folder.resolve("large.npy");
        Npy.create(large, DType.INT64, Shape.of(20_000));
        SharedFill fill = SharedFill.open(large, 2);
        fill.run(SharedFillTest::fill);
        List<Long> blocks = new ArrayList<>();

        assertThat(fill.checksum(1, blocks::add)).isEqualTo(fill.status(1).crc32());

        assertThat(blocks).hasSizeGreaterThan(1);
        assertThat(blocks.stream().mapToLong(Long::longValue).sum()).isEqualTo(80_000);
    }

    @Test
    void anArrayThatIsWrittenOverInPlaceIsRefused() throws IOException {
        SharedFill fill = SharedFill.open(file, SHARES);
        fill.claim(0).orElseThrow().done();
        Path other = folder.resolve("other.npy");
        Npy.create(other, DType.INT64, Shape.of(2 * ROWS));
        Files.write(file, Files.readAllBytes(other));

        String message = file + ": its header was changed while it was filled: expected shape (10,) of <i8, found (20,)"
                + " of <i8";
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> fill.claim(1))
                .withMessage(message);
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> fill.checksum(0))
                .withMessage(message);
        assertThat(fill.status(1).state()).isEqualTo(State.FREE);
    }

    @Test
    void anAppenderThatWasThereBeforePublishesNoMoreRows() throws IOException {
        try (NpyAppender appender = Npy.append(file)) {
            SharedFill.open(file, SHARES);
            appender.append(new long[] {1, 2});
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(appender::flush)
                    .withMessageContaining("whose shares would not cover new rows");
        } catch (IOException e) {
            // What close says again.
            assertThat(e).hasMessageContaining("earlier");
        }
        assertThat(Npy.readHeader(file).rows()).isEqualTo(ROWS);
    }

    @Test
    void anotherNumberOfSharesIsRefused() throws IOException {
        SharedFill.open(file, SHARES);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SharedFill.open(file, 5))
                .withMessageContaining("expected 5 shares, found 4");
    }
}
