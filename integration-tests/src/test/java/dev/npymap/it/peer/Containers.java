package dev.npymap.it.peer;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** How containers are made here: without a network, and with this module's {@code target} under its own path. */
final class Containers {
    private Containers() {}

    /**
     * {@return a container that has not been started}
     *
     * @param image exists
     * @param readable what it may read besides, under the paths that it has here
     * @param more what else is wanted of it
     * @param line its program
     */
    static GenericContainer<?> of(
            String image, List<Path> readable, Consumer<CreateContainerCmd> more, List<String> line)
            throws IOException {
        // Files that a container makes belong to whoever runs the tests, who deletes them.
        String user = Files.getAttribute(NumPyPeer.TARGET, "unix:uid") + ":"
                + Files.getAttribute(NumPyPeer.TARGET, "unix:gid");
        Bind[] binds = Stream.concat(
                        Stream.of(bind(NumPyPeer.TARGET, AccessMode.rw)),
                        readable.stream().map(path -> bind(path, AccessMode.ro)))
                .toArray(Bind[]::new);
        return new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false)
                .withNetworkMode("none")
                .withCommand(line.toArray(String[]::new))
                .withCreateContainerCmdModifier(create -> {
                    // Not withFileSystemBind: its check of the mount pulls an image.
                    create.getHostConfig().withBinds(binds);
                    create.withUser(user);
                    more.accept(create);
                });
    }

    private static Bind bind(Path path, AccessMode mode) {
        return new Bind(path.toString(), new Volume(path.toString()), mode);
    }
}
