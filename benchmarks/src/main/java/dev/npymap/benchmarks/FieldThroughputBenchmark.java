package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What do loops over struct fields cost that wait for nothing, so that every instruction of an access counts? */
public class FieldThroughputBenchmark extends FolderState {
    private static final ValueLayout.OfDouble LAYOUT =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Whether the accessors have met other dtypes, strides and byte orders before, as in a real program. */
    @Param({Pollution.CLEAN, Pollution.POLLUTED})
    public String profile = Pollution.CLEAN;

    private DoubleAccessor x;
    private DoubleAccessor y;
    private DoubleAccessor z;
    private MemorySegment segment;
    private RecordAccessor<OnlyX> xs;
    private RecordAccessor<OnlyY> ys;
    private RecordAccessor<Point> points;

    private record OnlyX(double x) {}

    private record OnlyY(double y) {}

    private record Point(double x, double y, double z) {}

    /** Creates a benchmark. */
    public FieldThroughputBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        RecordPollution.pollute(profile, folder);
        NpyArray struct = Samples.struct(folder, Samples.ROWS);
        x = struct.doubles("x");
        y = struct.doubles("y");
        z = struct.doubles("z");
        segment = struct.segment();
        xs = struct.records(MethodHandles.lookup(), OnlyX.class);
        ys = struct.records(MethodHandles.lookup(), OnlyY.class);
        points = struct.records(MethodHandles.lookup(), Point.class);
    }

    @Benchmark
    public double accessor_sum4Accumulators() {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (long i = 0; i < Samples.ROWS; i += 4) {
            a += x.get(i);
            b += x.get(i + 1);
            c += x.get(i + 2);
            d += x.get(i + 3);
        }
        return a + b + c + d;
    }

    @Benchmark
    public double record_sum4Accumulators() {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (long i = 0; i < Samples.ROWS; i += 4) {
            a += xs.get(i).x();
            b += xs.get(i + 1).x();
            c += xs.get(i + 2).x();
            d += xs.get(i + 3).x();
        }
        return a + b + c + d;
    }

    @Benchmark
    public double constantStride_sum4Accumulators() {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (long i = 0; i < Samples.ROWS; i += 4) {
            a += segment.get(LAYOUT, i * Samples.STRUCT_BYTES + Samples.X);
            b += segment.get(LAYOUT, (i + 1) * Samples.STRUCT_BYTES + Samples.X);
            c += segment.get(LAYOUT, (i + 2) * Samples.STRUCT_BYTES + Samples.X);
            d += segment.get(LAYOUT, (i + 3) * Samples.STRUCT_BYTES + Samples.X);
        }
        return a + b + c + d;
    }

    @Benchmark
    public double accessor_threeFields() {
        double a = 0;
        double b = 0;
        double c = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            a += x.get(i);
            b += y.get(i);
            c += z.get(i);
        }
        return a + b + c;
    }

    @Benchmark
    public double record_threeFields() {
        double a = 0;
        double b = 0;
        double c = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            Point point = points.get(i);
            a += point.x();
            b += point.y();
            c += point.z();
        }
        return a + b + c;
    }

    @Benchmark
    public double constantStride_threeFields() {
        double a = 0;
        double b = 0;
        double c = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            a += segment.get(LAYOUT, i * Samples.STRUCT_BYTES + Samples.X);
            b += segment.get(LAYOUT, i * Samples.STRUCT_BYTES + Samples.Y);
            c += segment.get(LAYOUT, i * Samples.STRUCT_BYTES + Samples.Z);
        }
        return a + b + c;
    }

    @Benchmark
    public DoubleAccessor accessor_fieldToField() {
        for (long i = 0; i < Samples.ROWS; i++) {
            y.set(i, x.get(i));
        }
        return y;
    }

    @Benchmark
    public MemorySegment record_fieldToField() {
        for (long i = 0; i < Samples.ROWS; i++) {
            ys.set(i, new OnlyY(xs.get(i).x()));
        }
        return segment;
    }

    @Benchmark
    public MemorySegment constantStride_fieldToField() {
        for (long i = 0; i < Samples.ROWS; i++) {
            segment.set(
                    LAYOUT,
                    i * Samples.STRUCT_BYTES + Samples.Y,
                    segment.get(LAYOUT, i * Samples.STRUCT_BYTES + Samples.X));
        }
        return segment;
    }

    @Benchmark
    public DoubleAccessor accessor_fill() {
        for (long i = 0; i < Samples.ROWS; i++) {
            x.set(i, Samples.VALUE);
        }
        return x;
    }

    @Benchmark
    public DoubleAccessor accessorBulk_fill() {
        x.fill(Samples.VALUE);
        return x;
    }

    @Benchmark
    public MemorySegment record_fill() {
        for (long i = 0; i < Samples.ROWS; i++) {
            xs.set(i, new OnlyX(Samples.VALUE));
        }
        return segment;
    }

    @Benchmark
    public MemorySegment constantStride_fill() {
        for (long i = 0; i < Samples.ROWS; i++) {
            segment.set(LAYOUT, i * Samples.STRUCT_BYTES + Samples.X, Samples.VALUE);
        }
        return segment;
    }
}
