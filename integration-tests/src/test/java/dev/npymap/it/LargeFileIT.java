package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.process.Command;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command that reads, on 4 GiB, with a heap of 64 MiB. The files are sparse: they take no room on the disk, and seconds to
 * read. Each has something at its end, which must be seen.
 */
class LargeFileIT {
    private static final long ROWS = 1L << 29;

    /** What takes 256 MiB where it is inflated: enough to fill the heap four times. */
    private static final long DEFLATED_ROWS = 1L << 25;

    private static final double LAST = -1.5;

    /** Python's answers: hashlib's, and those of fractions. */
    private static final String DIGEST = "3e0a462081ae500d3c1ed665a7fec519c559d60206742301347c8f71f25972a4";

    private static final String MEAN = "-2.7939677238464355e-09";
    private static final String DEVIATION = "6.4737559252441679e-05";

    @TempDir(factory = PeerFolder.class)
    private Path folder;

    private Path npy;

    @BeforeEach
    void create() throws IOException {
        npy = folder.resolve("large.npy");
        CreateOptions sparse = CreateOptions.defaults().sparse();
        try (Arena arena = Arena.ofConfined()) {
            Npy.create(npy, DType.FLOAT64, Shape.of(ROWS), sparse, Window.rows(ROWS - 1, ROWS), arena)
                    .doubles()
                    .fill(LAST);
        }
    }

    private String run(Object... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-jar"));
        line.add(System.getProperty("npymap.cli.jar"));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        return Command.java(folder, line.toArray(String[]::new)).run().success();
    }

    /** All but the digest, and what stats says. */
    private String check(String file, long rows) throws IOException, InterruptedException {
        assertThat(run("info", file)).contains("shape           (" + rows + ",)\n");
        assertThat(run("cat", "--rows", "-2:", file)).isEqualTo("0.0\n" + LAST + "\n");
        assertThat(run("cat", "--share", rows / 2 - 1 + "/" + rows / 2, file)).isEqualTo("0.0\n" + LAST + "\n");
        String stats = run("stats", file);
        assertThat(stats)
                .contains("count  " + rows + "\n")
                .contains("NaN    0\n")
                .contains("min    -1.5000000000000000\n")
                .contains("max    0.0000000000000000\n");
        return stats;
    }

    @Test
    void anArray() throws Exception {
        assertThat(check(npy.toString(), ROWS))
                .contains("mean   " + MEAN + "\n")
                .contains("std    " + DEVIATION + "\n");
        assertThat(run("digest", npy)).isEqualTo(npy + "\t-\t'<f8'\tFalse\t(" + ROWS + ",)\t" + DIGEST + "\n");
    }

    @Test
    void aMemberThatIsStored() throws Exception {
        Path npz = SparseZip.write(folder.resolve("stored.npz"), "large.npy", npy);
        assertThat(Npz.open(npz).repair("large")).isTrue();

        check(npz + "::large", ROWS);
        assertThat(run("digest", npz)).isEqualTo(npz + "\tlarge\t'<f8'\tFalse\t(" + ROWS + ",)\t" + DIGEST + "\n");
    }

    @Test
    void aMemberThatIsDeflated() throws Exception {
        Path npz = folder.resolve("deflated.npz");
        Npz.write(
                npz,
                NpzOptions.defaults().deflate(),
                out -> out.add("large", Npy.map(npy, Window.rows(ROWS - DEFLATED_ROWS, ROWS))));

        check(npz + "::large", DEFLATED_ROWS);
        assertThat(run("digest", npz)).contains("(" + DEFLATED_ROWS + ",)");
    }
}
