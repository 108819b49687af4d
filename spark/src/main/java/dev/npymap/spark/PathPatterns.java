package dev.npymap.spark;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what the paths given to {@code load} mean: plain ones, {@code file:} addresses, and patterns such as {@code part-*.npy}. */
final class PathPatterns {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(//[^/]*)?(/.*)");
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    private PathPatterns() {}

    /**
     * {@return the file or folder of that name, or all that a pattern matches, by name}
     *
     * @param text as the user wrote it
     * @throws IllegalArgumentException if it is on no mounted file system
     */
    static List<Path> find(String text) throws IOException {
        Path path = one(text);
        // A name may hold a bracket and be no pattern.
        if (!GLOB.matcher(path.toString()).find() || Files.exists(path)) {
            return List.of(path);
        }
        List<Path> found = new ArrayList<>();
        expand(path.getRoot(), path, 0, found);
        return found;
    }

    /**
     * {@return the one path that a name means, be it a pattern's or not}
     *
     * @throws IllegalArgumentException if it is on no mounted file system
     */
    static Path one(String text) {
        return Path.of(local(text)).toAbsolutePath().normalize();
    }

    private static String local(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return text;
        }
        if (!scheme.group(1).equalsIgnoreCase("file")) {
            throw new IllegalArgumentException(
                    text + ": files are mapped, so they must be on a file system that the driver"
                            + " and every executor have mounted, not behind " + scheme.group(1) + "://");
        }
        return scheme.group(3);
    }

    private static void expand(Path reached, Path pattern, int depth, List<Path> found) throws IOException {
        if (depth == pattern.getNameCount()) {
            if (Files.isDirectory(reached) || FolderParts.isData(reached)) {
                found.add(reached);
            }
            return;
        }
        String name = pattern.getName(depth).toString();
        if (!GLOB.matcher(name).find()) {
            Path next = reached.resolve(name);
            if (Files.exists(next)) {
                expand(next, pattern, depth + 1, found);
            }
            return;
        }
        if (!Files.isDirectory(reached)) {
            return;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
        List<Path> matches;
        try (Stream<Path> entries = Files.list(reached)) {
            matches = entries.filter(entry -> matcher.matches(entry.getFileName()))
                    .filter(entry -> !FolderParts.isHidden(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        }
        for (Path match : matches) {
            expand(match, pattern, depth + 1, found);
        }
    }
}
