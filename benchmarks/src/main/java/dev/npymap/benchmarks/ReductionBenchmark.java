package dev.npymap.benchmarks;

import dev.npymap.access.DoubleAccessor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** How fast is a dense {@code f8} array summed, and its least and largest element found, in cache and out of it? */
public class ReductionBenchmark extends FolderState {
    private static final ValueLayout.OfDouble LITTLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The array's size in KiB: in a core's own cache, and out of it. */
    @Param({"256", "65536", "524288"})
    public int kibibytes = 256;

    private int count;
    private double[] heap;
    private DoubleAccessor dense;
    private MemorySegment segment;

    /** Creates a benchmark. */
    public ReductionBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        count = Samples.elements(kibibytes);
        var array = Samples.dense(folder, count);
        dense = array.doubles();
        segment = array.segment();
        heap = dense.toArray();
    }

    /** A plain loop over an array, whose additions wait for each other. */
    @Benchmark
    public double heapArray_sum() {
        double sum = 0;
        for (double value : heap) {
            sum += value;
        }
        return sum;
    }

    @Benchmark
    public double accessor_sum() {
        return dense.sum();
    }

    @Benchmark
    public double parallel_sum() {
        return dense.sum(ForkJoinPool.commonPool());
    }

    @Benchmark
    public double heapArray_min() {
        double min = Double.POSITIVE_INFINITY;
        for (double value : heap) {
            min = Math.min(min, value);
        }
        return min;
    }

    @Benchmark
    public double accessor_min() {
        return dense.min();
    }

    @Benchmark
    public double accessor_max() {
        return dense.max();
    }

    @Benchmark
    public double parallel_max() {
        return dense.max(ForkJoinPool.commonPool());
    }

    @Benchmark
    public long accessor_countNaN() {
        return dense.countNaN();
    }

    @Benchmark
    public double[] segmentCopy_copy() {
        MemorySegment.copy(segment, LITTLE, 0, heap, 0, count);
        return heap;
    }
}
