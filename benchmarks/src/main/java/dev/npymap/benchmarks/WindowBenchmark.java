package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.Window;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What does it cost to open a file, map a small window somewhere in it, read one value, and close it again? The cost must
 * depend neither on the file's size nor on the window's place.
 */
public class WindowBenchmark extends FolderState {
    private static final int HEADER_BYTES = 128;
    private static final ValueLayout.OfLong LAYOUT = ValueLayout.JAVA_LONG_UNALIGNED;

    /** Where the window begins, in bytes from the payload's beginning. */
    @Param({"64", "65536", "67108864", "8589934592"})
    public long offset = 64;

    private Path file;

    /** Creates a benchmark. */
    public WindowBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        file = Samples.longFile(folder);
        long row = offset / Long.BYTES;
        Npy.map(file, MapMode.READ_WRITE, Window.rows(row, row + 1)).longs().set(0, offset);
    }

    @Benchmark
    public long npymap_open() throws IOException {
        long row = offset / Long.BYTES;
        try (Arena arena = Arena.ofConfined()) {
            return Npy.map(file, MapMode.READ_ONLY, Window.rows(row, row + Samples.WINDOW_ROWS), arena)
                    .longs()
                    .get(0);
        }
    }

    /** Opens, reads the header's bytes, maps and closes: what nobody can do without. */
    @Benchmark
    public long bareChannel_open() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(ByteBuffer.allocate(HEADER_BYTES), 0);
            MemorySegment segment =
                    channel.map(MapMode.READ_ONLY, HEADER_BYTES + offset, Samples.WINDOW_ROWS * Long.BYTES, arena);
            return segment.get(LAYOUT, 0);
        }
    }
}
