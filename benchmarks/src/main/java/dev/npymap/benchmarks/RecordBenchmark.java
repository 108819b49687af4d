package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** What do rows cost as Java records, read and written, beside {@code static final} VarHandles by hand? */
public class RecordBenchmark extends FolderState {
    static final int RANDOM_READS = 1024;

    private static final StructType NESTED = DType.struct()
            .field("id", DType.INT64)
            .field(
                    "body",
                    DType.struct()
                            .field(
                                    "place",
                                    DType.struct()
                                            .field("x", DType.FLOAT64)
                                            .field("y", DType.FLOAT64)
                                            .field("z", DType.FLOAT64)
                                            .build())
                            .field("mass", DType.FLOAT64)
                            .build())
            .build();

    private static final VarHandle ID = flat("id");
    private static final VarHandle X = flat("x");
    private static final VarHandle Y = flat("y");
    private static final VarHandle Z = flat("z");
    private static final VarHandle FLAG = flat("flag");
    private static final VarHandle NESTED_ID = nested("id");
    private static final VarHandle MASS = nested("body", "mass");
    private static final VarHandle NESTED_X = nested("body", "place", "x");
    private static final VarHandle NESTED_Y = nested("body", "place", "y");
    private static final VarHandle NESTED_Z = nested("body", "place", "z");

    /** Whether five other record types were bound and scanned before. */
    @Param({Pollution.CLEAN, Pollution.POLLUTED})
    public String profile = Pollution.CLEAN;

    private final int[] order = new int[RANDOM_READS];
    private double[] heap;
    private RecordAccessor<Row> rows;
    private RecordAccessor<Thing> things;
    private MemorySegment segment;
    private MemorySegment nested;

    private record Row(long id, double x, double y, double z, int flag) {}

    private record Thing(long id, Body body) {}

    private record Body(Place place, double mass) {}

    private record Place(double x, double y, double z) {}

    /** Creates a benchmark. */
    public RecordBenchmark() {}

    private static VarHandle flat(String name) {
        return Samples.STRUCT.layout().arrayElementVarHandle(PathElement.groupElement(name));
    }

    private static VarHandle nested(String... path) {
        return NESTED.layout()
                .arrayElementVarHandle(
                        Arrays.stream(path).map(PathElement::groupElement).toArray(PathElement[]::new));
    }

    @Override
    void prepare(Path folder) throws IOException {
        RecordPollution.pollute(profile, folder);
        Random random = new Random(1);
        for (int i = 0; i < RANDOM_READS; i++) {
            order[i] = random.nextInt(Samples.ROWS);
        }
        heap = new double[Samples.ROWS];
        Arrays.fill(heap, Samples.VALUE);
        NpyArray struct = Samples.struct(folder, Samples.ROWS);
        rows = struct.records(MethodHandles.lookup(), Row.class);
        segment = struct.segment();
        NpyArray deep = Npy.create(folder.resolve("nested.npy"), NESTED, Shape.of(Samples.ROWS));
        things = deep.records(MethodHandles.lookup(), Thing.class);
        nested = deep.segment();
        Place place = new Place(Samples.VALUE, Samples.VALUE, Samples.VALUE);
        for (long i = 0; i < things.size(); i++) {
            things.set(i, new Thing(i, new Body(place, Samples.VALUE)));
        }
    }

    @Benchmark
    public double record_scan() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            Row row = rows.get(i);
            sum += (row.x() + row.y()) + (row.z() + (row.id() - row.flag()));
        }
        return sum;
    }

    @Benchmark
    public double constantVarHandle_scan() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            sum += ((double) X.get(segment, 0L, i) + (double) Y.get(segment, 0L, i))
                    + ((double) Z.get(segment, 0L, i)
                            + ((long) ID.get(segment, 0L, i) - (int) FLAG.get(segment, 0L, i)));
        }
        return sum;
    }

    @Benchmark
    public double record_scanNested() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            Thing thing = things.get(i);
            Place place = thing.body().place();
            sum += (place.x() + place.y()) + (place.z() + thing.body().mass()) + (thing.id() - i);
        }
        return sum;
    }

    @Benchmark
    public double constantVarHandle_scanNested() {
        double sum = 0;
        for (long i = 0; i < Samples.ROWS; i++) {
            sum += ((double) NESTED_X.get(nested, 0L, i) + (double) NESTED_Y.get(nested, 0L, i))
                    + ((double) NESTED_Z.get(nested, 0L, i) + (double) MASS.get(nested, 0L, i))
                    + ((long) NESTED_ID.get(nested, 0L, i) - i);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(RANDOM_READS)
    public double record_randomGet() {
        double sum = 0;
        for (int i : order) {
            Row row = rows.get(i);
            sum += row.x() + row.y() + row.z();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(RANDOM_READS)
    public double constantVarHandle_randomGet() {
        double sum = 0;
        for (int i : order) {
            sum += (double) X.get(segment, 0L, (long) i)
                    + (double) Y.get(segment, 0L, (long) i)
                    + (double) Z.get(segment, 0L, (long) i);
        }
        return sum;
    }

    @Benchmark
    public MemorySegment record_set() {
        for (long i = 0; i < Samples.ROWS; i++) {
            rows.set(i, new Row(i, Samples.VALUE, Samples.VALUE, Samples.VALUE, (int) i));
        }
        return segment;
    }

    @Benchmark
    public MemorySegment constantVarHandle_set() {
        for (long i = 0; i < Samples.ROWS; i++) {
            ID.set(segment, 0L, i, i);
            X.set(segment, 0L, i, Samples.VALUE);
            Y.set(segment, 0L, i, Samples.VALUE);
            Z.set(segment, 0L, i, Samples.VALUE);
            FLAG.set(segment, 0L, i, (int) i);
        }
        return segment;
    }

    @Benchmark
    public double heapArray_stream() {
        return Arrays.stream(heap).sum();
    }

    @Benchmark
    public double record_stream() {
        return rows.stream().mapToDouble(Row::x).sum();
    }

    @Benchmark
    public double parallel_stream() {
        return rows.stream().parallel().mapToDouble(Row::x).sum();
    }
}
