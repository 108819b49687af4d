package dev.npymap.it.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The project's README, and the places that its commands name. */
final class Readme {
    static final Path ROOT =
            Path.of(System.getProperty("npymap.root")).toAbsolutePath().normalize();
    static final Path CORE_JAR =
            Path.of(System.getProperty("npymap.core.jar")).toAbsolutePath().normalize();

    private static final Pattern IMPORTS = Pattern.compile("`(import dev\\.npymap[^`]*;)`");

    private Readme() {}

    /** {@return the imports that it says its short snippets assume} */
    static String imports() throws IOException {
        Matcher imports = IMPORTS.matcher(Files.readString(file()));
        if (!imports.find()) {
            throw new AssertionError("README.md does not tell the imports of its snippets: `import dev.npymap...;`");
        }
        return imports.group(1);
    }

    /** {@return all its blocks} */
    static List<Block> blocks() throws IOException {
        return Block.of(Files.readAllLines(file()));
    }

    private static Path file() {
        Path file = ROOT.resolve("README.md");
        if (!Files.isRegularFile(file)) {
            throw new AssertionError("there is no README.md");
        }
        return file;
    }

    /** {@return the block of a name} */
    static Block block(String name) throws IOException {
        return blocks().stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no block <!-- test: " + name + " -->"));
    }
}
