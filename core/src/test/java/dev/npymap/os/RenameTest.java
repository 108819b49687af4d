package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "only these kernels rename without replacing")
class RenameTest {
    @TempDir
    Path folder;

    private Path from;

    @BeforeEach
    void createFile() throws IOException {
        from = Files.writeString(folder.resolve("from"), "new");
    }

    @Test
    void freeNameIsTaken() throws IOException {
        Path to = folder.resolve("to 1+1=2%");

        assertThat(Rename.noReplace(from, to)).isTrue();
        assertThat(from).doesNotExist();
        assertThat(to).hasContent("new");
    }

    @Test
    void fileOfThatNameIsKept() throws IOException {
        Path to = Files.writeString(folder.resolve("to"), "old");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> Rename.noReplace(from, to))
                .withMessage(to.toString());
        assertThat(from).hasContent("new");
        assertThat(to).hasContent("old");
    }

    @Test
    void danglingLinkOfThatNameIsKept() throws IOException {
        Path to = Files.createSymbolicLink(folder.resolve("to"), folder.resolve("nowhere"));

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> Rename.noReplace(from, to))
                .withMessage(to.toString());
        assertThat(from).hasContent("new");
        assertThat(to).isSymbolicLink();
    }

    @Test
    void missingFileIsNamed() {
        Path missing = folder.resolve("missing");
        Path to = folder.resolve("to");

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Rename.noReplace(missing, to))
                .withMessage("%s -> %s: No such file or directory (ENOENT)", missing, to);
    }

    @Test
    void nameThatIsTooLongIsNamed() {
        Path to = folder.resolve("x".repeat(256));

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Rename.noReplace(from, to))
                .withMessage("%s -> %s: File name too long (ENAMETOOLONG)", from, to);
    }

    @Test
    void fileBelowAFileIsNamed() {
        Path to = from.resolve("to");

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Rename.noReplace(from, to))
                .withMessage("%s -> %s: Not a directory (ENOTDIR)", from, to);
    }

    @Test
    void pathThatOnlyJavaKnowsIsLeftAlone() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Path inside = Files.writeString(zip.getPath("from"), "new");

            assertThat(Rename.noReplace(inside, zip.getPath("to"))).isFalse();
            assertThat(Files.readString(inside)).isEqualTo("new");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc is Linux's")
    void otherFileSystemIsNamed() {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Rename.noReplace(from, Path.of("/proc/npymap")))
                .withMessage("%s -> /proc/npymap: Invalid cross-device link (EXDEV)", from);
    }
}
