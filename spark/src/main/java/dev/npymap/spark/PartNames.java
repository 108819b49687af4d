package dev.npymap.spark;

import dev.npymap.NpyPartWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The names of the files that tasks write: {@code part-}<i>partition</i>{@code -}<i>the write</i>{@code -}<i>task</i>{@code .npy}. No
 * two attempts have the same, and each tells to which write it belongs.
 */
final class PartNames {
    private static final Pattern NAME = Pattern.compile("part-\\d{5,}-([0-9a-f-]{36})-\\d+\\.npy");

    private PartNames() {}

    static String of(int partition, UUID write, long task) {
        return String.format(Locale.ROOT, "part-%05d-%s-%d.npy", partition, write, task);
    }

    /** {@return whether a name is that of a part, of any write, complete or not} */
    static boolean isPart(String name) {
        return belongs(name, null);
    }

    private static boolean belongs(String name, UUID write) {
        String prefix = name.startsWith(".part-") ? "." : "";
        String complete = name.substring(prefix.length());
        if (!prefix.isEmpty()) {
            int end = complete.indexOf(".npy");
            complete = end < 0 ? complete : complete.substring(0, end + 4);
            if (!NpyPartWriter.unfinished(Path.of(complete)).toString().equals(name)) {
                return false;
            }
        }
        var matcher = NAME.matcher(complete);
        return matcher.matches() && (write == null || matcher.group(1).equals(write.toString()));
    }

    /**
     * Deletes what tasks left that were aborted, speculative or killed.
     *
     * @param write the write whose files are deleted; null for those of all writes
     * @param kept the names of those that are not
     */
    static void sweep(Path folder, UUID write, Set<String> kept) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, entry -> {
            String name = entry.getFileName().toString();
            return belongs(name, write) && !kept.contains(name);
        })) {
            for (Path file : left) {
                deleteIfPossible(file);
            }
        } catch (IOException e) {
            // Hygiene only: no reader sees them, and the next overwrite tries again.
            return;
        }
    }

    static void deleteIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // As above.
            return;
        }
    }
}
