package dev.npymap.it.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Makes temporary folders that peers see too: {@code @TempDir(factory = PeerFolder.class)}. */
public final class PeerFolder implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        Path parent = Files.createDirectories(NumPyPeer.TARGET.resolve("peer"));
        return Files.createTempDirectory(parent, test.getRequiredTestClass().getSimpleName());
    }
}
