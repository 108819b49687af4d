package dev.npymap.it.peer;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;

/** One container for the whole run, without a network. */
final class ContainerPeer extends NumPyPeer {
    /** A container whose tests were killed ends after so many seconds; else Testcontainers removes it at the JVM's end. */
    private static final String LONGEST_RUN = "3600";

    private final String image;
    private final GenericContainer<?> container;

    private ContainerPeer(String image, GenericContainer<?> container) {
        super(image);
        this.image = image;
        this.container = container;
    }

    /** {@return the peer in {@code npymap/numpy:suite}, an image that {@code docker/build-image} or the Dockerfile made} */
    @SuppressWarnings("resource") // lives as long as this JVM
    static ContainerPeer start(String suite) throws IOException {
        String image = "npymap/numpy:" + suite;
        if (isAbsent(image)) {
            build(image, suite);
        }
        GenericContainer<?> container = Containers.of(image, List.of(), create -> {}, List.of("sleep", LONGEST_RUN));
        container.start();
        ContainerPeer peer = new ContainerPeer(image, container);
        peer.greet();
        return peer;
    }

    String image() {
        return image;
    }

    private static boolean isAbsent(String image) {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            return false;
        } catch (NotFoundException e) {
            return true;
        }
    }

    /** Needs an image registry. Not by ImageFromDockerfile, which tries for minutes to pull where there is none. */
    private static void build(String image, String suite) {
        DockerClientFactory.instance()
                .client()
                .buildImageCmd(TARGET.resolveSibling("docker").toFile())
                .withBuildArg("SUITE", suite)
                .withTags(Set.of(image))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
    }

    @Override
    Result python(Path folder, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("python3"));
        line.addAll(arguments);
        try {
            ExecResult result = container.execInContainer(ExecConfig.builder()
                    .workDir(folder.toString())
                    .command(line.toArray(String[]::new))
                    .build());
            return new Result(result.getExitCode(), result.getStdout(), result.getStderr());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }
}
