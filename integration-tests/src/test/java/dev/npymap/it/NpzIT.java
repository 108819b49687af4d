package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.Window;
import dev.npymap.access.Strided;
import dev.npymap.format.MemoryOrder;
import dev.npymap.it.matrix.Mismatches;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Archives that Python wrote, in every way it has, and ours, read by it. */
class NpzIT {
    @TempDir(factory = PeerFolder.class)
    private Path temp;

    /** A line of {@code npz.py}'s. */
    private record Line(String archive, String member, String descr, String shape, String digest) {
        static Line parse(String line) {
            String[] columns = line.split("\t", -1);
            return new Line(columns[0], columns[1], columns[2], columns[3], columns[4]);
        }

        static Line of(String archive, String member, NpyArray array) {
            return new Line(
                    archive, member, array.dtype().descr(), array.shape().toString(), NpzIT.digest(array));
        }
    }

    /** The SHA-256 of all elements in C order, as they are in the file. */
    private static String digest(NpyArray array) {
        try (Arena arena = Arena.ofConfined()) {
            long itemSize = array.dtype().itemSize();
            MemorySegment dense = arena.allocate(array.shape().size() * itemSize);
            long[] strides = MemoryOrder.C.strides(array.shape(), itemSize);
            array.elements().copyTo(new Strided(dense, array.dtype(), 0, array.shape(), strides));
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(dense.toArray(ValueLayout.JAVA_BYTE));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    Stream<DynamicNode> archivesAreReadAsNumPyReadsThem() {
        return Peers.all(getClass()).stream()
                .map(peer -> dynamicContainer(
                        peer.toString(),
                        archives(peer).entrySet().stream()
                                .map(archive -> dynamicTest(
                                        archive.getKey(), () -> read(peer, archive.getKey(), archive.getValue())))));
    }

    private Path folder(NumPyPeer peer) {
        return temp.resolve(peer.numpy());
    }

    /** What Python wrote, by archive. */
    private Map<String, List<Line>> archives(NumPyPeer peer) {
        try {
            Path folder = Files.createDirectories(folder(peer));
            if (!Files.exists(folder.resolve("answers.tsv"))) {
                peer.run("npz.py", folder, "write", "answers.tsv");
            }
            return Files.readAllLines(folder.resolve("answers.tsv")).stream()
                    .map(Line::parse)
                    .collect(Collectors.groupingBy(Line::archive, LinkedHashMap::new, Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(NumPyPeer peer, String archive, List<Line> lines) throws IOException {
        Npz npz = Npz.open(folder(peer).resolve(archive));
        Mismatches mismatches = new Mismatches(peer + ", " + archive);
        mismatches.check("names", npz.names(), lines.stream().map(Line::member).toList());
        for (Line line : lines) {
            mismatches.begin(line.member());
            try (Arena arena = Arena.ofConfined()) {
                mismatches.check("read", Line.of(archive, line.member(), npz.read(line.member(), arena)), line);
                boolean stored = npz.member(line.member()).isStored();
                mismatches.check("stored", stored, !archive.contains("compressed") && !archive.contains("deflated"));
                if (stored) {
                    NpyArray mapped = npz.map(line.member(), MapMode.READ_ONLY, Window.all(), arena);
                    mismatches.check("mapped", Line.of(archive, line.member(), mapped), line);
                }
            }
        }
        mismatches.assertNone();
    }

    @TestFactory
    Stream<DynamicNode> archivesOfOursAreReadByNumPy() {
        return Peers.all(getClass()).stream()
                .map(peer -> dynamicContainer(
                        peer.toString(),
                        Stream.of(NpzOptions.defaults(), NpzOptions.defaults().deflate())
                                .map(options -> dynamicTest(
                                        options.isDeflated() ? "deflated" : "stored", () -> write(peer, options)))));
    }

    /** All that NumPy wrote, and views of it. */
    private void write(NumPyPeer peer, NpzOptions options) throws IOException {
        archives(peer);
        Path folder = folder(peer);
        String name = options.isDeflated() ? "ours_deflated.npz" : "ours.npz";
        Npz numpys = Npz.open(folder.resolve("savez.npz"));
        List<String> expected = new ArrayList<>();
        Npz.write(folder.resolve(name), options, out -> {
            for (String member : numpys.names()) {
                NpyArray array = numpys.map(member);
                out.add(member, array);
                expected.add(Line.of(name, member, array).toString());
            }
            NpyArray x = numpys.map("x");
            Map<String, NpyArray> views = Map.of(
                    "transposed",
                    x.transpose(),
                    "column",
                    x.at(1, 3),
                    "backwards",
                    x.slice(0, 99, -1, -3),
                    "field",
                    numpys.map("struct").field("at.m"),
                    "structs",
                    numpys.map("struct").slice(0, 0, 1000, 7));
            for (Map.Entry<String, NpyArray> view : views.entrySet()) {
                out.add(view.getKey(), view.getValue());
                expected.add(Line.of(name, view.getKey(), view.getValue()).toString());
            }
        });

        List<String> found = peer.run("npz.py", folder, "check", name)
                .lines()
                .map(line -> Line.parse(line).toString())
                .toList();

        assertThat(found).isEqualTo(expected);
    }

    @TestFactory
    Stream<DynamicNode> numpyRefusesAChangedArrayUntilItIsRepaired() {
        return Peers.all(getClass()).stream().map(peer -> dynamicContainer(peer.toString(), repairs(peer)));
    }

    private Stream<DynamicTest> repairs(NumPyPeer peer) {
        archives(peer);
        return Stream.of("savez", "plain", "streamed", "streamed_zip64")
                .map(name -> dynamicTest(name, () -> repair(peer, name)));
    }

    private void repair(NumPyPeer peer, String name) throws IOException {
        Path folder = folder(peer);
        String copy = "changed_" + name + ".npz";
        Files.copy(folder.resolve(name + ".npz"), folder.resolve(copy));
        Npz npz = Npz.open(folder.resolve(copy));
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = npz.mapWritable("数", Window.rows(2, 4), arena);
            array.bytes().set(0, (byte) 200);
            array.force();
        }

        assertThat(peer.run("npz.py", folder, "load", copy, "数").strip())
                .as("%s, before", peer)
                .isEqualTo("BadZipFile: Bad CRC-32 for file '数.npy'");
        assertThat(npz.repair("数")).isTrue();
        assertThat(peer.run("npz.py", folder, "load", copy, "数").strip())
                .as("%s, after", peer)
                .isEqualTo("[0, 1, 200, 3, 4, 5, 6, 7, 8]");
        // testzip reads every member.
        assertThat(peer.run("npz.py", folder, "check", copy).lines()).hasSize(10);
    }
}
