package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.NpyAppender;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A file that NumPy wrote, after rows were appended, is byte for byte what NumPy writes of all rows. */
class AppendIT {
    @TempDir(factory = PeerFolder.class)
    private Path temp;

    private record Point(int x, double y) {}

    @TestFactory
    Stream<DynamicTest> appendedFilesAreNumPys() {
        return Peers.all(getClass()).stream().map(peer -> dynamicTest(peer.toString(), () -> check(peer)));
    }

    private void check(NumPyPeer peer) throws IOException {
        Path folder = Files.createTempDirectory(temp, "appends");
        Path doubles = folder.resolve("doubles.npy");
        Path big = folder.resolve("big.npy");
        Path records = folder.resolve("records.npy");
        String points = "np.array([(n, n / 2) for n in range(%d)], [('x', '<i4'), ('y', '>f8')])";
        peer.run(
                "saves.py",
                folder,
                "--write",
                doubles,
                "np.zeros(0)",
                big,
                "np.arange(18, dtype='>i2').reshape(9, 2)",
                records,
                points.formatted(3));

        try (NpyAppender appender = Npy.append(doubles)) {
            for (int n = 0; n < 200_000; n++) {
                appender.append(new double[] {n / 4.0});
            }
        }
        try (NpyAppender appender = Npy.append(big)) {
            appender.append(new short[] {18, 19});
            appender.flush();
            appender.append(Npy.map(big));
        }
        try (NpyAppender appender = Npy.append(records)) {
            Consumer<Point> consumer = appender.records(MethodHandles.lookup(), Point.class);
            IntStream.range(3, 100_000).forEach(n -> consumer.accept(new Point(n, n / 2.0)));
        }

        assertThat(peer.run(
                                "saves.py",
                                folder,
                                doubles,
                                "np.arange(200000) / 4",
                                big,
                                "np.concatenate([np.arange(20, dtype='>i2').reshape(10, 2)] * 2).astype('>i2')",
                                records,
                                points.formatted(100_000))
                        .strip())
                .isEqualTo("same");
    }
}
