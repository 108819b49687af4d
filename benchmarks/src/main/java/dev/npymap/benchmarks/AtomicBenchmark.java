package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.AtomicLongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;

/** What does an atomic operation on a mapped field cost, without contention? */
public class AtomicBenchmark extends FolderState {
    static final long VALUE = 7;
    static final long ROW = 5;
    static final int STATE = 8;
    static final int STRUCT_BYTES = 16;
    private static final int COUNTER = 0;
    private static final StructType STRUCT = DType.struct()
            .field("counter", DType.INT64)
            .field("state", DType.INT64)
            .build();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private long row = ROW;
    private final AtomicLong heapCounter = new AtomicLong();
    private final AtomicLong heapState = new AtomicLong(VALUE);
    private AtomicLongAccessor counter;
    private AtomicLongAccessor state;
    private MemorySegment segment;

    /** The counter of the VarHandle has a row of its own. */
    private long otherRow = ROW + 1;

    /** Creates a benchmark. */
    public AtomicBenchmark() {}

    @Override
    void prepare(Path folder) throws IOException {
        NpyArray struct = Npy.create(folder.resolve("atomic.npy"), STRUCT, Shape.of(100));
        counter = struct.atomicLongs("counter");
        state = struct.atomicLongs("state");
        segment = struct.segment();
        for (long i = 0; i < struct.rows(); i++) {
            state.set(i, VALUE);
        }
    }

    @Benchmark
    public long atomicLong_get() {
        return heapState.get();
    }

    @Benchmark
    public long accessor_get() {
        return state.get(row);
    }

    @Benchmark
    public long constantVarHandle_get() {
        return (long) LONG.getVolatile(segment, row * STRUCT_BYTES + STATE);
    }

    @Benchmark
    public AtomicLong atomicLong_set() {
        heapState.set(VALUE);
        return heapState;
    }

    @Benchmark
    public AtomicLongAccessor accessor_set() {
        state.set(row, VALUE);
        return state;
    }

    @Benchmark
    public MemorySegment constantVarHandle_set() {
        LONG.setVolatile(segment, row * STRUCT_BYTES + STATE, VALUE);
        return segment;
    }

    @Benchmark
    public long atomicLong_getAndAdd() {
        return heapCounter.getAndAdd(1);
    }

    @Benchmark
    public long accessor_getAndAdd() {
        return counter.getAndAdd(row, 1);
    }

    @Benchmark
    public long constantVarHandle_getAndAdd() {
        return (long) LONG.getAndAdd(segment, otherRow * STRUCT_BYTES + COUNTER, 1L);
    }

    @Benchmark
    public boolean atomicLong_compareAndSet() {
        return heapState.compareAndSet(VALUE, VALUE);
    }

    @Benchmark
    public boolean accessor_compareAndSet() {
        return state.compareAndSet(row, VALUE, VALUE);
    }

    @Benchmark
    public boolean constantVarHandle_compareAndSet() {
        return LONG.compareAndSet(segment, row * STRUCT_BYTES + STATE, VALUE, VALUE);
    }
}
