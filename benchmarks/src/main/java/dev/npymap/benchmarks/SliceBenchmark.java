package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What does a slice of a live array cost that does not escape: alone, and with an accessor that reads one element? Of the
 * slice alone the result is where it begins and how long it is, so that none of it can be left out.
 */
public class SliceBenchmark extends FolderState {
    static final long COLUMNS = 100;
    private static final ValueLayout.OfDouble LAYOUT =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private long from = 10;
    private long to = 20;
    private long one = 1;
    private NpyArray array;
    private MemorySegment segment;

    /** Creates a benchmark. */
    public SliceBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        array = Samples.dense(folder, Samples.ROWS).reshape(Shape.of(Samples.ROWS / COLUMNS, COLUMNS));
        for (long i = 0; i < array.rows(); i++) {
            array.doubles().set(i, 1, (double) i);
        }
        segment = array.segment();
    }

    private static long seen(NpyArray slice) {
        return slice.baseOffset() + slice.elements().length(0);
    }

    private double read(NpyArray slice) {
        return slice.doubles().get(one, one);
    }

    @Benchmark
    public long npymap_rows() {
        return seen(array.rows(from, to));
    }

    @Benchmark
    public long npymap_axis() {
        return seen(array.slice(1, from, to, one));
    }

    @Benchmark
    public long npymap_step() {
        return seen(array.slice(0, from, to, 2 * one));
    }

    @Benchmark
    public long npymap_at() {
        return seen(array.at(0, from));
    }

    @Benchmark
    public long npymap_transpose() {
        return seen(array.transpose());
    }

    @Benchmark
    public double npymap_rowsRead() {
        return read(array.rows(from, to));
    }

    @Benchmark
    public double npymap_axisRead() {
        return read(array.slice(1, 0, to, one));
    }

    @Benchmark
    public double npymap_stepRead() {
        return read(array.slice(0, from, to, 2 * one));
    }

    @Benchmark
    public double bareSegment_rowsRead() {
        MemorySegment slice = segment.asSlice(from * COLUMNS * Double.BYTES, (to - from) * COLUMNS * Double.BYTES);
        return slice.get(LAYOUT, (one * COLUMNS + one) * Double.BYTES);
    }
}
