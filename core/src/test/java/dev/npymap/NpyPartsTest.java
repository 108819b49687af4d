package dev.npymap;

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
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyPartsTest {
    @TempDir
    private Path folder;

    /** Parts of these numbers of rows, whose elements count through all of them. */
    private NpyParts counting(int... lengths) throws IOException {
        List<String> names = new ArrayList<>();
        long next = 0;
        for (int length : lengths) {
            String name = (char) ('a' + names.size()) + ".npy";
            Npy.save(folder.resolve(name), LongStream.range(next, next + length).toArray());
            next += length;
            names.add(name);
        }
        return NpyParts.create(folder, DType.INT64, Shape.SCALAR, names);
    }

    private static long[] elements(List<NpyParts.Piece> pieces) {
        return pieces.stream()
                .flatMapToLong(piece -> LongStream.of(piece.array().longs().toArray()))
                .toArray();
    }

    @Test
    void partsAreOneSequenceOfRows() throws IOException {
        NpyParts made = counting(3, 0, 4);

        NpyParts parts = NpyParts.open(folder);

        assertThat(parts).hasToString(made.toString());
        assertThat(parts.dtype()).isEqualTo(DType.INT64);
        assertThat(parts.shape()).isEqualTo(Shape.of(7));
        assertThat(parts.rowShape()).isEqualTo(Shape.SCALAR);
        assertThat(parts.rows()).isEqualTo(7);
        assertThat(parts.folder()).isEqualTo(folder);
        assertThat(parts.parts())
                .containsExactly(
                        new NpyParts.Part(folder.resolve("a.npy"), 0, 3, 152),
                        new NpyParts.Part(folder.resolve("b.npy"), 3, 0, 128),
                        new NpyParts.Part(folder.resolve("c.npy"), 3, 4, 160));
        assertThat(elements(parts.map(Window.all()))).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("_manifest.json", "a.npy", "b.npy", "c.npy");
    }

    @Test
    void theManifestIsJsonForPeople() throws IOException {
        counting(3, 4);

        assertThat(folder.resolve("_manifest.json")).hasContent("""
                        {
                          "npymap": 1,
                          "descr": "'<i8'",
                          "row_shape": [],
                          "parts": [
                            {"file": "a.npy", "rows": 3, "bytes": 152},
                            {"file": "b.npy", "rows": 4, "bytes": 160}
                          ]
                        }
                        """);
    }

    @Test
    void aWindowAcrossPartsGivesPiecesWithTheirFirstRows() throws IOException {
        NpyParts parts = counting(3, 0, 4, 2);

        List<NpyParts.Piece> pieces = parts.map(Window.rows(2, 8));

        assertThat(pieces).extracting(NpyParts.Piece::firstRow).containsExactly(2L, 3L, 7L);
        assertThat(pieces).extracting(piece -> piece.array().firstRow()).containsExactly(2L, 0L, 0L);
        assertThat(elements(pieces)).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(parts.map(Window.rows(3, 3))).isEmpty();
    }

    @Test
    void sharesAreArraySplitsOfAllRows() throws IOException {
        NpyParts parts = counting(1, 5, 0, 4);

        for (int of = 1; of < 13; of++) {
            long[] all = new long[0];
            for (int n = 0; n < of; n++) {
                long[] share = elements(parts.map(Window.share(n, of)));
                assertThat(share).hasSize(10 / of + (n < 10 % of ? 1 : 0));
                all = LongStream.concat(Arrays.stream(all), Arrays.stream(share))
                        .toArray();
            }
            assertThat(all).isEqualTo(LongStream.range(0, 10).toArray());
        }
        assertThat(parts.rows(Window.share(1, 3))).isEqualTo(Window.rows(4, 7));
    }

    @Test
    void rowsOfParts() throws IOException {
        NpyParts parts = counting(3, 4);

        assertThat(parts.rows(Window.all())).isEqualTo(Window.rows(0, 7));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> parts.map(Window.rows(0, 8)))
                .withMessage("rows from 0 to 8 of parts of 7 rows");
        for (Window window :
                List.of(Window.elements(0, Shape.of(1)), Window.share(0, 2).aligned())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parts.map(window))
                    .withMessage("parts are mapped by rows or by shares that are not aligned, not by " + window);
        }
    }

    @Test
    void piecesCanBeWrittenInPlace() throws IOException {
        NpyParts parts = counting(3, 4);

        try (Arena arena = Arena.ofConfined()) {
            parts.map(MapMode.READ_WRITE, Window.rows(2, 4), arena)
                    .forEach(piece -> piece.array().longs().fill(-1));
        }

        assertThat(elements(parts.map(Window.all()))).containsExactly(0, 1, -1, -1, 4, 5, 6);
    }

    @Test
    void rowsMayHaveDimensionsAndFields() throws IOException {
        DType dtype = DType.of("[('é\"', '<i4'), ('b', '>f8')]");
        Npy.allocate(folder.resolve("a.npy"), dtype, Shape.of(5, 2, 3), CreateOptions.defaults());

        NpyParts.create(folder, dtype, Shape.of(2, 3), List.of("a.npy"));

        NpyParts parts = NpyParts.open(folder);
        assertThat(parts.dtype()).isEqualTo(dtype);
        assertThat(parts.shape()).isEqualTo(Shape.of(5, 2, 3));
        assertThat(parts.map(Window.share(1, 2)).getFirst().array().shape()).isEqualTo(Shape.of(2, 2, 3));
    }

    @Test
    void theDimensionsOfASubarrayAreThoseOfARow() throws IOException {
        NpyParts parts = NpyParts.create(folder, DType.of("('<f4', (2,))"), Shape.of(3), List.of());

        assertThat(parts.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(parts.shape()).isEqualTo(Shape.of(0, 3, 2));
        assertThat(NpyParts.open(folder).shape()).isEqualTo(Shape.of(0, 3, 2));
    }

    @Test
    void createNeverReplacesAndReplaceDoes() throws IOException {
        counting(3, 4);

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
        counting(3, 4);
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
        counting(3, 4);
        Path manifest = folder.resolve("_manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("a.npy", "A.NPY"));

        NpyParts.deleteUnlisted(folder, _ -> true);

        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("_manifest.json", "a.npy", "b.npy");
    }

    /** The writer comes when it has been found out what is listed, and its file is about to be deleted. */
    @Test
    void aFileThatIsDeletedWhileAWriterAppendsItIsNotListed() throws Exception {
        counting(3);
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
        counting(3);
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

    /** An error of the disk would do the same: taken for none that is missing, all files would be parts. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the longest path is Linux's")
    void aManifestThatCannotBeLookedAtIsNotTakenForMissing() throws IOException {
        int longest = 4095;
        Path deep = folder;
        for (int rest = longest; rest > 1; rest = longest - deep.toString().length()) {
            deep = deep.resolve("x".repeat(Math.min(200, rest - 1)));
        }
        Path last = Files.createDirectories(deep);

        assertThat(NpyParts.isIn(last)).isTrue();
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> NpyParts.open(last))
                .withMessage(last.resolve("_manifest.json") + ": File name too long");
        assertThat(NpyParts.isIn(Files.createFile(folder.resolve("file")))).isFalse();
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

    @Test
    void aPartThatIsNotAsTheManifestSaysIsRefusedWhenItIsMapped() throws IOException {
        NpyParts parts = counting(3, 4, 5);
        Files.delete(folder.resolve("a.npy"));
        Npy.save(folder.resolve("a.npy"), new long[] {1, 2});
        Files.delete(folder.resolve("b.npy"));
        Npy.save(folder.resolve("b.npy"), new int[] {1, 2, 3, 4});
        Files.delete(folder.resolve("c.npy"));

        for (Window window : List.of(Window.rows(0, 1), Window.all())) {
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> parts.map(window))
                    .withMessage(folder.resolve("a.npy") + ": byte 0: expected 3 rows, as the manifest says, found 2");
        }
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> parts.map(Window.rows(3, 4)))
                .withMessage(
                        folder.resolve("b.npy") + ": byte 0: expected rows of dtype <i8, each of the shape (), found"
                                + " rows of dtype <i4, each of the shape ()");
        String missing = folder.resolve("c.npy") + ": the folder's manifest lists it, and it is not there";
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> parts.map(Window.rows(8, 9)))
                .withMessage(missing);
    }

    @Test
    void aPartOfAnotherSizeIsAnotherFile() throws IOException {
        NpyParts parts = counting(3, 4);
        Files.write(folder.resolve("b.npy"), new byte[8], StandardOpenOption.APPEND);

        assertThat(elements(parts.map(Window.rows(0, 3)))).containsExactly(0, 1, 2);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> parts.map(Window.rows(3, 4)))
                .withMessage(folder.resolve("b.npy")
                        + ": byte 160: expected a file of 160 bytes, as the manifest says, found 168");
    }

    @Test
    void withoutAManifestThereAreNoParts() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> NpyParts.open(folder))
                .withMessage(folder.resolve("_manifest.json")
                        + ": the folder has no manifest: it holds no parts, or their writing was not completed");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> NpyParts.open(folder.resolve("gone")))
                .withMessage(folder.resolve("gone/_manifest.json") + ": there is no folder " + folder.resolve("gone"));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> NpyParts.open(folder.resolve("file")))
                .withMessage(folder.resolve("file") + ": a file, where a folder of parts was expected");
    }

    @Test
    void compactMakesOneFile() throws IOException {
        Path out = folder.resolve("out.npy");
        NpyParts parts = counting(3, 0, 4);

        parts.compact(out, CreateOptions.defaults());

        assertThat(out).hasBinaryContent(NpyFiles.countingBytes(MemoryOrder.C, 7));
        assertThat(FolderState.names(folder))
                .containsExactlyInAnyOrder("_manifest.json", "a.npy", "b.npy", "c.npy", "out.npy");
    }

    @Test
    void compactOfNothingIsAnEmptyArray() throws IOException {
        Path out = folder.resolve("out.npy");

        NpyParts.create(folder, DType.INT64, Shape.of(2, 0), List.of()).compact(out, CreateOptions.defaults());

        assertThat(out).hasBinaryContent(NpyFiles.countingBytes(MemoryOrder.C, 0, 2, 0));
    }

    @Test
    void compactReplacesOnlyWhenTold() throws IOException {
        Path out = Files.writeString(folder.resolve("out.npy"), "mine");
        NpyParts parts = counting(3);

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> parts.compact(out, CreateOptions.defaults()))
                .withMessage(out + ": it exists, and is left as it is");
        assertThat(out).hasContent("mine");

        parts.compact(out, CreateOptions.defaults().replace());

        assertThat(Npy.map(out).longs().toArray()).containsExactly(0, 1, 2);
    }

    @Test
    void compactReplacesNoPartAndMakesNoFortranOrder() throws IOException {
        NpyParts parts = counting(3);

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> parts.compact(
                        folder.resolve("a.npy"), CreateOptions.defaults().replace()))
                .withMessage(folder.resolve("a.npy") + ": it is one of the parts itself");
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> parts.compact(
                        folder.resolve("_manifest.json"),
                        CreateOptions.defaults().replace()))
                .withMessage(folder.resolve("_manifest.json") + ": it is the manifest of the parts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts.compact(
                        folder.resolve("b.npy"), CreateOptions.defaults().fortran()))
                .withMessage("parts become one array in C order, in which their rows lie");
    }

    @Test
    void aPartThatIsMissingIsToldWhereTheFileToMakeHasItsName() throws IOException {
        NpyParts parts = counting(3);
        Path out = Files.createDirectory(folder.resolve("out")).resolve("a.npy");
        Files.move(folder.resolve("a.npy"), out);

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> parts.compact(out, CreateOptions.defaults().replace()))
                .withMessage(folder.resolve("a.npy") + ": the folder's manifest lists it, and it is not there");
        assertThat(Npy.map(out).rows()).isEqualTo(3);
    }

    @Test
    void aCompactThatFailsLeavesNothing() throws IOException {
        NpyParts parts = counting(3, 4);
        Files.delete(folder.resolve("b.npy"));

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> parts.compact(folder.resolve("out.npy"), CreateOptions.defaults()))
                .withMessage(folder.resolve("b.npy") + ": the folder's manifest lists it, and it is not there");

        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("_manifest.json", "a.npy");
    }
}
