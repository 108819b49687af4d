package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.IntAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code mapRaw} and {@code np.memmap} see one array in one file, whatever dtype, order and offset. */
class RawIT {
    private static final Shape SHAPE = Shape.of(4, 3, 5);

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    @TestFactory
    Stream<DynamicTest> rawFilesAreThoseOfMemmap() {
        return Peers.all(getClass()).stream()
                .flatMap(peer -> Stream.of("<i4", ">i4")
                        .flatMap(dtype -> Stream.of(MemoryOrder.values()).map(order -> Case.of(peer, dtype, order))))
                .map(each -> dynamicTest(each.toString(), () -> check(each)));
    }

    private record Case(NumPyPeer peer, String dtype, MemoryOrder order, long offset) {
        static Case of(NumPyPeer peer, String dtype, MemoryOrder order) {
            return new Case(peer, dtype, order, dtype.equals("<i4") ? 0 : 4099);
        }
    }

    private void check(Case each) throws IOException {
        Path folder = Files.createTempDirectory(temp, "raw");
        Path file = folder.resolve("raw.bin");
        Path npy = folder.resolve("copy.npy");
        String order = each.order == MemoryOrder.C ? "C" : "F";
        each.peer.run("raw.py", folder, "--write", file, each.dtype, SHAPE, order, each.offset);
        long size = Files.size(file);

        try (Arena arena = Arena.ofConfined()) {
            DType dtype = DType.of(each.dtype);
            NpyArray whole =
                    Npy.mapRaw(file, dtype, SHAPE, each.order, each.offset, MapMode.READ_WRITE, Window.all(), arena);
            IntAccessor numbers = whole.ints();
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 3; j++) {
                    for (int k = 0; k < 5; k++) {
                        assertThat(numbers.get(i, j, k)).isEqualTo((i * 3 + j) * 5 + k);
                    }
                }
            }
            for (int n = 0; n < 2; n++) {
                NpyArray share = Npy.mapRaw(
                        file, dtype, SHAPE, each.order, each.offset, MapMode.READ_WRITE, Window.share(n, 2), arena);
                int[] values = share.ints().toArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] *= 3;
                }
                share.ints().copyFrom(values, 0);
            }
            whole.force();
            Npy.save(npy, whole);
        }

        assertThat(Files.size(file)).isEqualTo(size);
        assertThat(each.peer
                        .run("raw.py", folder, "--same", file, each.dtype, SHAPE, order, each.offset, npy, 3)
                        .strip())
                .isEqualTo("same");
    }
}
