package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.NpyField;
import dev.npymap.dtype.Shape;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.process.Command;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What npymap saves is, byte for byte, what NumPy saves. */
class SaveIT {
    private static final CreateOptions DEFAULTS = CreateOptions.defaults();

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    private record Trade(
            long time, double price, @NpyField(dtype = "U3") String code, boolean sold) {}

    private record Tick(long n) {}

    @TestFactory
    Stream<DynamicTest> savedFilesAreNumPys() {
        return Peers.all(getClass()).stream().map(peer -> dynamicTest(peer.toString(), () -> check(peer)));
    }

    private void check(NumPyPeer peer) throws IOException {
        Path folder = Files.createTempDirectory(temp, "saves");
        List<Object> arguments = new ArrayList<>();
        save(folder, arguments, "np.array([True, False])", file -> Npy.save(file, new boolean[] {true, false}));
        save(folder, arguments, "np.array([1, -2], 'i1')", file -> Npy.save(file, new byte[] {1, -2}));
        save(folder, arguments, "np.array([[1, -2]], 'i2')", file -> Npy.save(file, new short[][] {{1, -2}}));
        save(
                folder,
                arguments,
                "np.arange(6, dtype='i4').reshape(1, 2, 3)",
                file -> Npy.save(file, new int[][][] {{{0, 1, 2}, {3, 4, 5}}}));
        save(folder, arguments, "np.array([], 'i8')", file -> Npy.save(file, new long[0]));
        save(folder, arguments, "np.zeros((3, 0), 'f4')", file -> Npy.save(file, new float[3][0]));
        save(
                folder,
                arguments,
                "np.arange(300000) / 7",
                file -> Npy.save(
                        file,
                        IntStream.range(0, 300_000).mapToDouble(n -> n / 7.0).toArray()));
        int[][] rows = {{1, 2, 3}, {4, 5, 6}};
        save(
                folder,
                arguments,
                "np.asfortranarray([[1, 2, 3], [4, 5, 6]]).astype('i4', order='F')",
                file -> Npy.save(file, rows, DEFAULTS.fortran()));
        save(
                folder,
                arguments,
                "np.asfortranarray([[1, 2, 3]]).astype('i4', order='F')",
                file -> Npy.save(file, new int[][] {{1, 2, 3}}, DEFAULTS.fortran()));
        save(
                folder,
                arguments,
                "np.array([[1, 2, 3], [4, 5, 6]], '>i4')",
                file -> Npy.save(file, Npy.map(saved(arguments, 7)), DType.of(">i4"), DEFAULTS));
        save(
                folder,
                arguments,
                "np.asfortranarray([[1, 2, 3], [4, 5, 6]]).astype('i4', order='F').T",
                file -> Npy.save(file, Npy.map(saved(arguments, 7)).transpose()));
        save(
                folder,
                arguments,
                "np.asfortranarray([[1, 2, 3], [4, 5, 6]]).astype('i4', order='F')",
                file -> Npy.save(file, Npy.map(saved(arguments, 7))));
        save(
                folder,
                arguments,
                "np.array([[3, 2, 1], [6, 5, 4]], 'i4')",
                file -> Npy.save(file, Npy.map(saved(arguments, 7)).slice(1, 2, -1, -1)));
        save(folder, arguments, "np.array(0.25)", file -> {
            NpyArray array = Npy.create(folder.resolve("scalar"), DType.FLOAT64, Shape.of());
            array.doubles().fill(0.25);
            Npy.save(file, array);
        });
        save(
                folder,
                arguments,
                "np.arange(24, dtype='u1').reshape(2, 3, 4)",
                file -> Npy.save(file, MemorySegment.ofArray(bytes(24)), DType.of("(4,)u1"), Shape.of(2, 3)));
        save(
                folder,
                arguments,
                "np.array([(n, n / 4, 'c%d' % (n % 90), n % 2 == 1) for n in range(100000)],"
                        + " [('time', '<i8'), ('price', '<f8'), ('code', '<U3'), ('sold', '?')])",
                file -> Npy.save(
                        file,
                        MethodHandles.lookup(),
                        Trade.class,
                        IntStream.range(0, 100_000).mapToObj(n -> new Trade(n, n / 4.0, "c" + n % 90, n % 2 == 1))));

        assertThat(peer.run("saves.py", folder, arguments.toArray()).strip()).isEqualTo("same");
    }

    /** Writes one file. */
    private interface Saver {
        void save(Path file) throws IOException;
    }

    private static void save(Path folder, List<Object> arguments, String expression, Saver saver) throws IOException {
        Path file = folder.resolve(arguments.size() / 2 + ".npy");
        saver.save(file);
        arguments.add(file);
        arguments.add(expression);
    }

    private static Path saved(List<Object> arguments, int number) {
        return (Path) arguments.get(2 * number);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** Saves records without end, and prints what ends it. */
    static final class EndlessSaver {
        private EndlessSaver() {}

        public static void main(String[] args) {
            try {
                Npy.save(
                        Path.of(args[0]),
                        MethodHandles.lookup(),
                        Tick.class,
                        Stream.iterate(new Tick(0), t -> new Tick(t.n() + 1)));
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** In 32 MiB of heap; what ends is the largest file that the process may write. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no ulimit")
    void streamWithoutEndTakesNoMemoryAndLeavesNothingWhenTheDiskIsFull() throws Exception {
        Path file = temp.resolve("endless.npy");

        String printed = Command.of(
                        temp,
                        "sh",
                        "-c",
                        "ulimit -f 262144 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessSaver.class.getName(),
                        file.toString())
                .run()
                .success();

        assertThat(printed.strip()).isEqualTo(file + ": File too large");
        assertThat(temp).isEmptyDirectory();
    }
}
