package dev.npymap;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds n and N in the environment that a parallel launcher gives its processes. */
final class ShareEnvironment {
    private record Launcher(String rank, String size) {
        @Override
        public String toString() {
            return rank + " and " + size;
        }
    }

    /** The nearest launcher first: an mpirun inside a Slurm job sees the variables of both. */
    private static final Launcher[] LAUNCHERS = {
        new Launcher("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
        new Launcher("PMI_RANK", "PMI_SIZE"),
        new Launcher("SLURM_PROCID", "SLURM_NTASKS")
    };

    /** What Kubernetes gives the pods of an indexed job; none of its variables tells how many there are. */
    private static final String INDEX = "JOB_COMPLETION_INDEX";

    private static final String NONE = "no share in the environment: ";

    private ShareEnvironment() {}

    static Window.Share share(Map<String, String> environment) {
        return launched(environment)
                .orElseThrow(() -> environment.containsKey(INDEX)
                        ? new IllegalStateException(NONE + INDEX
                                + " is there, and no variable that tells how many indices there are: give N")
                        : new IllegalStateException(NONE + "looked for " + names()));
    }

    static Window.Share share(Map<String, String> environment, long of) {
        if (of < 1) {
            throw new IllegalArgumentException("a share of " + of);
        }
        Optional<Window.Share> launched = launched(environment);
        if (launched.isPresent()) {
            if (launched.get().of() != of) {
                throw new IllegalStateException(
                        "expected a share of " + of + ", found " + found(environment) + " in the environment");
            }
            return launched.get();
        }
        String index = environment.get(INDEX);
        if (index == null) {
            throw new IllegalStateException(NONE + "looked for " + names() + ", or " + INDEX);
        }
        try {
            return Window.share(Long.parseLong(index), of);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(NONE + INDEX + "=" + index + ", and N is " + of, e);
        }
    }

    private static Optional<Window.Share> launched(Map<String, String> environment) {
        for (Launcher launcher : LAUNCHERS) {
            String rank = environment.get(launcher.rank());
            String size = environment.get(launcher.size());
            // Half a pair is a mistake. With a farther launcher's pair every process might be the same share.
            if ((rank == null) != (size == null)) {
                throw new IllegalStateException(NONE + (rank == null ? launcher.size() : launcher.rank())
                        + " is there, but " + (rank == null ? launcher.rank() : launcher.size()) + " is not");
            }
            if (rank != null) {
                try {
                    return Optional.of(Window.share(Long.parseLong(rank), Long.parseLong(size)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalStateException(NONE + found(launcher, environment), e);
                }
            }
        }
        return Optional.empty();
    }

    private static String found(Map<String, String> environment) {
        return Stream.of(LAUNCHERS)
                .filter(launcher -> environment.containsKey(launcher.rank()))
                .map(launcher -> found(launcher, environment))
                .findFirst()
                .orElseThrow();
    }

    private static String found(Launcher launcher, Map<String, String> environment) {
        return launcher.rank() + "=" + environment.get(launcher.rank()) + ", " + launcher.size() + "="
                + environment.get(launcher.size());
    }

    private static String names() {
        return Stream.of(LAUNCHERS).map(Launcher::toString).collect(Collectors.joining(", or "));
    }
}
