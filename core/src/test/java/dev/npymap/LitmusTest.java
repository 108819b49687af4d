package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What two threads see of each other through the atomic accessors, half a million times each for both sizes, both byte orders,
 * one map of a file and two of them: four million for each litmus test.
 */
@Tag("threads")
class LitmusTest {
    /** Pairs of elements, which the threads go through side by side. */
    private static final int PAIRS = 10_000;

    private static final int ROUNDS = 50;

    /** After so many pairs the one who is ahead waits for the other. */
    private static final int STRIDE = 20;

    /** How often more it is tried until the threads are seen to meet, where a machine is busy. */
    private static final int MAX_REPEATS = 50;

    private static final int LOOKS = 300;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void noOutcomeIsForbidden(Litmus litmus) throws Exception {
        TreeMap<String, Long> outcomes = new TreeMap<>();
        for (String dtype : new String[] {"<i8", ">i8", "<i4", ">i4"}) {
            for (int maps = 1; maps <= 2; maps++) {
                Map<String, Long> seen = run(litmus, dtype, maps);
                assertThat(seen.values().stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(500_000);
                assertThat(litmus.allowed)
                        .as("%s of %s, maps: %d: %s", litmus, dtype, maps, seen)
                        .containsAll(seen.keySet());
                seen.forEach((outcome, times) -> outcomes.merge(outcome, times, Long::sum));
            }
        }
        for (int repeat = 0; litmus == Litmus.STORES_BY_RELEASE && !outcomes.containsKey("00"); repeat++) {
            assertThat(repeat).as("the threads never met: %s", outcomes).isLessThan(MAX_REPEATS);
            run(litmus, "<i8", 1).forEach((outcome, times) -> outcomes.merge(outcome, times, Long::sum));
        }
        System.out.println(litmus + ": " + outcomes);
    }

    private Map<String, Long> run(Litmus litmus, String dtype, int maps) throws Exception {
        Path file = folder.resolve("cells.npy");
        Npy.allocate(
                file,
                DType.of(dtype),
                Shape.of(2 * PAIRS),
                CreateOptions.defaults().replace());
        try (Arena arena = Arena.ofShared()) {
            NpyArray one = map(file, arena);
            NpyArray other = maps == 1 ? one : map(file, arena);
            Player first = new Player(litmus.first, one);
            Player second = new Player(litmus.second, other);
            first.other = second;
            second.other = first;
            CompletableFuture<Void> opponent = CompletableFuture.runAsync(
                    () -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            second.play();
                        }
                    },
                    task -> Thread.ofPlatform().start(task));
            TreeMap<String, Long> outcomes = new TreeMap<>();
            Cell all = Cell.of(one);
            for (int round = 0; round < ROUNDS; round++) {
                for (all.at = 0; all.at < 2 * PAIRS; all.at++) {
                    all.set(0);
                }
                first.play();
                second.await(first.place.get());
                count(first, second, outcomes);
            }
            opponent.get(100, TimeUnit.SECONDS);
            return outcomes;
        }
    }

    private static NpyArray map(Path file, Arena arena) throws IOException {
        return Npy.map(file, MapMode.READ_WRITE, Window.all(), arena);
    }

    private static void count(Player first, Player second, Map<String, Long> outcomes) {
        long[] counts = new long[100];
        for (int pair = 0; pair < PAIRS; pair++) {
            counts[10 * first.seen[pair] + second.seen[pair]]++;
        }
        for (int outcome = 0; outcome < counts.length; outcome++) {
            if (counts[outcome] > 0) {
                outcomes.merge("%02d".formatted(outcome), counts[outcome], Long::sum);
            }
        }
    }

    /** One thread's part, for each pair of elements. */
    private static final class Player {
        private final Litmus.Actor actor;
        private final Cell x;
        private final Cell y;
        private final byte[] seen = new byte[PAIRS];
        private Player other;

        /** How many rounds it has begun and ended, and strides it has begun. */
        private final AtomicLong place = new AtomicLong();

        Player(Litmus.Actor actor, NpyArray array) {
            this.actor = actor;
            this.x = Cell.of(array);
            this.y = Cell.of(array);
        }

        /** Goes through the pairs beside the other. Two elements of a pair are in other cache lines, but for a few pairs. */
        void play() {
            // All elements are 0 when both are here.
            other.await(place.incrementAndGet());
            for (int pair = 0; pair < PAIRS; pair++) {
                if (pair % STRIDE == 0) {
                    other.awaitBriefly(place.incrementAndGet());
                }
                x.at = pair;
                y.at = 2L * PAIRS - 1 - pair;
                seen[pair] = (byte) actor.act(x, y);
            }
            place.incrementAndGet();
        }

        void await(long wanted) {
            while (!awaitBriefly(wanted)) {
                LockSupport.parkNanos(1);
            }
        }

        /** Not for long: where there are fewer processors than threads, the other may not be running at all. */
        boolean awaitBriefly(long wanted) {
            for (int looks = 0; looks < LOOKS; looks++) {
                if (place.get() >= wanted) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
        }
    }
}
