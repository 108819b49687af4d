package dev.npymap.it.fault;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.npymap.access.AtomicIntAccessor;
import dev.npymap.access.AtomicLongAccessor;
import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.ComplexAccessor;
import dev.npymap.access.DatetimeAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.LongDoubleAccessor;
import dev.npymap.access.StringAccessor;
import dev.npymap.it.fault.AccessTarget.Row;
import dev.npymap.record.RecordAccessor;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/**
 * Each way in which npymap touches the bytes of a map; each touches all pages. Those that write come first. Some have a loop
 * of their own, which is compiled with the access in it.
 */
enum Access {
    LONGS_SET(t -> {
        LongAccessor a = t.dense().longs();
        for (long i = 0; i < a.size(); i++) {
            a.set(i, i);
        }
        return 0;
    }),
    LONGS_SET_STRIDED(t -> {
        LongAccessor a = t.rows().longs("m");
        return each(a.size(), i -> a.set(i, i));
    }),
    DOUBLES_SET_STRIDED(t -> {
        DoubleAccessor a = t.rows().doubles("y");
        for (long i = 0; i < a.size(); i++) {
            a.set(i, 1.5);
        }
        return 0;
    }),
    HALFS_SET(t -> {
        HalfAccessor a = t.rows().halfs("h");
        return each(a.size(), i -> a.set(i, 1.5f));
    }),
    LONG_DOUBLES_SET(t -> {
        LongDoubleAccessor a = t.rows().longDoubles("l");
        return each(a.size(), i -> a.set(i, 1.5));
    }),
    COMPLEXES_SET(t -> {
        ComplexAccessor a = t.rows().complexes("c");
        return each(a.size(), i -> a.set(i, 1.5, 2.5));
    }),
    BOOLEANS_SET(t -> {
        BooleanAccessor a = t.rows().booleans("b");
        return each(a.size(), i -> a.set(i, true));
    }),
    DATETIMES_SET(t -> {
        DatetimeAccessor a = t.rows().datetimes("t");
        return each(a.size(), i -> a.setInstant(i, Instant.EPOCH));
    }),
    STRINGS_SET_S(t -> {
        StringAccessor a = t.rows().strings("s");
        return each(a.size(), i -> a.set(i, "abc"));
    }),
    STRINGS_SET_U(t -> {
        StringAccessor a = t.rows().strings("u");
        return each(a.size(), i -> a.set(i, "abc"));
    }),
    RAW_BYTES_SET(t -> {
        BytesAccessor a = t.rows().rawBytes("v");
        byte[] value = {1, 2, 3, 4, 5, 6, 7, 8};
        return each(a.size(), i -> a.set(i, value));
    }),
    RECORDS_SET(t -> {
        RecordAccessor<Row> a = t.records();
        Row row = new Row(1, 2, "abc");
        for (long i = 0; i < a.size(); i++) {
            a.set(i, row);
        }
        return 0;
    }),
    ATOMIC_SET(t -> {
        AtomicLongAccessor a = t.dense().atomicLongs();
        return each(a.size(), i -> a.set(i, i));
    }),
    ATOMIC_SET_RELEASE(t -> {
        AtomicLongAccessor a = t.dense().atomicLongs();
        return each(a.size(), i -> a.setRelease(i, i));
    }),
    ATOMIC_SET_OPAQUE(t -> {
        AtomicIntAccessor a = t.rows().atomicInts("i");
        return each(a.size(), i -> a.setOpaque(i, 1));
    }),
    ATOMIC_GET_AND_ADD(t -> {
        AtomicLongAccessor a = t.dense().atomicLongs();
        for (long i = 0; i < a.size(); i++) {
            a.getAndAdd(i, 1);
        }
        return 0;
    }),
    ATOMIC_ADD_AND_GET_SWAPPED(t -> {
        AtomicLongAccessor a = t.rows().atomicLongs("m");
        return each(a.size(), i -> a.addAndGet(i, 1));
    }),
    ATOMIC_GET_AND_SET(t -> {
        AtomicLongAccessor a = t.dense().atomicLongs();
        return each(a.size(), i -> a.getAndSet(i, i));
    }),
    ATOMIC_COMPARE_AND_SET(t -> {
        AtomicLongAccessor a = t.dense().atomicLongs();
        return each(a.size(), i -> a.compareAndSet(i, a.get(i), i));
    }),
    ATOMIC_COMPARE_AND_SET_UNREAD(t -> {
        AtomicLongAccessor a = t.rows().atomicLongs("a");
        return each(a.size(), i -> a.compareAndSet(i, 0, 0));
    }),
    ATOMIC_COMPARE_AND_EXCHANGE_UNREAD(t -> {
        AtomicIntAccessor a = t.rows().atomicInts("j");
        return each(a.size(), i -> a.compareAndExchange(i, 0, 0));
    }),
    LONGS_FILL(t -> {
        t.dense().longs().fill(7);
        return 0;
    }),
    DOUBLES_FILL_STRIDED(t -> {
        t.rows().doubles("x").fill(7);
        return 0;
    }),
    HALFS_FILL(t -> {
        t.rows().halfs("h").fill(7);
        return 0;
    }),
    LONGS_COPY_FROM_ARRAY(t -> {
        t.dense().longs().copyFrom(t.longs(), 0);
        return 0;
    }),
    LONGS_COPY_FROM_SEGMENT(t -> {
        t.dense().longs().copyFrom(t.heap().dense().segment());
        return 0;
    }),
    LONGS_COPY_FROM_ARRAY_STRIDED(t -> {
        t.rows().longs("m").copyFrom(t.longs(), 0);
        return 0;
    }),
    ARRAY_IS_COPIED_TO(t -> {
        t.heap().dense().copyTo(t.dense());
        return 0;
    }),
    STRUCTS_ARE_COPIED_TO(t -> {
        t.heap().rows().copyTo(t.rows());
        return 0;
    }),
    FIELD_IS_COPIED_TO_SWAPPED(t -> {
        t.heap().rows().field("n").copyTo(t.rows().field("m"));
        return 0;
    }),
    FIELD_IS_CAST_TO(t -> {
        t.heap().rows().field("n").castTo(t.rows().field("y"));
        return 0;
    }),
    SEGMENT_FILL(t -> {
        t.dense().segment().fill((byte) 1);
        return 0;
    }),
    SEGMENT_COPY(t -> {
        MemorySegment.copy(
                t.longs(), 0, t.dense().segment(), JAVA_LONG, 0, (int) t.dense().rows());
        return 0;
    }),
    LONGS_GET(t -> {
        LongAccessor a = t.dense().longs();
        long sum = 0;
        for (long i = 0; i < a.size(); i++) {
            sum += a.get(i);
        }
        return sum;
    }),
    INTS_GET(t -> {
        IntAccessor a = t.rows().ints("i");
        int sum = 0;
        for (long i = 0; i < a.size(); i++) {
            sum += a.get(i);
        }
        return sum;
    }),
    INTS_GET_WIDENED(t -> {
        IntAccessor a = t.rows().ints("i");
        long sum = 0;
        for (long i = 0; i < a.size(); i++) {
            sum += a.get(i);
        }
        return sum;
    }),
    DOUBLES_GET_STRIDED(t -> {
        DoubleAccessor a = t.rows().doubles("y");
        long sum = 0;
        for (long i = 0; i < a.size(); i++) {
            sum += (long) a.get(i);
        }
        return sum;
    }),
    HALFS_GET(t -> {
        HalfAccessor a = t.rows().halfs("h");
        return sum(a.size(), i -> (long) a.get(i));
    }),
    LONG_DOUBLES_GET(t -> {
        LongDoubleAccessor a = t.rows().longDoubles("l");
        return sum(a.size(), i -> (long) a.get(i));
    }),
    COMPLEXES_GET(t -> {
        ComplexAccessor a = t.rows().complexes("c");
        return sum(a.size(), i -> (long) a.im(i));
    }),
    BOOLEANS_GET(t -> {
        BooleanAccessor a = t.rows().booleans("b");
        return sum(a.size(), i -> a.get(i) ? 1 : 0);
    }),
    DATETIMES_GET(t -> {
        DatetimeAccessor a = t.rows().datetimes("t");
        return sum(a.size(), i -> a.getInstant(i).getEpochSecond());
    }),
    STRINGS_GET_S(t -> {
        StringAccessor a = t.rows().strings("s");
        return sum(a.size(), i -> a.get(i).length());
    }),
    STRINGS_GET_U(t -> {
        StringAccessor a = t.rows().strings("u");
        return sum(a.size(), i -> a.get(i).length());
    }),
    STRINGS_TO_ARRAY(t -> t.rows().strings("u").toArray().length),
    RAW_BYTES_GET(t -> {
        BytesAccessor a = t.rows().rawBytes("v");
        return sum(a.size(), i -> a.get(i).length);
    }),
    RECORDS_GET(t -> {
        RecordAccessor<Row> a = t.records();
        long sum = 0;
        for (long i = 0; i < a.size(); i++) {
            sum += a.get(i).n();
        }
        return sum;
    }),
    RECORDS_FOR_EACH(t -> {
        long[] sum = new long[1];
        t.records().forEach(row -> sum[0] += row.n() + row.s().length());
        return sum[0];
    }),
    RECORDS_STREAM(t -> t.records().stream().mapToLong(Row::n).sum()),
    RECORDS_STREAM_PARALLEL(
            t -> t.records().stream().parallel().mapToLong(Row::n).sum()),
    ATOMIC_GET(t -> {
        AtomicLongAccessor a = t.dense().atomicLongs();
        return sum(a.size(), a::get);
    }),
    ATOMIC_GET_ACQUIRE(t -> {
        AtomicLongAccessor a = t.rows().atomicLongs("m");
        return sum(a.size(), a::getAcquire);
    }),
    ATOMIC_GET_OPAQUE(t -> {
        AtomicIntAccessor a = t.rows().atomicInts("i");
        return sum(a.size(), i -> a.getOpaque(i) == 7 ? 1 : 0);
    }),
    LONGS_TO_ARRAY(t -> Arrays.stream(t.dense().longs().toArray()).sum()),
    LONGS_TO_ARRAY_STRIDED(t -> Arrays.stream(t.rows().longs("m").toArray()).sum()),
    LONGS_COPY_TO_SEGMENT(t -> {
        t.dense().longs().copyTo(t.heap().dense().segment());
        return 0;
    }),
    ARRAY_COPY_TO(t -> {
        t.dense().copyTo(t.heap().dense());
        return 0;
    }),
    STRUCTS_COPY_TO(t -> {
        t.rows().copyTo(t.heap().rows());
        return 0;
    }),
    FIELD_COPY_TO_SWAPPED(t -> {
        t.rows().field("m").copyTo(t.heap().rows().field("n"));
        return 0;
    }),
    FIELD_CAST_TO(t -> {
        t.rows().field("y").castTo(t.heap().rows().field("n"));
        return 0;
    }),
    LONGS_SUM(t -> t.dense().longs().sum()),
    LONGS_SUM_IN_POOL(t -> t.dense().longs().sum(ForkJoinPool.commonPool())),
    INTS_SUM(t -> t.rows().ints("i").sum()),
    INTS_CAST_TO(t -> {
        t.rows().field("i").castTo(t.heap().rows().field("n"));
        return 0;
    }),
    LONGS_MIN_STRIDED(t -> t.rows().longs("m").min()),
    DOUBLES_SUM_STRIDED(t -> (long) t.rows().doubles("x").sum()),
    DOUBLES_SUM_IN_POOL(t -> (long) t.rows().doubles("x").sum(ForkJoinPool.commonPool())),
    DOUBLES_MAX(t -> (long) t.rows().doubles("y").max()),
    DOUBLES_COUNT_NAN(t -> t.rows().doubles("x").countNaN()),
    HALFS_SUM(t -> (long) t.rows().halfs("h").sum());

    static final Set<Access> WRITES = EnumSet.range(LONGS_SET, SEGMENT_COPY);

    /**
     * What calls a function without a guard in HotSpot (JDK 25), unless C2 compiled it. A read before it finds a page that is
     * gone, but not one that can be read and not written.
     */
    static final Set<Access> READ_MODIFY_WRITES = EnumSet.range(ATOMIC_GET_AND_ADD, ATOMIC_COMPARE_AND_EXCHANGE_UNREAD);

    /** What C2 (JDK 25, x86-64) makes one instruction of, MOVSXD from memory, that HotSpot cannot step over after a fault. */
    static final Set<Access> WIDENED_INTS = EnumSet.of(INTS_GET_WIDENED);

    @FunctionalInterface
    private interface Step {
        long run(AccessTarget target);
    }

    @FunctionalInterface
    private interface AtIndex {
        void run(long i);
    }

    @FunctionalInterface
    private interface LongAtIndex {
        long of(long i);
    }

    @SuppressWarnings("ImmutableEnumChecker") // none of them has a state
    private final Step step;

    Access(Step step) {
        this.step = step;
    }

    long run(AccessTarget target) {
        return step.run(target);
    }

    private static long each(long size, AtIndex body) {
        for (long i = 0; i < size; i++) {
            body.run(i);
        }
        return 0;
    }

    private static long sum(long size, LongAtIndex body) {
        long sum = 0;
        for (long i = 0; i < size; i++) {
            sum += body.of(i);
        }
        return sum;
    }
}
