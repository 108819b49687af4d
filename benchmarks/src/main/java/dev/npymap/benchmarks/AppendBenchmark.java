package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyAppender;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What does it cost to append a batch of rows, so that it is on the disk before the next one comes? */
public class AppendBenchmark extends FolderState {
    /** How many rows of 64 bytes. */
    @Param({"1000", "10000", "100000"})
    public int batch = 1000;

    private Path file;
    private Path bareFile;
    private MemorySegment bytes;
    private NpyArray rows;
    private NpyAppender appender;
    private Consumer<Event> events;
    private FileChannel channel;

    /** Creates a benchmark. */
    public AppendBenchmark() {}

    /** A row, of 64 bytes. */
    record Event(long time, double a, double b, double c, double d, double e, double f, double g) {
        static final DType DTYPE = DType.of(Event.class);

        static Event of(long time) {
            double value = Samples.VALUE;
            return new Event(time, value, value, value, value, value, value, value);
        }
    }

    @Override
    void prepare(Path folder) {
        file = folder.resolve("log.npy");
        bareFile = folder.resolve("log");
        bytes = Arena.ofAuto().allocate((long) batch * Event.DTYPE.itemSize(), Double.BYTES);
        rows = Npy.mapRaw(bytes, Event.DTYPE, Shape.of(batch), MemoryOrder.C, 0);
        var records = rows.records(MethodHandles.lookup(), Event.class);
        for (int i = 0; i < batch; i++) {
            records.set(i, Event.of(i));
        }
    }

    /**
     * Begins files that are empty, so that none becomes large.
     *
     * @throws IOException if the disk fails
     */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
        Npy.allocate(file, Event.DTYPE, Shape.of(0), CreateOptions.defaults());
        appender = Npy.append(file);
        events = appender.records(MethodHandles.lookup(), Event.class);
        channel = FileChannel.open(bareFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Removes them.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
        appender.close();
        channel.close();
        Files.delete(file);
        Files.delete(bareFile);
    }

    @Benchmark
    public Path npymap_append() throws IOException {
        appender.append(rows);
        appender.flush();
        return file;
    }

    @Benchmark
    public Path record_append() throws IOException {
        for (int i = 0; i < batch; i++) {
            events.accept(Event.of(i));
        }
        appender.flush();
        return file;
    }

    /** The same bytes, without anything that tells how many there are. */
    @Benchmark
    public Path bareChannel_append() throws IOException {
        Bytes.write(channel, bytes);
        channel.force(false);
        return bareFile;
    }
}
