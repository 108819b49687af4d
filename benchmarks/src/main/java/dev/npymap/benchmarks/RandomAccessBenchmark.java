package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import java.io.IOException;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** How fast is a field of rows in random order, in cache and out of it? */
@OperationsPerInvocation(RandomAccessBenchmark.READS)
public class RandomAccessBenchmark extends FolderState {
    static final int READS = 4096;
    private static final VarHandle X = Samples.STRUCT.layout().arrayElementVarHandle(PathElement.groupElement("x"));

    /** The number of rows, 36 bytes each. */
    @Param({"10000", "4000000"})
    public int rows = Samples.ROWS;

    private final int[] order = new int[READS];
    private double[] heap;
    private DoubleAccessor field;
    private MemorySegment segment;
    private ByteBuffer buffer;

    /** Creates a benchmark. */
    public RandomAccessBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < READS; i++) {
            order[i] = random.nextInt(rows);
        }
        heap = new double[rows];
        Arrays.fill(heap, Samples.VALUE);
        NpyArray struct = Samples.struct(folder, rows);
        field = struct.doubles("x");
        segment = struct.segment();
        buffer = segment.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Benchmark
    public double heapArray_read() {
        double sum = 0;
        for (int row : order) {
            sum += heap[row];
        }
        return sum;
    }

    @Benchmark
    public double accessor_read() {
        double sum = 0;
        for (int row : order) {
            sum += field.get(row);
        }
        return sum;
    }

    @Benchmark
    public double constantVarHandle_read() {
        double sum = 0;
        for (int row : order) {
            sum += (double) X.get(segment, 0L, (long) row);
        }
        return sum;
    }

    @Benchmark
    public double byteBuffer_read() {
        double sum = 0;
        for (int row : order) {
            sum += buffer.getDouble(row * Samples.STRUCT_BYTES + Samples.X);
        }
        return sum;
    }
}
