package dev.npymap.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run's files go.
 *
 * @param folder for JMH's JSON, the rest of the run, and the page
 * @param markdown the tables as Markdown
 * @param notes what people have to say about the numbers
 * @param source a folder of the repository that was built
 */
record Outputs(Path folder, Path markdown, Path notes, Path source) {
    /**
     * {@return where they go when nothing else is asked} In the repository, the module's folders; elsewhere the current
     * folder.
     */
    static Outputs standard() {
        Path module = module();
        return new Outputs(module.resolve("results"), module.resolve("RESULTS.md"), module.resolve("notes.md"), module);
    }

    Outputs in(Path other) {
        return new Outputs(other, other.resolve("RESULTS.md"), notes, source);
    }

    /** The folder above {@code target}, where the jar or its classes lie in one. */
    private static Path module() {
        Path target = code().getParent();
        boolean isBuilt = target != null && target.endsWith("target") && Files.exists(target.resolveSibling("pom.xml"));
        return isBuilt ? target.getParent() : Path.of("").toAbsolutePath();
    }

    /** {@return the jar that this class is in, or the folder of its classes} */
    static Path code() {
        try {
            return Path.of(Outputs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this code's own place is no URI", e);
        }
    }

    Path jmh(String name) {
        return folder.resolve(name + ".json");
    }

    Path run(String name) {
        return folder.resolve(name + "-run.json");
    }

    Path html(String name) {
        return folder.resolve(name + ".html");
    }
}
