package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast is one {@code f8} field of a mapped array, or are several, read element by element, beside a {@code double[]}?
 *
 * <p>Sums have one accumulator, so they wait for the floating-point add.
 */
public class FieldScanBenchmark extends FolderState {
    private static final VarHandle X = Samples.STRUCT.layout().arrayElementVarHandle(PathElement.groupElement("x"));

    private static final ValueLayout.OfDouble LAYOUT =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Whether the accessors have met other dtypes, strides and byte orders before, as in a real program. */
    @Param({Pollution.CLEAN, Pollution.POLLUTED})
    public String profile = Pollution.CLEAN;

    private double[] heap;
    private DoubleAccessor field;
    private RecordAccessor<OnlyX> records;
    private RecordAccessor<Four> fours;
    private RecordAccessor<Sixteen> sixteens;
    private DoubleAccessor[] fields;
    private MemorySegment segment;
    private MemorySegment wide;
    private VarHandle handle;
    private ByteBuffer buffer;

    private record OnlyX(double x) {}

    private record Four(double f0, double f1, double f2, double f3) {}

    private record Sixteen(
            double f0,
            double f1,
            double f2,
            double f3,
            double f4,
            double f5,
            double f6,
            double f7,
            double f8,
            double f9,
            double f10,
            double f11,
            double f12,
            double f13,
            double f14,
            double f15) {}

    /** Creates a benchmark. */
    public FieldScanBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        RecordPollution.pollute(profile, folder);
        heap = new double[Samples.ROWS];
        Arrays.fill(heap, Samples.VALUE);
        NpyArray struct = Samples.struct(folder, Samples.ROWS);
        field = struct.doubles("x");
        records = struct.records(MethodHandles.lookup(), OnlyX.class);
        segment = struct.segment();
        handle = struct.varHandle("x");
        buffer = segment.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        NpyArray wideArray = Samples.wide(folder);
        wide = wideArray.segment();
        fours = wideArray.records(MethodHandles.lookup(), Four.class);
        sixteens = wideArray.records(MethodHandles.lookup(), Sixteen.class);
        fields = new DoubleAccessor[Samples.WIDE_FIELDS];
        for (int f = 0; f < fields.length; f++) {
            fields[f] = wideArray.doubles("f" + f);
        }
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
        for (long i = 0; i < field.size(); i++) {
            sum += field.get(i);
        }
        return sum;
    }

    /** The reduction of a whole field, which needs no loop; it adds in another order, pairwise. */
    @Benchmark
    public double accessorBulk_sum() {
        return field.sum();
    }

    @Benchmark
    public double record_sum() {
        double sum = 0;
        for (long i = 0; i < records.size(); i++) {
            sum += records.get(i).x();
        }
        return sum;
    }

    @Benchmark
    public double constantStride_sum() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            sum += segment.get(LAYOUT, i * Samples.STRUCT_BYTES + Samples.X);
        }
        return sum;
    }

    @Benchmark
    public double constantVarHandle_sum() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            sum += (double) X.get(segment, 0L, i);
        }
        return sum;
    }

    @Benchmark
    public double instanceVarHandle_sum() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            sum += (double) handle.get(segment, 0L, i);
        }
        return sum;
    }

    @Benchmark
    public double byteBuffer_sum() {
        double sum = 0;
        for (int i = 0; i < Samples.ROWS; i++) {
            sum += buffer.getDouble(i * Samples.STRUCT_BYTES + Samples.X);
        }
        return sum;
    }

    @Benchmark
    public double accessor_sum4() {
        DoubleAccessor f0 = fields[0];
        DoubleAccessor f1 = fields[1];
        DoubleAccessor f2 = fields[2];
        DoubleAccessor f3 = fields[3];
        double sum = 0;
        for (long i = 0; i < f0.size(); i++) {
            sum += (f0.get(i) + f1.get(i)) + (f2.get(i) + f3.get(i));
        }
        return sum;
    }

    @Benchmark
    public double record_sum4() {
        double sum = 0;
        for (long i = 0; i < fours.size(); i++) {
            Four row = fours.get(i);
            sum += (row.f0() + row.f1()) + (row.f2() + row.f3());
        }
        return sum;
    }

    @Benchmark
    public double constantStride_sum4() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            sum += four(i * Samples.WIDE_BYTES);
        }
        return sum;
    }

    @Benchmark
    public double accessor_sum16() {
        DoubleAccessor f0 = fields[0];
        DoubleAccessor f1 = fields[1];
        DoubleAccessor f2 = fields[2];
        DoubleAccessor f3 = fields[3];
        DoubleAccessor f4 = fields[4];
        DoubleAccessor f5 = fields[5];
        DoubleAccessor f6 = fields[6];
        DoubleAccessor f7 = fields[7];
        DoubleAccessor f8 = fields[8];
        DoubleAccessor f9 = fields[9];
        DoubleAccessor f10 = fields[10];
        DoubleAccessor f11 = fields[11];
        DoubleAccessor f12 = fields[12];
        DoubleAccessor f13 = fields[13];
        DoubleAccessor f14 = fields[14];
        DoubleAccessor f15 = fields[15];
        double sum = 0;
        for (long i = 0; i < f0.size(); i++) {
            sum += (((f0.get(i) + f1.get(i)) + (f2.get(i) + f3.get(i)))
                            + ((f4.get(i) + f5.get(i)) + (f6.get(i) + f7.get(i))))
                    + (((f8.get(i) + f9.get(i)) + (f10.get(i) + f11.get(i)))
                            + ((f12.get(i) + f13.get(i)) + (f14.get(i) + f15.get(i))));
        }
        return sum;
    }

    @Benchmark
    public double record_sum16() {
        double sum = 0;
        for (long i = 0; i < sixteens.size(); i++) {
            Sixteen row = sixteens.get(i);
            sum += (((row.f0() + row.f1()) + (row.f2() + row.f3())) + ((row.f4() + row.f5()) + (row.f6() + row.f7())))
                    + (((row.f8() + row.f9()) + (row.f10() + row.f11()))
                            + ((row.f12() + row.f13()) + (row.f14() + row.f15())));
        }
        return sum;
    }

    @Benchmark
    public double constantStride_sum16() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            long row = i * Samples.WIDE_BYTES;
            sum += (four(row) + four(row + 4 * Samples.WIDE_STEP))
                    + (four(row + 8 * Samples.WIDE_STEP) + four(row + 12 * Samples.WIDE_STEP));
        }
        return sum;
    }

    private double four(long at) {
        return (wide.get(LAYOUT, at) + wide.get(LAYOUT, at + Samples.WIDE_STEP))
                + (wide.get(LAYOUT, at + 2 * Samples.WIDE_STEP) + wide.get(LAYOUT, at + 3 * Samples.WIDE_STEP));
    }
}
