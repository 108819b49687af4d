package dev.npymap.it.peer;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;

/**
 * A container for one program that shares files with others. It sees JDK, library and this module's {@code target} under the
 * paths that they have here; it can be killed, and started again.
 */
public final class WorkerContainer implements AutoCloseable {
    private static final long LONGEST_SECONDS = 300;

    private final String host;
    private final GenericContainer<?> container;

    private WorkerContainer(String host, GenericContainer<?> container) {
        this.host = host;
        this.container = container;
    }

    /** What a program left. */
    public record Exit(int code, boolean isOutOfMemory, String log) {
        /** {@return what it printed, to either stream}, unless it failed. */
        public String success() {
            if (code != 0 || isOutOfMemory) {
                throw new AssertionError(
                        "exit code " + code + (isOutOfMemory ? ", killed for want of memory" : "") + "\n" + log);
            }
            return log;
        }
    }

    /**
     * Starts a program.
     *
     * @param image one of {@link Peers#images}
     * @param host the container's host name
     * @param memory what it may use of memory, page cache included, in bytes; 0 leaves it unlimited
     * @param line the command line
     */
    public static WorkerContainer start(String image, String host, long memory, List<String> line) throws IOException {
        GenericContainer<?> container = Containers.of(
                image,
                readable(),
                create -> {
                    create.withHostName(host);
                    if (memory > 0) {
                        // No swap beyond it.
                        create.getHostConfig().withMemory(memory).withMemorySwap(memory);
                    }
                },
                line);
        container.start();
        return new WorkerContainer(host, container);
    }

    private static List<Path> readable() throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        List<Path> readable = new ArrayList<>(List.of(
                jdk,
                Path.of(System.getProperty("npymap.core.jar")).toAbsolutePath().normalize()));
        // Debian's JDK has its settings in /etc.
        try (Stream<Path> files = Files.walk(jdk)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
                if (!target.startsWith(jdk) && Files.exists(target)) {
                    readable.add(target);
                }
            }
        }
        return readable.stream().distinct().toList();
    }

    /** {@return the container's host name} */
    public String host() {
        return host;
    }

    private DockerClient client() {
        return container.getDockerClient();
    }

    /** Kills it, as {@code docker kill} does, and waits until it is dead. */
    public void kill() {
        client().killContainerCmd(container.getContainerId()).exec();
        awaitExitCode();
    }

    /** Starts the program again, which has ended. */
    public void restart() {
        client().startContainerCmd(container.getContainerId()).exec();
    }

    /** {@return what the program left, when it has ended} */
    public Exit await() {
        int code = awaitExitCode();
        InspectContainerResponse response =
                client().inspectContainerCmd(container.getContainerId()).exec();
        return new Exit(code, Boolean.TRUE.equals(response.getState().getOOMKilled()), container.getLogs());
    }

    private int awaitExitCode() {
        return client().waitContainerCmd(container.getContainerId())
                .start()
                .awaitStatusCode(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** Removes it, alive or dead. */
    @Override
    public void close() {
        container.close();
    }
}
