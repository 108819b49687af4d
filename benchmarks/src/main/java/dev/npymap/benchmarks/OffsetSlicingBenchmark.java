package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to open a file, map a small window somewhere in it, read one value, and close it again? The file is
 * sparse and a little longer than 8 GiB; the cost must depend neither on its size nor on the window's place.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class OffsetSlicingBenchmark {
    static final long GIBIBYTES_8 = 8L << 30;
    static final long WINDOW_ROWS = 512;
    private static final int HEADER_BYTES = 128;
    private static final ValueLayout.OfLong LAYOUT = ValueLayout.JAVA_LONG_UNALIGNED;

    /** Where the window begins, in bytes from the payload's beginning. */
    @Param({"64", "65536", "67108864", "8589934592"})
    public long offset = 64;

    private Path folder;
    private Path file;

    /** Creates a benchmark. */
    public OffsetSlicingBenchmark() {}

    /** Makes the sparse file, and marks the window. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("npymap-benchmark");
        file = folder.resolve("long.npy");
        Shape shape = Shape.of(GIBIBYTES_8 / Long.BYTES + WINDOW_ROWS);
        Npy.allocate(file, DType.INT64, shape, CreateOptions.defaults().sparse());
        long row = offset / Long.BYTES;
        Npy.map(file, MapMode.READ_WRITE, Window.rows(row, row + 1)).longs().set(0, offset);
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        Pollution.delete(folder);
    }

    @Benchmark
    public long npymap_window() throws IOException {
        long row = offset / Long.BYTES;
        try (Arena arena = Arena.ofConfined()) {
            return Npy.map(file, MapMode.READ_ONLY, Window.rows(row, row + WINDOW_ROWS), arena)
                    .longs()
                    .get(0);
        }
    }

    /** Opens, reads the header's bytes, maps and closes: what nobody can do without. */
    @Benchmark
    public long bareChannel_window() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(ByteBuffer.allocate(HEADER_BYTES), 0);
            MemorySegment segment =
                    channel.map(MapMode.READ_ONLY, HEADER_BYTES + offset, WINDOW_ROWS * Long.BYTES, arena);
            return segment.get(LAYOUT, 0);
        }
    }
}
