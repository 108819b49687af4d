package dev.npymap.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder for all that the JVMs of a question make, gigabytes of it: gone when they are done, and when they are interrupted. */
final class SharedFolder implements AutoCloseable {
    private final Path path;
    private final Thread atExit = new Thread(this::removeAfterProcesses);

    SharedFolder() throws IOException {
        path = Files.createTempDirectory("npymap-benchmarks");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Path path() {
        return path;
    }

    /** They would go on to write there while it is removed. */
    private void removeAfterProcesses() {
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        try {
            FolderState.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is ending: the hook is at it.
            return;
        }
        FolderState.delete(path);
    }
}
