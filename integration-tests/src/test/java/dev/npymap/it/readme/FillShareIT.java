package dev.npymap.it.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.process.Command;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.Mpi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed's own scenario: N processes fill one file with the README's worker, each its share; NumPy checks every element. */
class FillShareIT {
    /** No multiple of the number of processes. */
    private static final long ROWS = 100_003;

    @TempDir(factory = PeerFolder.class)
    private Path folder;

    private Path classes;

    @BeforeEach
    void compileTheWorkerAndPreallocate() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
        JavaSnippet.of(Readme.block("FillShare").text(), Readme.imports()).compile(Readme.CORE_JAR, classes);
        DType dtype = DType.struct()
                .field("id", DType.INT64)
                .field("x", DType.FLOAT64)
                .build();
        Npy.allocate(folder.resolve("big.npy"), dtype, Shape.of(ROWS), CreateOptions.defaults());
    }

    @Test
    void processesThatAreTold() throws Exception {
        int processes = 4;
        List<Running> running = new ArrayList<>();
        for (int n = 0; n < processes; n++) {
            running.add(worker(Integer.toString(n), Integer.toString(processes)).start());
        }

        for (Running process : running) {
            process.await().success();
        }

        assertNumPyFindsEveryRow();
    }

    @Test
    void aShareThatIsMissingStaysZero() throws Exception {
        for (String n : List.of("0", "2")) {
            worker(n, "3").run().success();
        }

        String zeros =
                Peers.newest(getClass()).run("fill_share.py", folder, "big.npy").strip();

        assertThat(zeros).isEqualTo("33335 66669");
    }

    @Test
    void mpirunTellsItsProcesses() throws Exception {
        Mpi.require(getClass().getSimpleName());

        Mpi.settings(Command.of(folder, mpiLine())).run().success();

        assertNumPyFindsEveryRow();
    }

    @Test
    void withoutALauncherTheWorkerSaysWhatItLookedFor() throws Exception {
        Command.Result result =
                Command.java(folder, "-cp", classPath(), "FillShare", "big.npy").run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("no share in the environment: looked for OMPI_COMM_WORLD_RANK and OMPI_COMM_WORLD_SIZE");
    }

    private Command worker(String n, String of) {
        return Command.java(folder, "-cp", classPath(), "FillShare", "big.npy", n, of);
    }

    private String[] mpiLine() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new String[] {"mpirun", "-n", "4", java, "-cp", classPath(), "FillShare", "big.npy"};
    }

    private String classPath() {
        return Readme.CORE_JAR + ":" + classes;
    }

    private void assertNumPyFindsEveryRow() throws IOException {
        String report =
                Peers.newest(getClass()).run("fill_share.py", folder, "big.npy").strip();
        assertThat(report).as("rows that are not filled, from and to").isEqualTo("none");
    }
}
