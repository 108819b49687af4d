package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Longdoubles are rounded to doubles as the C compiler does it, ties, subnormals and invalid encodings included. */
class LongDoubleIT {
    private static final int SEED = 754;
    private static final int COUNT = 100_000;
    private static final LongDoubleFormat FORMAT =
            System.getProperty("os.arch").equals("aarch64") ? LongDoubleFormat.IEEE_QUAD : LongDoubleFormat.X87;

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    @TestFactory
    Stream<DynamicTest> longDoublesAreRoundedAsInC() {
        return Peers.all(getClass()).stream()
                .map(peer -> dynamicTest(peer + ": " + COUNT + " longdoubles", () -> {
                    Path folder = Files.createDirectory(temp.resolve(peer.numpy()));
                    peer.run("longdoubles.py", folder, SEED, COUNT);

                    double[] expected =
                            Npy.map(folder.resolve("doubles.npy")).doubles().toArray();

                    assertThat(expected).hasSize(COUNT);
                    assertThat(Npy.map(folder.resolve("little.npy"))
                                    .longDoubles(FORMAT)
                                    .toArray())
                            .isEqualTo(expected);
                    assertThat(Npy.map(folder.resolve("big.npy"))
                                    .longDoubles(FORMAT)
                                    .toArray())
                            .isEqualTo(expected);
                }));
    }
}
