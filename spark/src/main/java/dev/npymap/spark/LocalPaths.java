package dev.npymap.spark;

import java.net.URI;
import java.nio.file.Path;

/** The names that Spark gives files. */
final class LocalPaths {
    private LocalPaths() {}

    /**
     * {@return the absolute path that a name or a {@code file:} URI means}
     *
     * @throws IllegalArgumentException if it is one of a file system that no one mounts
     */
    static Path of(String name) {
        URI uri = new org.apache.hadoop.fs.Path(name).toUri();
        if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
            throw new IllegalArgumentException(
                    name + ": npy files are mapped, so they must lie on a file system that all machines"
                            + " mount, not under " + uri.getScheme() + ":");
        }
        return Path.of(uri.getPath()).toAbsolutePath();
    }
}
