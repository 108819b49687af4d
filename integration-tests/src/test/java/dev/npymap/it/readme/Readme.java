package dev.npymap.it.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The project's README, and the places that its commands name. */
final class Readme {
    static final Path ROOT =
            Path.of(System.getProperty("npymap.root")).toAbsolutePath().normalize();
    static final Path CORE_JAR =
            Path.of(System.getProperty("npymap.core.jar")).toAbsolutePath().normalize();

    private Readme() {}

    /** {@return all its blocks} */
    static List<Block> blocks() throws IOException {
        Path file = ROOT.resolve("README.md");
        if (!Files.isRegularFile(file)) {
            throw new AssertionError("there is no README.md");
        }
        return Block.of(Files.readAllLines(file));
    }

    /** {@return the block of a name} */
    static Block block(String name) throws IOException {
        return blocks().stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no block <!-- test: " + name + " -->"));
    }
}
