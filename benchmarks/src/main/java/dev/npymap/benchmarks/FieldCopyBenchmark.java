package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** How fast does one field of a struct become a {@code double[]}? */
public class FieldCopyBenchmark extends NewArrayState {
    private static final ValueLayout.OfDouble LAYOUT =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The number of rows, 36 bytes each: in a core's own cache, and out of it. */
    @Param({"10000", "4000000"})
    public int rows = Samples.ROWS;

    private double[] heap;
    private DoubleAccessor field;
    private MemorySegment segment;

    /** Creates a benchmark. */
    public FieldCopyBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        NpyArray struct = Samples.struct(folder, rows);
        field = struct.doubles("x");
        segment = struct.segment();
        heap = new double[rows];
    }

    @Benchmark
    public double[] constantStride_copy() {
        return copy(heap);
    }

    @Benchmark
    public double[] accessor_copy() {
        field.copyTo(heap, 0);
        return heap;
    }

    @Benchmark
    public double[] constantStride_toArray() {
        return copy(new double[rows]);
    }

    @Benchmark
    public double[] accessor_toArray() {
        return field.toArray();
    }

    private double[] copy(double[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = segment.get(LAYOUT, (long) i * Samples.STRUCT_BYTES + Samples.X);
        }
        return target;
    }
}
