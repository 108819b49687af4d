package dev.npymap.it.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;

/**
 * The peers of this run: NumPy in containers of two Debian releases; without Docker, a Python of this machine.
 *
 * <p>The environment variable {@code NPYMAP_PEER} decides otherwise: {@code docker} makes the absence of containers a
 * failure, as CI does, and {@code local} takes the Python of this machine.
 */
public final class Peers {
    private static final String WANTED = System.getenv().getOrDefault("NPYMAP_PEER", "");
    private static final List<String> SUITES = List.of("bookworm", "trixie");

    private Peers() {}

    private record Found(List<NumPyPeer> peers, List<String> problems) {}

    /** Found once for all tests, when the first one asks. */
    private static final class Holder {
        static final Found FOUND = find();
    }

    /**
     * {@return the peers, oldest NumPy first}
     *
     * @param test what is skipped, loudly, if there are none
     */
    public static List<NumPyPeer> all(Class<?> test) {
        Found found = Holder.FOUND;
        if (found.peers().isEmpty() && !WANTED.isEmpty()) {
            throw new AssertionError("NPYMAP_PEER=" + WANTED + ", but: " + String.join(" ", found.problems()));
        }
        if (found.peers().isEmpty()) {
            List<String> lines = new ArrayList<>(List.of("npymap was not compared with NumPy here."));
            lines.addAll(found.problems());
            lines.add("CONTRIBUTING.md tells how to make the images; a python3 with NumPy does too.");
            throw LoudSkip.of(test.getSimpleName(), lines);
        }
        return found.peers();
    }

    /**
     * {@return one peer, that of the newest NumPy}
     *
     * @param test what is skipped, loudly, if there is none
     */
    public static NumPyPeer newest(Class<?> test) {
        return all(test).getLast();
    }

    /**
     * {@return the images of the peers, oldest NumPy first, for a test that starts containers of its own}
     *
     * @param test what is skipped, loudly, if the peer is a Python of this machine
     */
    public static List<String> images(Class<?> test) {
        List<String> images = all(test).stream()
                .filter(ContainerPeer.class::isInstance)
                .map(peer -> ((ContainerPeer) peer).image())
                .toList();
        if (images.isEmpty()) {
            List<String> lines = new ArrayList<>(List.of("It is made of containers."));
            lines.addAll(Holder.FOUND.problems());
            lines.add("CONTRIBUTING.md tells how to make their images.");
            throw LoudSkip.of(test.getSimpleName(), lines);
        }
        return images;
    }

    private static Found find() {
        List<String> problems = new ArrayList<>();
        List<NumPyPeer> peers = switch (WANTED) {
            case "local" -> local(problems);
            case "docker" -> containers(problems);
            case "" -> {
                List<NumPyPeer> found = containers(problems);
                yield found.isEmpty() ? local(problems) : found;
            }
            default -> throw new IllegalStateException("NPYMAP_PEER=" + WANTED + ": expected docker or local");
        };
        System.err.println("npymap's peers: " + peers);
        return new Found(peers, problems);
    }

    /** All of them or none: half a comparison would look like a whole one. */
    private static List<NumPyPeer> containers(List<String> problems) {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                problems.add("No Docker engine answers.");
                return List.of();
            }
        } catch (RuntimeException e) {
            problems.add("Docker cannot be used: " + root(e));
            return List.of();
        }
        List<NumPyPeer> peers = new ArrayList<>();
        for (String suite : SUITES) {
            try {
                peers.add(ContainerPeer.start(suite));
            } catch (IOException | RuntimeException e) {
                problems.add("The container of npymap/numpy:" + suite + " does not start: " + root(e));
                return List.of();
            }
        }
        return peers;
    }

    private static List<NumPyPeer> local(List<String> problems) {
        try {
            return List.of(LocalPeer.find());
        } catch (IOException e) {
            problems.add("No python3 with NumPy is on the PATH.");
            return List.of();
        }
    }

    private static String root(Throwable e) {
        return e.getCause() == null ? e.toString() : root(e.getCause());
    }
}
