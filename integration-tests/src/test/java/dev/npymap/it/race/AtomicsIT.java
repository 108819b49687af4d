package dev.npymap.it.race;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many processes share elements of one mapped file. */
class AtomicsIT {
    /** Counters of both sizes and byte orders, among bytes that are nobody's. */
    private static final DType DTYPE = DType.of("[('ready', '<i8'), ('flag', '|u1'), ('', '|V7'),"
            + " ('counts', [('added', '<i8'), ('', '|V8'), ('swapped', '>u8'), ('compared', '<i4'), ('exchanged', '>i4')]),"
            + " ('name', '|S8')]");

    /** By C2, as in a program that runs for long. */
    private static final List<String> OPTIMISED = List.of("-XX:TieredStopAtLevel=4");

    @TempDir
    private Path folder;

    private List<Running> start(int processes, Class<?> program, Object... arguments) throws IOException {
        List<Running> running = new ArrayList<>();
        for (int n = 0; n < processes; n++) {
            running.add(JavaProgram.of(OPTIMISED, program, folder, arguments).start());
        }
        return running;
    }

    @ParameterizedTest
    @CsvSource({"8, 200000", "2, 1000000"})
    void noIncrementIsLost(int processes, int times) throws Exception {
        Path file = folder.resolve("counters.npy");
        Npy.allocate(file, DTYPE, Shape.of(3), CreateOptions.defaults());

        for (Running process : start(processes, Adder.class, file, processes, times)) {
            process.await().success();
        }

        long all = (long) processes * times;
        NpyArray array = Npy.map(file, MapMode.READ_WRITE, Window.all());
        assertThat(array.longs("ready").get(1)).isEqualTo(processes);
        assertThat(array.longs("counts.added").get(1)).isEqualTo(all);
        assertThat(array.longs("counts.swapped").get(1)).isEqualTo(all);
        assertThat(array.ints("counts.compared").get(1)).isEqualTo((int) all);
        assertThat(array.ints("counts.exchanged").get(1)).isEqualTo((int) all);
        clearCounters(array);
        assertThat(array.segment().toArray(JAVA_BYTE))
                .as("the bytes around them")
                .containsOnly((byte) 0);
    }

    private static void clearCounters(NpyArray array) {
        array.longs("ready").set(1, 0);
        array.longs("counts.added").set(1, 0);
        array.longs("counts.swapped").set(1, 0);
        array.ints("counts.compared").set(1, 0);
        array.ints("counts.exchanged").set(1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<i8", ">i8"})
    void whatWasWrittenBeforeAReleaseIsSeenAfterTheAcquire(String dtype) throws Exception {
        int times = 20_000;
        Path turns = folder.resolve("turns.npy");
        Path values = folder.resolve("values.npy");
        Npy.allocate(turns, DType.of(dtype), Shape.of(1), CreateOptions.defaults());
        Npy.allocate(values, DType.of(dtype), Shape.of(100), CreateOptions.defaults());

        List<Running> players = new ArrayList<>(start(1, TurnTaker.class, turns, values, 0, times));
        players.addAll(start(1, TurnTaker.class, turns, values, 1, times));
        for (Running player : players) {
            player.await().success();
        }

        assertThat(Npy.map(turns).longs().get(0)).isEqualTo(times);
        assertThat(Npy.map(values).longs().toArray()).containsOnly(times);
    }
}
