package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.Window;
import dev.npymap.it.matrix.ArrayReader;
import dev.npymap.it.matrix.MatrixCase;
import dev.npymap.it.matrix.Mismatches;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The arrays of the matrix in archives, stored and deflated, both ways. */
class NpzMatrixIT {
    private static final String CASES = "cases.tsv";

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    @TestFactory
    Stream<DynamicTest> archivesOfTheMatrixAreReadByBoth() {
        return Peers.all(getClass()).stream().map(peer -> dynamicTest(peer.toString(), () -> check(peer)));
    }

    private void check(NumPyPeer peer) throws IOException {
        Path folder = Files.createDirectory(temp.resolve(peer.numpy()));
        List<MatrixCase> all = MatrixCase.versionsInTurn();
        ask(peer, "matrix_write.py", all, folder, CASES, "manifest.tsv");
        // Some cases NumPy refuses: their version cannot hold the header.
        List<String> manifest = Files.readAllLines(folder.resolve("manifest.tsv"));
        List<MatrixCase> cases = all.stream()
                .filter(c -> !manifest.get(c.number()).contains("\tREFUSED\t"))
                .toList();
        assertThat(cases.size()).isGreaterThan(all.size() / 2);
        ask(peer, "matrix_npz.py", cases, folder, "pack", CASES);
        Mismatches mismatches = new Mismatches(peer.toString());
        read(cases, folder.resolve("savez.npz"), true, mismatches);
        read(cases, folder.resolve("savez_compressed.npz"), false, mismatches);
        write(peer, cases, folder, NpzOptions.defaults(), mismatches);
        write(peer, cases, folder, NpzOptions.defaults().deflate(), mismatches);
        mismatches.assertNone();
    }

    private static void ask(NumPyPeer peer, String script, List<MatrixCase> cases, Path folder, Object... arguments)
            throws IOException {
        Files.write(
                folder.resolve(CASES), cases.stream().map(MatrixCase::toLine).toList());
        peer.run(script, folder, arguments);
    }

    private static void read(List<MatrixCase> cases, Path archive, boolean isStored, Mismatches mismatches)
            throws IOException {
        Npz npz = Npz.open(archive);
        for (MatrixCase c : cases) {
            String name = Integer.toString(c.number());
            mismatches.begin(archive.getFileName() + ", " + c.group() + ", " + c);
            try (Arena arena = Arena.ofConfined()) {
                mismatches.check("dtype", npz.readHeader(name).dtype(), c.dtype());
                mismatches.check("shape", npz.readHeader(name).shape(), c.shape());
                ArrayReader.read(npz.read(name, arena), false, mismatches);
                if (isStored) {
                    // In place, at any byte of the file.
                    ArrayReader.read(npz.map(name, MapMode.READ_ONLY, Window.all(), arena), false, mismatches);
                }
            }
        }
    }

    private static void write(
            NumPyPeer peer, List<MatrixCase> cases, Path folder, NpzOptions options, Mismatches mismatches)
            throws IOException {
        String archive = options.isDeflated() ? "ours_deflated.npz" : "ours.npz";
        Npz.write(folder.resolve(archive), options, out -> {
            for (MatrixCase c : cases) {
                out.add(Integer.toString(c.number()), Npy.map(c.file(folder)));
            }
        });
        ask(peer, "matrix_npz.py", cases, folder, "verify", CASES, archive, "report.tsv");
        List<String> report = Files.readAllLines(folder.resolve("report.tsv"));
        assertThat(report).hasSameSizeAs(cases);
        for (int i = 0; i < report.size(); i++) {
            mismatches.begin(archive + ", " + cases.get(i).group() + ", " + cases.get(i));
            mismatches.check("NumPy says", report.get(i), "ok");
        }
    }
}
