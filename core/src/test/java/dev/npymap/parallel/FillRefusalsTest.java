package dev.npymap.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fill refuses, and in which words. */
class FillRefusalsTest {
    @TempDir
    private Path folder;

    private Path file;
    private Path ledger;
    private Path lock;

    @BeforeEach
    void makeFile() throws IOException {
        file = folder.toRealPath().resolve("big.npy");
        ledger = file.resolveSibling("big.npy.ledger.npy");
        lock = file.resolveSibling("big.npy.lock");
        Npy.create(file, DType.INT64, Shape.of(10));
    }

    @Test
    void anotherAlignment() throws IOException {
        SharedFill.open(file, 4);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(
                        () -> SharedFill.open(file, 4, FillOptions.defaults().aligned(64)))
                .withMessageContaining("share 0 of " + file + ": expected ")
                .withMessageContaining("alignment=64")
                .withMessageContaining("alignment=1]");
    }

    @Test
    void aLedgerOfAnotherDtype() throws IOException {
        Npy.create(ledger, DType.INT64, Shape.of(4));
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> SharedFill.open(file, 4))
                .withMessageContaining(ledger.toString())
                .withMessageContaining("no ledger of shares: expected dtype ");
    }

    @Test
    void anInvalidState() throws IOException {
        SharedFill fill = SharedFill.open(file, 4);
        long offset = Npy.readHeader(ledger).payloadOffset() + 2 * 128 + 68;
        try (FileChannel channel = FileChannel.open(ledger, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {7}), offset);
        }
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> fill.status(2))
                .withMessageContaining(ledger.toString())
                .withMessageContaining(String.valueOf(offset))
                .withMessageContaining("share 2 has the state 7; expected 0 (free), 1 (claimed) or 2 (done)");
    }

    @Test
    void aLockFileThatIsAFolder() throws IOException {
        SharedFill fill = SharedFill.open(file, 4);
        Files.createDirectory(lock);
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(fill::claim)
                .withMessage("%s: no regular file, though its name is that of a lock file", lock);
    }

    @Test
    void aLockFileThatWasRemovedUnderAClaim() throws IOException {
        SharedFill fill = SharedFill.open(file, 4);
        try (ShareClaim claim = fill.claim(0).orElseThrow()) {
            Files.delete(lock);
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> fill.claim(1))
                    .withMessage(
                            "%s: this lock file was removed or replaced while shares were claimed through it", lock);
            claim.done();
        }
        assertThat(fill.claim(1)).hasValueSatisfying(ShareClaim::close);
    }

    @Test
    void anArrayThatWasReplacedUnderAClaim() throws IOException {
        SharedFill fill = SharedFill.open(file, 4);
        try (ShareClaim claim = fill.claim(0).orElseThrow()) {
            Path other = folder.resolve("other.npy");
            Npy.create(other, DType.INT64, Shape.of(10));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(claim::done)
                    .withMessage("%s: it was replaced by another file while it was filled", file);
            assertThat(fill.status(0).state()).isEqualTo(ShareStatus.State.CLAIMED);
        }
        assertThat(fill.status(0).state()).isEqualTo(ShareStatus.State.FREE);
    }

    @Test
    void anArrayThatWasShortenedUnderAClaim() throws IOException {
        SharedFill fill = SharedFill.open(file, 4);
        try (ShareClaim claim = fill.claim(0).orElseThrow()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(200);
            }
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(claim::done)
                    .withMessage("%s: it was shortened while it was filled, from 208 bytes to 200", file);
        }
    }

    @Test
    void anArrayWhereTheLedgerOfAnEarlierOneStands() throws IOException {
        SharedFill.open(file, 4);
        Files.delete(file);
        assertThatIOException()
                .isThrownBy(() -> Npy.create(file, DType.INT64, Shape.of(10)))
                .withMessage(
                        "%s: %s is there, which tells of the shares of an earlier file of this name: delete it first",
                        file, ledger);
        assertThat(folder.toFile().list()).containsExactly("big.npy.ledger.npy");
    }

    @Test
    void toReplaceAnArrayWhoseLedgerStands() throws IOException {
        SharedFill.open(file, 4);
        byte[] before = Files.readAllBytes(file);
        assertThatIOException()
                .isThrownBy(() -> Npy.create(
                        file,
                        DType.INT64,
                        Shape.of(20),
                        CreateOptions.defaults().replace()))
                .withMessageContaining("delete it first");
        assertThat(file).hasBinaryContent(before);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("big.npy", "big.npy.ledger.npy");
    }

    @Test
    void toInspectWithoutALedger() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SharedFill.inspect(file))
                .withMessage("%s: nobody has begun to fill it in shares: there is no %s", file, ledger);
    }

    @Test
    void toClaimWhatWasOpenedForInspection() throws IOException {
        SharedFill.open(file, 4);
        SharedFill fill = SharedFill.inspect(file);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(fill::claim)
                .withMessage("this fill was opened to be inspected only");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> fill.reopen(0));
        assertThat(Files.exists(lock)).isFalse();
    }
}
