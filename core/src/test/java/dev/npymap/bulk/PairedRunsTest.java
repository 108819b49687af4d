package dev.npymap.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.bulk.PairedRuns.Axis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedRunsTest {
    private record Run(long source, long sourceStride, long target, long targetStride, int count) {}

    private static List<Run> runs(Axis... axes) {
        List<Run> runs = new ArrayList<>();
        PairedRuns.of(1000, 2000, List.of(axes))
                .forEach((source, sourceStride, target, targetStride, count) ->
                        runs.add(new Run(source, sourceStride, target, targetStride, count)));
        return runs;
    }

    @Test
    void oneElement() {
        assertThat(runs()).containsExactly(new Run(1000, 0, 2000, 0, 1));
        assertThat(runs(new Axis(1, 5, -7))).containsExactly(new Run(1000, 0, 2000, 0, 1));
    }

    @Test
    void axesThatLieBehindOneAnotherAreOne() {
        assertThat(runs(new Axis(3, 80, 160), new Axis(10, 8, 16))).containsExactly(new Run(1000, 8, 2000, 16, 30));
        assertThat(runs(new Axis(10, 8, 16), new Axis(3, 80, 160))).containsExactly(new Run(1000, 8, 2000, 16, 30));
        assertThat(runs(new Axis(3, 80, 168), new Axis(50, 8, 16))).hasSize(3);
    }

    @Test
    void targetsAreWrittenForwards() {
        assertThat(runs(new Axis(5, 8, -8))).containsExactly(new Run(1032, -8, 1968, 8, 5));
        assertThat(runs(new Axis(5, -8, 8))).containsExactly(new Run(1000, -8, 2000, 8, 5));
    }

    @Test
    void theLongAxisIsInsideTheShortOne() {
        assertThat(runs(new Axis(100, 24, 16), new Axis(2, 8, 8)))
                .containsExactly(new Run(1000, 24, 2000, 16, 100), new Run(1008, 24, 2008, 16, 100));
    }

    @Test
    void transposesInTiles() {
        List<Run> runs = runs(new Axis(100, 8, 1600), new Axis(200, 800, 8));

        assertThat(runs).hasSize(100 * 4).first().isEqualTo(new Run(1000, 800, 2000, 8, 64));
        assertThat(runs.get(1)).isEqualTo(new Run(1008, 800, 3600, 8, 64));
        assertThat(runs.stream().mapToInt(Run::count).sum()).isEqualTo(20_000);
        assertThat(runs.stream().map(Run::target).distinct()).hasSize(400);
    }

    @Test
    void noRunIsLongerThanAnIntCounts() {
        List<Run> runs = runs(new Axis(5_000_000_000L, 3, 2));

        assertThat(runs.stream().mapToLong(Run::count).sum()).isEqualTo(5_000_000_000L);
        for (int i = 1; i < runs.size(); i++) {
            Run before = runs.get(i - 1);
            assertThat(runs.get(i).source()).isEqualTo(before.source + 3L * before.count);
            assertThat(runs.get(i).target()).isEqualTo(before.target + 2L * before.count);
        }
    }
}
