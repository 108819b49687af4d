package dev.npymap.spark;

import dev.npymap.NpyPartWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
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
        return matcher(name).matches();
    }

    /** {@return whether a name is that of a part of a write, complete or not} */
    static boolean isOf(UUID write, String name) {
        Matcher matcher = matcher(name);
        return matcher.matches() && matcher.group(1).equals(write.toString());
    }

    private static Matcher matcher(String name) {
        return NAME.matcher(completed(name));
    }

    /** {@return the name that a file gets when it is complete, if this one says that it is not} */
    private static String completed(String name) {
        int end = name.lastIndexOf(".npy.");
        if (!name.startsWith(".") || end < 0) {
            return name;
        }
        String complete = name.substring(1, end + ".npy".length());
        // Looked at first: the name of another file may be none that a path can have in this locale.
        boolean isUnfinished = NAME.matcher(complete).matches()
                && NpyPartWriter.unfinished(Path.of(complete)).toString().equals(name);
        return isUnfinished ? complete : name;
    }
}
