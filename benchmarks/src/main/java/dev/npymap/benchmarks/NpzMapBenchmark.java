package dev.npymap.benchmarks;

import dev.npymap.Npz;
import dev.npymap.Window;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What does it cost to come to the first element of one large array among the many of an archive? */
public class NpzMapBenchmark extends FolderState {
    private static final ValueLayout.OfDouble LAYOUT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** How large the array is, in MB. */
    @Param("250")
    public int member = 1;

    private Path file;
    private Npz npz;
    private long payloadOffset;
    private long headerSize;

    /** Creates a benchmark. */
    public NpzMapBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        file = Samples.archive(folder, member);
        npz = Npz.open(file);
        headerSize = npz.map(Samples.MEMBER).header().payloadOffset();
        payloadOffset = npz.member(Samples.MEMBER).offset() + headerSize;
    }

    @Benchmark
    public double npymap_open() throws IOException {
        return first(Npz.open(file));
    }

    @Benchmark
    public double npymap_map() throws IOException {
        return first(npz);
    }

    private static double first(Npz npz) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return npz.map(Samples.MEMBER, MapMode.READ_ONLY, Window.all(), arena)
                    .doubles()
                    .get(0);
        }
    }

    /** Reads no more than that element: a stream, in which one cannot go back or ahead. */
    @Benchmark
    public double zipFile_open() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return first(zip);
        }
    }

    private double first(ZipFile zip) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(Samples.MEMBER + ".npy"))) {
            in.skipNBytes(headerSize);
            byte[] first = in.readNBytes(Double.BYTES);
            return ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getDouble();
        }
    }

    /** Knows where the array lies: what nobody can do without. */
    @Benchmark
    public double bareChannel_open() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, payloadOffset, Samples.bytes(member), arena)
                    .get(LAYOUT, 0);
        }
    }
}
