package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads of one JVM that share elements. (Processes do so in the integration tests.) */
@Tag("threads")
class AtomicThreadsTest {
    private static final int THREADS = 4;
    private static final int TIMES = 50_000;
    private static final int TURNS = 10_000;

    private static void together(List<Runnable> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Callable<Void>> calls = new ArrayList<>();
        for (Runnable task : tasks) {
            calls.add(() -> {
                start.await();
                task.run();
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<Void> result : threads.invokeAll(calls)) {
                result.get();
            }
        }
    }

    private static void times(Runnable step) throws Exception {
        Runnable task = () -> {
            for (int time = 0; time < TIMES; time++) {
                step.run();
            }
        };
        together(List.of(task, task, task, task));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<i8", ">i8"})
    void noAdditionToALongIsLost(String dtype) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            AtomicLongAccessor counts =
                    AtomicLongAccessor.of(Arrangement.ALIGNED_FIELD.place(arena, DType.of(dtype), Shape.of(3)));
            counts.set(0, 0);
            counts.set(1, Long.MAX_VALUE);
            counts.set(2, 0);

            times(() -> {
                counts.getAndAdd(0, 3);
                counts.addAndGet(1, -1L << 33);
                long old;
                do {
                    old = counts.getAcquire(2);
                } while (!counts.compareAndSet(2, old, old + (1L << 32)));
            });

            long all = (long) THREADS * TIMES;
            assertThat(counts.get(0)).isEqualTo(3 * all);
            assertThat(counts.get(1)).isEqualTo(Long.MAX_VALUE - (all << 33));
            assertThat(counts.get(2)).isEqualTo(all << 32);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<u4", ">u4"})
    void noAdditionToAnIntIsLost(String dtype) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            AtomicIntAccessor counts =
                    AtomicIntAccessor.of(Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(3)));
            counts.set(0, 0);
            counts.set(1, Integer.MAX_VALUE);
            counts.set(2, 0);

            times(() -> {
                counts.getAndAdd(0, 3);
                counts.addAndGet(1, 5);
                int seen = counts.getOpaque(2);
                for (int old; (old = counts.compareAndExchange(2, seen, seen + 7)) != seen; ) {
                    seen = old;
                }
            });

            int all = THREADS * TIMES;
            assertThat(counts.get(0)).isEqualTo(3 * all);
            assertThat(counts.get(1)).isEqualTo(Integer.MAX_VALUE + 5 * all);
            assertThat(counts.get(2)).isEqualTo(7 * all);
        }
    }

    /** Two threads take turns; each leaves plain values that the other must see whole. */
    @ParameterizedTest
    @ValueSource(strings = {"<i8", ">i8"})
    void whatWasWrittenBeforeAReleaseIsSeenAfterTheAcquire(String dtype) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            Strided turn = Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(1));
            Strided note = Arrangement.UNALIGNED.place(arena, DType.of(dtype), Shape.of(16));
            AtomicLongAccessor.of(turn).set(0, 0);

            together(List.of(() -> takeTurns(0, turn, note), () -> takeTurns(1, turn, note)));

            assertThat(AtomicLongAccessor.of(turn).get(0)).isEqualTo(TURNS);
        }
    }

    private static void takeTurns(int parity, Strided turn, Strided note) {
        AtomicLongAccessor turns = AtomicLongAccessor.of(turn);
        LongAccessor notes = LongAccessor.of(note);
        for (long time = parity; time < TURNS; time += 2) {
            for (int looks = 1; turns.getAcquire(0) != time; looks++) {
                if (looks % 1000 == 0) {
                    LockSupport.parkNanos(1); // where there are fewer processors than threads
                }
            }
            for (long i = 0; i < notes.size(); i++) {
                if (time > 0 && notes.get(i) != time - 1) {
                    throw new AssertionError("turn " + time + " found " + notes.get(i));
                }
                notes.set(i, time);
            }
            turns.setRelease(0, time + 1);
        }
    }

    /** Each value that is put in is taken out once: nobody sees one half-made. */
    @ParameterizedTest
    @ValueSource(strings = {"<i8", ">i8"})
    void exchangedValuesAreNeitherLostNorDoubled(String dtype) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            Strided elements = Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(2));
            AtomicLongAccessor cells = AtomicLongAccessor.of(elements);
            cells.set(0, 0);
            cells.set(1, 0);

            List<Runnable> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long first = thread * (long) TIMES;
                tasks.add(() -> {
                    long sum = 0;
                    for (long value = first; value < first + TIMES; value++) {
                        sum += cells.getAndSet(0, value << 16);
                    }
                    cells.getAndAdd(1, sum);
                });
            }
            together(tasks);

            long all = (long) THREADS * TIMES;
            assertThat(cells.get(1) + cells.get(0)).isEqualTo((all * (all - 1) / 2) << 16);
        }
    }
}
