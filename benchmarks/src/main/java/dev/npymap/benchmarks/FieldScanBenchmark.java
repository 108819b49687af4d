package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast is one {@code f8} field of a mapped array, read and written element by element, beside a {@code double[]}?
 *
 * <p>Sums have one accumulator, so they wait for the floating-point add; fills are bound by throughput. The field is one of
 * a packed 20-byte struct, so most of its values are unaligned.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FieldScanBenchmark {
    /** Few enough for all of it to stay in a core's own cache: past that, a struct of n bytes reads n / 8 times the memory. */
    static final int ROWS = 10_000;

    static final double VALUE = 0.5;

    private static final StructType STRUCT = DType.struct()
            .field("id", DType.INT64)
            .field("x", DType.FLOAT64)
            .field("flag", DType.INT32)
            .build();

    private static final VarHandle X =
            STRUCT.layout().arrayElementVarHandle(MemoryLayout.PathElement.groupElement("x"));

    private static final ValueLayout.OfDouble LAYOUT =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Whether the accessors have met other dtypes, strides and byte orders before, as in a real program. */
    @Param({"clean", "polluted"})
    public String profile = "clean";

    private Path folder;
    private double[] heap;
    private NpyArray struct;
    private DoubleAccessor field;
    private DoubleAccessor dense;
    private MemorySegment segment;
    private VarHandle handle;
    private ByteBuffer buffer;

    /** Creates a benchmark. */
    public FieldScanBenchmark() {}

    /** Makes the files, and meets other dtypes first where the profile is to be polluted. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("npymap-benchmark");
        if (profile.equals("polluted")) {
            Pollution.meetOtherTypes(folder);
        }
        heap = new double[ROWS];
        struct = Npy.create(folder.resolve("struct.npy"), STRUCT, Shape.of(ROWS));
        field = struct.doubles("x");
        dense = Npy.create(folder.resolve("dense.npy"), DType.FLOAT64, Shape.of(ROWS))
                .doubles();
        segment = struct.segment();
        handle = struct.varHandle("x");
        buffer = segment.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROWS; i++) {
            heap[i] = VALUE;
            field.set(i, VALUE);
            dense.set(i, VALUE);
        }
    }

    /** Removes the files. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        Pollution.delete(folder);
    }

    @Benchmark
    public double heapArray_sum() {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += heap[i];
        }
        return sum;
    }

    @Benchmark
    public double accessor_sumField() {
        double sum = 0;
        for (long i = 0; i < field.size(); i++) {
            sum += field.get(i);
        }
        return sum;
    }

    @Benchmark
    public double accessor_sumDense() {
        double sum = 0;
        for (long i = 0; i < dense.size(); i++) {
            sum += dense.get(i);
        }
        return sum;
    }

    @Benchmark
    public double constantVarHandle_sumField() {
        double sum = 0;
        for (long i = 0; i < ROWS; i++) {
            sum += (double) X.get(segment, 0L, i);
        }
        return sum;
    }

    @Benchmark
    public double instanceVarHandle_sumField() {
        double sum = 0;
        for (long i = 0; i < ROWS; i++) {
            sum += (double) handle.get(segment, 0L, i);
        }
        return sum;
    }

    @Benchmark
    public double byteBuffer_sumField() {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += buffer.getDouble(i * 20 + 8);
        }
        return sum;
    }

    @Benchmark
    public double[] heapArray_fill() {
        for (int i = 0; i < ROWS; i++) {
            heap[i] = VALUE;
        }
        return heap;
    }

    @Benchmark
    public DoubleAccessor accessor_fillDense() {
        for (long i = 0; i < dense.size(); i++) {
            dense.set(i, VALUE);
        }
        return dense;
    }

    @Benchmark
    public DoubleAccessor accessor_fillField() {
        for (long i = 0; i < field.size(); i++) {
            field.set(i, VALUE);
        }
        return field;
    }

    @Benchmark
    public MemorySegment constantStride_fillField() {
        for (long i = 0; i < ROWS; i++) {
            segment.set(LAYOUT, i * 20 + 8, VALUE);
        }
        return segment;
    }
}
