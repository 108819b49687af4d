package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** How fast does a {@code double[]} become a file, for the kernel to write when it likes, or on the disk? */
public class SaveBenchmark extends FolderState {
    /** The array's size, in MB. */
    @Param("100")
    public int megabytes = 1;

    private Path file;
    private double[] array;
    private MemorySegment bytes;

    /** Creates a benchmark. */
    public SaveBenchmark() {}

    /** The bytes of the file lie in native memory: the JDK copies others before it writes them. */
    @Override
    void prepare(Path folder) {
        file = folder.resolve("saved.npy");
        array = new double[Math.toIntExact(Samples.bytes(megabytes) / Double.BYTES)];
        Arrays.fill(array, Samples.VALUE);
        byte[] header = NpyHeader.of(DType.FLOAT64, MemoryOrder.C, Shape.of(array.length))
                .encode();
        bytes = Arena.ofAuto().allocate(header.length + Samples.bytes(megabytes), Double.BYTES);
        MemorySegment.copy(header, 0, bytes, ValueLayout.JAVA_BYTE, 0, header.length);
        MemorySegment.copy(array, 0, bytes, ValueLayout.JAVA_DOUBLE_UNALIGNED, header.length, array.length);
    }

    /**
     * Removes the file, so that the next one is fresh.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Benchmark
    public Path npymap_unsynced() throws IOException {
        Npy.save(file, array, CreateOptions.defaults().unsynced());
        return file;
    }

    @Benchmark
    public Path bareChannel_unsynced() throws IOException {
        try (FileChannel channel = open()) {
            Bytes.write(channel, bytes);
        }
        return file;
    }

    @Benchmark
    public Path npymap_synced() throws IOException {
        Npy.save(file, array);
        return file;
    }

    @Benchmark
    public Path bareChannel_synced() throws IOException {
        try (FileChannel channel = open()) {
            Bytes.write(channel, bytes);
            channel.force(true);
        }
        return file;
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
