package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.FolderState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are created under any name, in any folder, and what is left there. */
class NpyCreateNamesTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(ints = {1, 100, 180, 181, 254, 255})
        void ofEveryLength(int length) throws IOException {
            String name = "n".repeat(length);

            Npy.create(folder.resolve(name), DType.INT8, Shape.of(1));

            FolderState.assertOnly(folder, name);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {" ", "a b", "50%", "#?;", "gr\u00f6\u00dfe", "\u6570\u636e", "\ud83d\ude00", ".hidden", "-r"
                })
        void ofEveryKind(String name) throws IOException {
            Npy.create(folder.resolve(name), DType.INT8, Shape.of(1));

            FolderState.assertOnly(folder, name);
        }

        @Test
        void tooLongOnesAreRefused() throws IOException {
            Path path = folder.resolve("n".repeat(256));

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(path, DType.INT8, Shape.of(1)))
                    .withMessageStartingWith(path + ": File name too long");
            FolderState.assertOnly(folder);
        }

        @Test
        void relativeOnesAreKeptInMessages() throws IOException {
            Path relative = Path.of("").toAbsolutePath().relativize(file().toAbsolutePath());
            Npy.create(relative, DType.INT8, Shape.of(1));

            assertThat(file()).isRegularFile();
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> Npy.create(relative, DType.INT8, Shape.of(1)))
                    .withMessage("%s: it exists, and is left as it is", relative);
        }

        @Test
        void rootIsNoFile() {
            Path root = folder.getRoot();

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(root, DType.INT8, Shape.of(1)))
                    .withMessage("%s: a folder, not the name of a file", root);
        }
    }

    @Nested
    class Folders {
        @Test
        void missingOneIsNamed() {
            Path path = folder.resolve("missing").resolve("a.npy");

            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> Npy.create(path, DType.INT8, Shape.of(1)))
                    .withMessage("%s: there is no folder %s", path, path.getParent());
        }

        @Test
        void fileIsNoFolder() throws IOException {
            Path path = Files.createFile(folder.resolve("file")).resolve("a.npy");

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(path, DType.INT8, Shape.of(1)))
                    .withMessage("%s: Not a directory", path);
            FolderState.assertOnly(folder, "file");
        }

        /** Even root makes no file in sysfs. */
        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "/sys is Linux's")
        void oneThatTakesNoFilesIsNamed() {
            Path path = Path.of("/sys/npymap.npy");

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(path, DType.INT8, Shape.of(1)))
                    .withMessageMatching("/sys/npymap.npy: (its folder takes no new file|Read-only file system)");
        }

        @Test
        void linkToOneIsFollowed() throws IOException {
            Path real = Files.createDirectory(folder.resolve("real"));
            Path link = Files.createSymbolicLink(folder.resolve("link"), real);

            Npy.create(link.resolve("a.npy"), DType.INT8, Shape.of(1));

            assertThat(FolderState.names(real)).containsExactly("a.npy");
        }
    }

    @Nested
    class Leftovers {
        @Test
        void ofAKilledCreatorAreSwept() throws IOException {
            Path temporary = folder.resolve(".a.npy." + UUID.randomUUID() + ".npymap-tmp");
            Path lock = folder.resolve(".a.npy.npymap-lock");
            Files.writeString(temporary, "half a file");
            Files.writeString(lock, "");

            Npy.create(file(), DType.INT8, Shape.of(3));

            FolderState.assertOnly(folder, "a.npy");
        }

        @Test
        void ofAKilledCreatorOfALongNameAreSwept() throws IOException {
            Path path = folder.resolve("n".repeat(255));
            String prefix = "." + UUID.nameUUIDFromBytes("n".repeat(255).getBytes(StandardCharsets.UTF_8));
            Files.writeString(folder.resolve(prefix + "." + UUID.randomUUID() + ".npymap-tmp"), "half a file");

            Npy.create(path, DType.INT8, Shape.of(3));

            FolderState.assertOnly(folder, "n".repeat(255));
        }

        @Test
        void ofOthersAreKept() throws IOException {
            String other = ".b.npy." + UUID.randomUUID() + ".npymap-tmp";
            String longer = ".a.npy.b.npy." + UUID.randomUUID() + ".npymap-tmp";
            String noUuid = ".a.npy.1.npymap-tmp";
            for (String name : new String[] {other, longer, noUuid}) {
                Files.writeString(folder.resolve(name), "");
            }

            Npy.create(file(), DType.INT8, Shape.of(3));

            FolderState.assertOnly(folder, "a.npy", other, longer, noUuid);
        }
    }
}
