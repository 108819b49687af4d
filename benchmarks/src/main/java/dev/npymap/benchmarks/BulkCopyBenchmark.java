package dev.npymap.benchmarks;

import dev.npymap.access.DoubleAccessor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** How fast is a dense {@code f8} array copied to a {@code double[]} and from it, in either byte order? */
public class BulkCopyBenchmark extends FolderState {
    private static final ValueLayout.OfDouble LITTLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble BIG = LITTLE.withOrder(ByteOrder.BIG_ENDIAN);

    /** The array's size in KiB: in a core's own cache, and out of it. */
    @Param({"256", "65536", "524288"})
    public int kibibytes = 256;

    private int count;
    private double[] heap;
    private DoubleAccessor nativeOrder;
    private DoubleAccessor swapped;
    private MemorySegment nativeSegment;
    private MemorySegment swappedSegment;

    /** Creates a benchmark. */
    public BulkCopyBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        count = Samples.elements(kibibytes);
        var nativeArray = Samples.dense(folder, count);
        nativeOrder = nativeArray.doubles();
        nativeSegment = nativeArray.segment();
        var swappedArray = Samples.swapped(folder, count);
        swapped = swappedArray.doubles();
        swappedSegment = swappedArray.segment();
        heap = nativeOrder.toArray();
    }

    @Benchmark
    public double[] segmentCopy_copy() {
        MemorySegment.copy(nativeSegment, LITTLE, 0, heap, 0, count);
        return heap;
    }

    @Benchmark
    public double[] accessor_copy() {
        nativeOrder.copyTo(heap, 0);
        return heap;
    }

    @Benchmark
    public double[] segmentCopy_swapped() {
        MemorySegment.copy(swappedSegment, BIG, 0, heap, 0, count);
        return heap;
    }

    @Benchmark
    public double[] accessor_swapped() {
        swapped.copyTo(heap, 0);
        return heap;
    }

    @Benchmark
    public MemorySegment segmentCopy_write() {
        MemorySegment.copy(heap, 0, nativeSegment, LITTLE, 0, count);
        return nativeSegment;
    }

    @Benchmark
    public MemorySegment accessor_write() {
        nativeOrder.copyFrom(heap, 0);
        return nativeSegment;
    }

    @Benchmark
    public MemorySegment accessor_swappedWrite() {
        swapped.copyFrom(heap, 0);
        return swappedSegment;
    }

    @Benchmark
    public MemorySegment segmentCopy_swappedWrite() {
        MemorySegment.copy(heap, 0, swappedSegment, BIG, 0, count);
        return swappedSegment;
    }
}
