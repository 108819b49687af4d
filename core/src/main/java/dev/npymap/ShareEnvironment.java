package dev.npymap;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds n and N in the environment that a parallel launcher gives its processes. */
final class ShareEnvironment {
    private record Launcher(String rank, String size) {
        @Override
        public String toString() {
            return rank + " and " + size;
        }
    }

    /** The nearest launcher first: an mpirun inside a Slurm job sees the variables of both. */
    private static final List<Launcher> LAUNCHERS = List.of(
            new Launcher("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
            new Launcher("PMI_RANK", "PMI_SIZE"),
            new Launcher("SLURM_PROCID", "SLURM_NTASKS"));

    private ShareEnvironment() {}

    static Window.Share share(Map<String, String> environment) {
        for (Launcher launcher : LAUNCHERS) {
            String rank = environment.get(launcher.rank());
            String size = environment.get(launcher.size());
            // Half a pair is a mistake. With a farther launcher's pair every process might be the same share.
            if ((rank == null) != (size == null)) {
                throw new IllegalStateException("no share in the environment: "
                        + (rank == null ? launcher.size() : launcher.rank()) + " is there, but "
                        + (rank == null ? launcher.rank() : launcher.size()) + " is not");
            }
            if (rank != null) {
                try {
                    return Window.share(Long.parseLong(rank), Long.parseLong(size));
                } catch (IllegalArgumentException e) {
                    throw new IllegalStateException(
                            "no share in the environment: " + launcher.rank() + "=" + rank + ", " + launcher.size()
                                    + "=" + size,
                            e);
                }
            }
        }
        throw new IllegalStateException("no share in the environment: looked for "
                + LAUNCHERS.stream().map(Launcher::toString).collect(Collectors.joining(", or ")));
    }
}
