package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.access.AtomicLongAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads use one array, in arenas of each kind, and one closes it under the others. */
@Tag("threads")
class ThreadsTest {
    private static final int ROWS = 5_000;
    private static final long SUM = (ROWS - 1L) * ROWS / 2;
    private static final int THREADS = 3;

    /** For each way. */
    private static final int CLOSES = 50;

    /** How often each thread maps, in each way. */
    private static final int MAPS = 15;

    private static final int MAX_NANOS = 1_000_000;
    private static final DType DTYPE = DType.of("[('n', '<i8'), ('y', '>f8'), ('a', '<i8'), ('s', 'S8')]");
    private static final ForkJoinPool POOL = new ForkJoinPool(2);

    /** How many arenas were closed under their users, in all ways. */
    private static int closed;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private Path file;

    record Row(long n, double y, String s) {}

    /** Reads or writes all rows; the result is {@link #SUM}. */
    @FunctionalInterface
    private interface Use {
        long of(NpyArray array);
    }

    /** Each way in which threads use an array. */
    enum Way {
        GET(array -> {
            LongAccessor n = array.longs("n");
            long sum = 0;
            for (long row = 0; row < n.size(); row++) {
                sum += n.get(row);
            }
            return sum;
        }),
        GET_SWAPPED(array -> {
            DoubleAccessor y = array.doubles("y");
            double sum = 0;
            for (long row = 0; row < y.size(); row++) {
                sum += y.get(row);
            }
            return (long) sum;
        }),
        SET(array -> {
            DoubleAccessor y = array.doubles("y");
            for (long row = 0; row < y.size(); row++) {
                y.set(row, (double) row);
            }
            return SUM;
        }),
        ATOMIC(array -> {
            AtomicLongAccessor a = array.atomicLongs("a");
            long sum = 0;
            for (long row = 0; row < a.size(); row++) {
                sum += a.getAndAdd(row, 0);
            }
            return sum;
        }),
        TO_ARRAY(array -> Arrays.stream(array.longs("n").toArray()).sum()),
        COPY_TO_SEGMENT(array -> {
            long[] target = new long[ROWS];
            array.longs("n").copyTo(MemorySegment.ofArray(target));
            return Arrays.stream(target).sum();
        }),
        COPY_FROM(array -> {
            double[] source = new double[ROWS];
            Arrays.setAll(source, row -> row);
            array.doubles("y").copyFrom(source, 0);
            return SUM;
        }),
        FILL(array -> {
            array.strings("s").fill("abc");
            return SUM;
        }),
        COPY_TO_ARRAY(array -> {
            array.field("n").castTo(array.field("y"));
            return SUM;
        }),
        SEGMENT(array -> {
            byte[] bytes = array.segment().toArray(ValueLayout.JAVA_BYTE);
            return bytes.length == ROWS * DTYPE.itemSize() ? SUM : bytes.length;
        }),
        SUM_UP(array -> array.longs("n").sum()),
        SUM_IN_POOL(array -> (long) array.doubles("y").sum(POOL)),
        RECORDS_GET(array -> {
            RecordAccessor<Row> records = array.records(Row.class);
            long sum = 0;
            for (long row = 0; row < records.size(); row++) {
                sum += records.get(row).n();
            }
            return sum;
        }),
        RECORDS_FOR_EACH(array -> {
            AtomicLong sum = new AtomicLong();
            array.records(Row.class).forEach(row -> sum.addAndGet((long) row.y()));
            return sum.get();
        }),
        RECORDS_PARALLEL(array -> POOL.submit(() -> array.records(Row.class).stream()
                        .parallel()
                        .mapToLong(Row::n)
                        .sum())
                .join()),
        FORCE(array -> {
            array.force();
            return SUM;
        });

        @SuppressWarnings("ImmutableEnumChecker") // none of them has a state
        private final Use use;

        Way(Use use) {
            this.use = use;
        }
    }

    @BeforeEach
    void makeFile() throws IOException {
        file = folder.resolve("shared.npy");
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.create(file, DTYPE, Shape.of(ROWS), CreateOptions.defaults(), Window.all(), arena);
            array.strings("s").fill("abc");
            for (long row = 0; row < ROWS; row++) {
                array.longs("n").set(row, row);
                array.doubles("y").set(row, (double) row);
                array.longs("a").set(row, row);
            }
        }
    }

    @AfterEach
    void stopThreads() {
        threads.close();
    }

    @AfterAll
    static void stopPool() {
        POOL.close();
        System.out.println(closed + " shared arenas closed under " + THREADS + " threads, in " + Way.values().length
                + " ways of use");
        assertThat(closed).isEqualTo(800);
    }

    private NpyArray map(Arena arena) throws IOException {
        return Npy.map(file, MapMode.READ_WRITE, Window.all(), arena);
    }

    /** {@return why a thread, which uses the array until it cannot any more, could not} */
    private static Throwable useUntilClosed(Way way, NpyArray array, CountDownLatch begun) {
        while (true) {
            try {
                assertThat(way.use.of(array)).isEqualTo(SUM);
                begun.countDown();
            } catch (RuntimeException e) {
                return e;
            }
        }
    }

    @SuppressWarnings("MustBeClosed") // what this is about
    @ParameterizedTest
    @EnumSource
    void closingASharedArenaStopsAllItsUsers(Way way) throws Exception {
        Random random = new Random(way.name().hashCode());
        for (int round = 0; round < CLOSES; round++) {
            Arena arena = Arena.ofShared();
            NpyArray array = map(arena);
            CountDownLatch begun = new CountDownLatch(THREADS);
            List<Future<Throwable>> users = new ArrayList<>();
            for (int n = 0; n < THREADS; n++) {
                users.add(threads.submit(() -> useUntilClosed(way, array, begun)));
            }
            begun.await(100, TimeUnit.SECONDS);
            TimeUnit.NANOSECONDS.sleep(random.nextInt(MAX_NANOS));
            while (!isClosed(arena)) {
                Thread.onSpinWait();
            }
            closed++;
            for (Future<Throwable> user : users) {
                assertThat(user.get(100, TimeUnit.SECONDS))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed");
            }
        }
    }

    /** Refused while a call of the JDK's holds the arena open. */
    private static boolean isClosed(Arena arena) {
        try {
            arena.close();
            return true;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("acquired");
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConfinedArenaIsForItsThreadAlone(Way way) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = map(arena);

            Future<Long> other = threads.submit(() -> way.use.of(array));
            assertThatThrownBy(other::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(WrongThreadException.class),
                            e -> assertThat(e).hasCauseInstanceOf(WrongThreadException.class));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAutomaticArenaIsForAllThreadsAsLongAsAnyOfThemKnowsTheArray(Way way) throws Exception {
        List<Future<?>> users = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            users.add(threads.submit(() -> {
                for (int time = 0; time < MAPS; time++) {
                    // Its own view of its own map, which nobody else knows: the collector may run at any time.
                    assertThat(way.use.of(map(Arena.ofAuto()).rows(0, ROWS))).isEqualTo(SUM);
                }
                return null;
            }));
        }
        while (!users.stream().allMatch(Future::isDone)) {
            System.gc();
            Thread.sleep(1);
        }
        for (Future<?> user : users) {
            user.get();
        }
    }
}
