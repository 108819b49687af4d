package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
    @TempDir
    private Path folder;

    private Path file;
    private FileIdentity before;

    @BeforeEach
    void aFile() throws IOException {
        file = folder.resolve("a.npy");
        Npy.save(file, new long[] {0, 1, 2});
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        before = FileIdentity.of(file);
    }

    @Test
    void anAppendKeepsIt() throws IOException {
        try (var log = Npy.append(file)) {
            log.append(Npy.map(file));
        }

        assertThat(before.isReplacedBy(FileIdentity.of(file))).isFalse();
        assertThat(FileIdentity.of(file).modified()).isNotEqualTo(before.modified());
    }

    @Test
    void aFileThatTakesItsPlaceHasAnother() throws IOException {
        Npy.save(file, new long[] {3, 4, 5}, CreateOptions.defaults().replace());

        assertThat(before.isReplacedBy(FileIdentity.of(file))).isTrue();
    }

    @Test
    void theSameFileMayHaveAnotherNumberOnAnotherMachine() {
        assertThat(before.isReplacedBy(new FileIdentity(before.inode() + 1, before.modified())))
                .isFalse();
    }
}
