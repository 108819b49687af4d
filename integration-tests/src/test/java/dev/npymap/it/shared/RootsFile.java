package dev.npymap.it.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A file that workers fill: each element is to be the root of its row's number.
 *
 * @param path the file
 * @param fill its shares
 */
record RootsFile(Path path, SharedFill fill) {
    static RootsFile create(Path path, long rows, long shares) throws IOException {
        Npy.allocate(path, DType.FLOAT64, Shape.of(rows), CreateOptions.defaults());
        return new RootsFile(path, SharedFill.open(path, shares));
    }

    Path folder() {
        return path.getParent();
    }

    /** Fills what is left in this JVM. */
    long fillTheRest() throws IOException {
        return fill.run(share -> FillWorker.fill(share, 0, share.rows()));
    }

    /** {@return the shares that are claimed, or were when their holders died} */
    List<ShareStatus> claimed() {
        return fill.status().stream()
                .filter(share -> share.state() == ShareStatus.State.CLAIMED)
                .toList();
    }

    /** Checks that all is done and right, and that NumPy sees the same array and the same ledger as npymap. */
    void assertComplete(NumPyPeer peer) throws IOException {
        assertThat(fill.status()).allSatisfy(share -> assertThat(share.state()).isEqualTo(ShareStatus.State.DONE));
        assertThat(fill.isDone()).isTrue();
        assertThat(fill.verify()).as("shares whose checksums differ").isEmpty();
        List<String> ledger =
                peer.run("shared_fill.py", folder(), path.getFileName()).lines().toList();
        assertThat(ledger).isEqualTo(fill.status().stream().map(RootsFile::row).toList());
    }

    /** A row of the ledger as {@code shared_fill.py} prints it. */
    private static String row(ShareStatus share) {
        return String.join(
                "\t",
                Long.toString(share.firstRow()),
                Long.toString(share.rows()),
                Long.toString(share.byteOffset()),
                Long.toString(share.byteCount()),
                Long.toString(share.alignment()),
                micros(share.started()),
                micros(share.finished()),
                Long.toString(share.pid()),
                Long.toString(share.attempt()),
                Long.toString(share.crc32()),
                Integer.toString(share.state().number()),
                share.host());
    }

    /** Microseconds since 1970; NumPy's "not a time" if there is none. */
    private static String micros(Optional<Instant> time) {
        return Long.toString(
                time.map(t -> ChronoUnit.MICROS.between(Instant.EPOCH, t)).orElse(Long.MIN_VALUE));
    }
}
