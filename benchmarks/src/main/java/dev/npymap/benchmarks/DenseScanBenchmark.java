package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** How fast is a dense {@code f8} array read and written element by element, beside a {@code double[]}? */
public class DenseScanBenchmark extends FolderState {
    /** Whether the accessors have met other dtypes, strides and byte orders before, as in a real program. */
    @Param({Pollution.CLEAN, Pollution.POLLUTED})
    public String profile = Pollution.CLEAN;

    private double[] heap;
    private DoubleAccessor dense;
    private ByteBuffer buffer;

    /** Creates a benchmark. */
    public DenseScanBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        Pollution.pollute(profile, folder);
        heap = new double[Samples.ROWS];
        Arrays.fill(heap, Samples.VALUE);
        NpyArray array = Samples.dense(folder, Samples.ROWS);
        dense = array.doubles();
        buffer = array.segment().asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Benchmark
    public double heapArray_sum() {
        double sum = 0;
        for (int i = 0; i < Samples.ROWS; i++) {
            sum += heap[i];
        }
        return sum;
    }

    @Benchmark
    public double accessor_sum() {
        double sum = 0;
        for (long i = 0; i < dense.size(); i++) {
            sum += dense.get(i);
        }
        return sum;
    }

    @Benchmark
    public double byteBuffer_sum() {
        double sum = 0;
        for (int i = 0; i < Samples.ROWS; i++) {
            sum += buffer.getDouble(i * Double.BYTES);
        }
        return sum;
    }

    @Benchmark
    public double[] heapArray_fill() {
        for (int i = 0; i < Samples.ROWS; i++) {
            heap[i] = Samples.VALUE;
        }
        return heap;
    }

    @Benchmark
    public DoubleAccessor accessor_fill() {
        for (long i = 0; i < dense.size(); i++) {
            dense.set(i, Samples.VALUE);
        }
        return dense;
    }

    @Benchmark
    public double[] heapArray_bulkFill() {
        Arrays.fill(heap, Samples.VALUE);
        return heap;
    }

    @Benchmark
    public DoubleAccessor accessor_bulkFill() {
        dense.fill(Samples.VALUE);
        return dense;
    }

    @Benchmark
    public ByteBuffer byteBuffer_fill() {
        for (int i = 0; i < Samples.ROWS; i++) {
            buffer.putDouble(i * Double.BYTES, Samples.VALUE);
        }
        return buffer;
    }
}
