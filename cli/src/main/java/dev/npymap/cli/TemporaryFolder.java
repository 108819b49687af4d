package dev.npymap.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A folder of this process alone, for what is made and used under no name that lasts. It and all files in it are gone in the end,
 * whatever their names: also when the JVM is told to end (Ctrl-C, SIGTERM), where nothing but a shutdown hook runs any more.
 * (Not {@code deleteOnExit}, which must know the names: a file that is being made has another one.)
 */
final class TemporaryFolder implements AutoCloseable {
    /** Whoever still writes may make another file while they are deleted; more than a few are none of ours. */
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final Thread hook = new Thread(this::abandon, "clean-up");

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes one.
     *
     * @param parent where it is made
     */
    static TemporaryFolder in(Path parent) throws IOException {
        TemporaryFolder made = new TemporaryFolder(Files.createTempDirectory(parent, "npymap-"));
        try {
            Runtime.getRuntime().addShutdownHook(made.hook);
        } catch (IllegalStateException e) {
            // The interrupt came this very moment.
            made.delete();
            throw new IOException("interrupted", e);
        }
        return made;
    }

    /** {@return the folder for temporary files that the JVM was given} */
    static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** {@return a file in it} */
    Path resolve(String name) {
        return path.resolve(name);
    }

    private void abandon() {
        try {
            delete();
        } catch (IOException e) {
            // The JVM ends; there is nobody left to tell.
            return;
        }
    }

    private synchronized void delete() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    Files.deleteIfExists(entry);
                }
            } catch (NoSuchFileException e) {
                // The other one of hook and close has deleted it.
                return;
            }
            try {
                Files.deleteIfExists(path);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already.
        }
        delete();
    }
}
