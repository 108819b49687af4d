package dev.npymap.it.process;

import dev.npymap.it.peer.LoudSkip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Open MPI's {@code mpirun}. The environment variable {@code NPYMAP_REQUIRE_MPI=1} makes its absence a failure, as CI does.
 */
public final class Mpi {
    private Mpi() {}

    /** Skips the test, loudly, where there is no mpirun. */
    public static void require(String test) {
        boolean present = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mpirun")));
        if (!present && "1".equals(System.getenv("NPYMAP_REQUIRE_MPI"))) {
            throw new AssertionError("NPYMAP_REQUIRE_MPI=1, but there is no mpirun on the PATH");
        }
        if (!present) {
            throw LoudSkip.of(test, List.of("There is no mpirun on the PATH; Debian has one in openmpi-bin."));
        }
    }

    /** {@return a command with what mpirun wants}: as root, and for more processes than there are processors. */
    public static Command settings(Command command) {
        return command.with("OMPI_ALLOW_RUN_AS_ROOT", "1")
                .with("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")
                .with("OMPI_MCA_rmaps_base_oversubscribe", "1");
    }
}
