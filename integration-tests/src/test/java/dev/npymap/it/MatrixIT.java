package dev.npymap.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.it.matrix.ArrayReader;
import dev.npymap.it.matrix.ArrayWriter;
import dev.npymap.it.matrix.MatrixCase;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** npymap against NumPy, both ways, over dtype x byte order x memory order x shape x version. */
class MatrixIT {
    private static final String CASES = "cases.tsv";

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    /** What NumPy says of a file that it wrote: a line of {@code matrix_write.py}'s manifest. */
    private record Written(List<String> columns) {
        static Written parse(String line) {
            return new Written(List.of(line.split("\t", -1)));
        }

        boolean isRefused() {
            return columns.get(1).equals("REFUSED");
        }

        int version() {
            return Integer.parseInt(columns.get(1));
        }

        String descr() {
            return columns.get(2);
        }

        MemoryOrder order() {
            return columns.get(3).equals("True") ? MemoryOrder.FORTRAN : MemoryOrder.C;
        }

        String shape() {
            return columns.get(4);
        }

        long payloadOffset() {
            return Long.parseLong(columns.get(5));
        }

        int itemSize() {
            return Integer.parseInt(columns.get(6));
        }
    }

    @TestFactory
    Stream<DynamicNode> npymapReadsWhatNumPyWrites() throws IOException {
        NumPyPeer newest = Peers.newest(getClass());
        return Peers.all(getClass()).stream().map(peer -> {
            // An older NumPy writes the same versions by the same code: a sample of them is enough.
            List<MatrixCase> cases = peer.equals(newest) ? MatrixCase.allVersions() : MatrixCase.versionsInTurn();
            Path folder = folder(peer.numpy());
            List<String> manifest = ask(peer, "matrix_write.py", cases, folder);
            return dynamicContainer(peer.toString(), groups(peer, cases, (group, mismatches) -> {
                for (MatrixCase c : group) {
                    mismatches.begin(c);
                    checkWritten(c, folder, Written.parse(manifest.get(c.number())), mismatches);
                }
            }));
        });
    }

    @TestFactory
    Stream<DynamicNode> numPyReadsWhatNpymapWrites() throws IOException {
        List<MatrixCase> cases = MatrixCase.versionsInTurn();
        List<NumPyPeer> peers = Peers.all(getClass());
        Path folder = folder("npymap");
        for (MatrixCase c : cases) {
            write(c, folder);
        }
        return peers.stream().map(peer -> {
            List<String> report = ask(peer, "matrix_verify.py", cases, folder);
            return dynamicContainer(peer.toString(), groups(peer, cases, (group, mismatches) -> {
                for (MatrixCase c : group) {
                    mismatches.begin(c);
                    String verdict = report.get(c.number()).split("\t", 2)[1];
                    boolean refusedByBoth = verdict.startsWith("REFUSED") && !Files.exists(c.file(folder));
                    mismatches.check(refusedByBoth || verdict.equals("ok"), "NumPy says", () -> verdict);
                }
            }));
        });
    }

    @FunctionalInterface
    private interface GroupCheck {
        void check(List<MatrixCase> group, Mismatches mismatches) throws IOException;
    }

    private static Stream<DynamicNode> groups(NumPyPeer peer, List<MatrixCase> cases, GroupCheck check) {
        Map<String, List<MatrixCase>> groups = cases.stream()
                .collect(Collectors.groupingBy(MatrixCase::group, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group ->
                        dynamicTest(group.getKey() + ": " + group.getValue().size() + " arrays", () -> {
                            Mismatches mismatches = new Mismatches(peer + ", " + group.getKey());
                            check.check(group.getValue(), mismatches);
                            mismatches.assertNone();
                        }));
    }

    private Path folder(String name) {
        try {
            return Files.createDirectory(temp.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a peer answer all cases at once; each answer is a line. */
    private static List<String> ask(NumPyPeer peer, String script, List<MatrixCase> cases, Path folder) {
        try {
            Files.write(
                    folder.resolve(CASES),
                    cases.stream().map(MatrixCase::toLine).toList());
            peer.run(script, folder, CASES, "answers.tsv");
            List<String> answers = Files.readAllLines(folder.resolve("answers.tsv"));
            assertThat(answers).hasSameSizeAs(cases);
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkWritten(MatrixCase c, Path folder, Written written, Mismatches mismatches)
            throws IOException {
        if (written.isRefused()) {
            mismatches.check("npymap can write what NumPy cannot", canWrite(c), false);
            return;
        }
        NpyHeader header = Npy.readHeader(c.file(folder));
        mismatches.check("version", header.version().major(), written.version());
        mismatches.check("descr", header.dtype().descr(), written.descr());
        mismatches.check("dtype", header.dtype(), c.dtype());
        mismatches.check("item size", header.dtype().itemSize(), written.itemSize());
        mismatches.check("order", header.order(), written.order());
        mismatches.check("shape", header.shape().toString(), written.shape());
        mismatches.check("shape", header.shape(), c.shape());
        mismatches.check("payload offset", header.payloadOffset(), written.payloadOffset());
        checkHeaderBytes(c, folder, header, mismatches);
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(c.file(folder), MapMode.READ_ONLY, Window.all(), arena);
            ArrayReader.read(array, usesHandles(c), mismatches);
        }
    }

    private static void checkHeaderBytes(MatrixCase c, Path folder, NpyHeader header, Mismatches mismatches)
            throws IOException {
        byte[] file = Files.readAllBytes(c.file(folder));
        byte[] expected = Arrays.copyOf(file, (int) header.payloadOffset());
        mismatches.check("header bytes", latin1(header.encode()), latin1(expected));
        if (header.order() == c.order() && (c.shape().rank() > 1 || c.order() == MemoryOrder.C)) {
            mismatches.check("header made", header(c), header);
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static NpyHeader header(MatrixCase c) {
        return c.version()
                .map(version -> NpyHeader.of(version, c.dtype(), c.order(), c.shape()))
                .orElseGet(() -> NpyHeader.of(c.dtype(), c.order(), c.shape()));
    }

    private static boolean canWrite(MatrixCase c) {
        try {
            header(c);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Makes and fills the file of a case, unless its version cannot hold the header. Four in sixteen (one of each version) are
     * created as a user does it;
     * that syncs every file, which is what takes the time, so that the others are made of the header's bytes.
     */
    private static void write(MatrixCase c, Path folder) throws IOException {
        if (!canWrite(c)) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            ArrayWriter.fill(
                    c.number() / 4 % 4 == 0 ? create(c, folder, arena) : make(c, folder, arena), usesHandles(c));
        }
    }

    private static NpyArray create(MatrixCase c, Path folder, Arena arena) throws IOException {
        CreateOptions options =
                c.version().map(CreateOptions.defaults()::version).orElse(CreateOptions.defaults());
        if (c.order() == MemoryOrder.FORTRAN) {
            options = options.fortran();
        }
        if (c.number() / 16 % 2 == 0) {
            options = options.sparse();
        }
        return Npy.create(c.file(folder), c.dtype(), c.shape(), options, Window.all(), arena);
    }

    private static NpyArray make(MatrixCase c, Path folder, Arena arena) throws IOException {
        NpyHeader header = header(c);
        Files.write(c.file(folder), Arrays.copyOf(header.encode(), (int) header.fileSize()));
        return Npy.map(c.file(folder), MapMode.READ_WRITE, Window.all(), arena);
    }

    /** VarHandles take longer to make than all else; a third of the arrays are enough. */
    private static boolean usesHandles(MatrixCase c) {
        return c.version().equals(Optional.of(FormatVersion.V1_0));
    }
}
