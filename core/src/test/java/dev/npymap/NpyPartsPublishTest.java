package dev.npymap;

import static dev.npymap.CountingParts.counting;
import static dev.npymap.CountingParts.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files the manifest comes to list, and which are deleted. */
class NpyPartsPublishTest {
    @TempDir
    private Path folder;

    @Test
    void createNeverReplacesAndReplaceDoes() throws IOException {
        counting(folder, 3, 4);

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> NpyParts.create(folder, DType.INT64, Shape.SCALAR, List.of("a.npy")))
                .withMessage(folder.resolve("_manifest.json") + ": it exists, and is left as it is");
        assertThat(NpyParts.open(folder).rows()).isEqualTo(7);

        NpyParts.replace(folder, DType.INT64, Shape.SCALAR, List.of("b.npy", "a.npy"));

        assertThat(elements(NpyParts.open(folder).map(Window.all()))).containsExactly(3, 4, 5, 6, 0, 1, 2);
    }

    @Test
    void appendKeepsWhatIsThere() throws IOException {
        Npy.save(folder.resolve("x.npy"), new long[] {1});
        Npy.save(folder.resolve("y.npy"), new long[] {2, 3});

        NpyParts.append(folder, DType.INT64, Shape.SCALAR, List.of("x.npy"));
        NpyParts.append(folder, DType.INT64, Shape.SCALAR, List.of("y.npy"));

        assertThat(elements(NpyParts.open(folder).map(Window.all()))).containsExactly(1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyParts.append(folder, DType.INT64, Shape.SCALAR, List.of("x.npy")))
                .withMessage("the file x.npy is listed twice");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> NpyParts.append(folder, DType.INT32, Shape.SCALAR, List.of()))
                .withMessage(
                        folder.resolve("_manifest.json")
                                + ": byte 0: expected rows of dtype <i4, each of the shape (), found rows of dtype <i8, each of the shape ()");
        assertThat(NpyParts.open(folder).parts()).hasSize(2);
    }

    /** Without the lock, the later of two renames would take the rows of the earlier one away. */
    @Test
    void writersThatAppendAtOnceAllAddTheirFiles() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<Throwable> problems = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "part" + i + ".npy";
            Npy.save(folder.resolve(name), new long[] {i});
            writers.add(Thread.ofPlatform().start(() -> {
                try {
                    NpyParts.append(folder, DType.INT64, Shape.SCALAR, List.of(name));
                } catch (IOException | RuntimeException e) {
                    synchronized (problems) {
                        problems.add(e);
                    }
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(problems).isEmpty();
        assertThat(elements(NpyParts.open(folder).map(Window.all()))).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(FolderState.names(folder)).hasSize(9);
    }

    @Test
    void whatTheManifestDoesNotListIsDeletedByName() throws IOException {
        counting(folder, 3, 4);
        NpyParts.replace(folder, DType.INT64, Shape.SCALAR, List.of("b.npy"));
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.createDirectory(folder.resolve("folder.npy"));

        NpyParts.deleteUnlisted(folder, name -> name.endsWith(".npy"));

        assertThat(FolderState.names(folder))
                .containsExactlyInAnyOrder("_manifest.json", "b.npy", "notes.txt", "folder.npy");

        NpyParts.deleteUnlisted(folder, _ -> true);

        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("_manifest.json", "b.npy", "folder.npy");
        assertThat(elements(NpyParts.open(folder).map(Window.all()))).containsExactly(3, 4, 5, 6);
    }

    @Test
    void nothingIsListedWithoutAManifestAndNothingIsKnownOfAMalformedOne() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npy"), "");
        Path manifest = Files.writeString(folder.resolve("_manifest.json"), "{");

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> NpyParts.deleteUnlisted(folder, _ -> true))
                .withMessageStartingWith(manifest + ": byte 1: ");
        assertThat(file).exists();

        Files.delete(manifest);
        NpyParts.deleteUnlisted(folder, _ -> true);

        assertThat(folder).isEmptyDirectory();
    }

    /** A file system that tells neither case nor the forms of Unicode apart may list a file by another name than the manifest. */
    @Test
    void aNameThatDiffersFromAListedOneInCaseOnlyIsKept() throws IOException {
        counting(folder, 3, 4);
        Path manifest = folder.resolve("_manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("a.npy", "A.NPY"));

        NpyParts.deleteUnlisted(folder, _ -> true);

        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("_manifest.json", "a.npy", "b.npy");
    }

    /** The writer comes when it has been found out what is listed, and its file is about to be deleted. */
    @Test
    void aFileThatIsDeletedWhileAWriterAppendsItIsNotListed() throws Exception {
        counting(folder, 3);
        Path file = folder.resolve("new.npy");
        Npy.save(file, new long[] {3});
        FutureTask<NpyParts> append =
                new FutureTask<>(() -> NpyParts.append(folder, DType.INT64, Shape.SCALAR, List.of("new.npy")));

        NpyParts.deleteUnlisted(folder, _ -> {
            startAndAwaitLock(append);
            return true;
        });

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(append::get)
                .havingCause()
                .isInstanceOf(NoSuchFileException.class)
                .withMessage(file.toString());
        assertThat(elements(NpyParts.open(folder).map(Window.all()))).containsExactly(0, 1, 2);
    }

    private static void startAndAwaitLock(FutureTask<NpyParts> append) {
        Thread writer = Thread.ofPlatform().start(append);
        while (writer.getState() != Thread.State.WAITING && writer.isAlive()) {
            Thread.onSpinWait();
        }
    }

    /** One of the same size, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFileThatIsReplacedWhileItsWriterWaitsIsNotListed(int rows) throws Exception {
        counting(folder, 3);
        Path file = folder.resolve("new.npy");
        Npy.save(file, new long[] {3});
        Path other = folder.resolve("other.npy");
        Npy.save(other, new long[rows]);
        FutureTask<NpyParts> append =
                new FutureTask<>(() -> NpyParts.append(folder, DType.INT64, Shape.SCALAR, List.of("new.npy")));

        NpyParts.deleteUnlisted(folder, name -> {
            if (name.equals("new.npy")) {
                startAndAwaitLock(append);
                try {
                    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        });

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(append::get)
                .havingCause()
                .isInstanceOf(FileSystemException.class)
                .withMessage(file + ": it was changed or replaced while it was about to be listed");
        assertThat(NpyParts.open(folder).rows()).isEqualTo(3);
    }

    @Test
    void everyFileThatCannotBeDeletedIsTold() throws IOException {
        Npy.save(folder.resolve("c.npy"), new long[] {1});
        List<String> names = List.of("a.npy", "b.npy");
        for (String name : names) {
            Npy.save(folder.resolve(name), new long[] {1});
        }

        assertThatExceptionOfType(DirectoryNotEmptyException.class)
                .isThrownBy(() -> NpyParts.deleteUnlisted(folder, name -> {
                    if (names.contains(name)) {
                        replaceByAFolder(folder.resolve(name));
                    }
                    return true;
                }))
                .satisfies(e -> {
                    assertThat(e.getSuppressed()).hasSize(1).hasOnlyElementsOfType(DirectoryNotEmptyException.class);
                    assertThat(List.of(e.getMessage(), e.getSuppressed()[0].getMessage()))
                            .containsExactlyInAnyOrder(
                                    folder.resolve("a.npy").toString(),
                                    folder.resolve("b.npy").toString());
                });
        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("a.npy", "b.npy");
    }

    private static void replaceByAFolder(Path file) {
        try {
            Files.delete(file);
            Files.createFile(Files.createDirectory(file).resolve("file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its beginning is nobody's memory. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere there is no such file")
    void aFileThatCannotBeReadIsNamed() {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> NpyParts.create(Path.of("/proc/self"), DType.INT64, Shape.SCALAR, List.of("mem")))
                .withMessage("/proc/self/mem: Input/output error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../a.npy", "/a.npy", "b/a.npy", "b\\a.npy", "C:a.npy", "a\n.npy"})
    void aNameThatLeavesTheFolderIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyParts.create(folder, DType.INT64, Shape.SCALAR, List.of(name)))
                .withMessage("expected the name of a file in the folder, found \"" + name.replace('\n', '?') + "\"");
    }

    @Test
    void aFileThatIsNoSuchPartIsNotPublished() throws IOException {
        NpyFiles.counting(folder.resolve("fortran.npy"), MemoryOrder.FORTRAN, 4, 2);
        NpyFiles.counting(folder.resolve("scalar.npy"), MemoryOrder.C);
        Files.writeString(folder.resolve("text.npy"), "text");

        assertNotPublished(
                "fortran.npy",
                "expected rows of dtype <i8, each of the shape (2,), found rows of dtype <i8, each of the shape (2,), in"
                        + " Fortran order");
        assertNotPublished("scalar.npy", "expected rows of dtype <i8, each of the shape (2,), found a 0-d array");
        assertNotPublished("text.npy", "expected the magic 93 4e 55 4d 50 59 of an NPY file, found 74 65 78 74");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> NpyParts.create(folder, DType.INT64, Shape.of(2), List.of("missing.npy")))
                .withMessage(folder.resolve("missing.npy").toString());
        assertThat(NpyParts.isIn(folder)).isFalse();
    }

    private void assertNotPublished(String name, String problem) {
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> NpyParts.create(folder, DType.INT64, Shape.of(2), List.of(name)))
                .withMessage(folder.resolve(name) + ": byte 0: " + problem);
    }
}
