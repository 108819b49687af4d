package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.Window;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.jetbrains.bio.npy.NpyFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** How fast does a whole file become a new {@code double[]}? */
public class WholeFileBenchmark extends NewArrayState {
    private static final int STEP_BYTES = 1 << 18;

    /** The file's size in KiB. */
    @Param({"256", "65536"})
    public int kibibytes = 256;

    private Path file;

    /** Creates a benchmark. */
    public WholeFileBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        int count = Samples.elements(kibibytes);
        Samples.dense(folder, count);
        file = Samples.denseFile(folder, count);
    }

    @Benchmark
    public double[] npymap_read() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return Npy.map(file, MapMode.READ_ONLY, Window.all(), arena)
                    .doubles()
                    .toArray();
        }
    }

    /** With the buffer that its documentation calls the default. */
    @Benchmark
    public double[] jetbrainsNpy_read() {
        return NpyFile.read(file, STEP_BYTES).asDoubleArray();
    }
}
