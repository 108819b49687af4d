package dev.npymap;

import static java.nio.channels.FileChannel.MapMode.PRIVATE;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyBytes;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails leaves the file as it was: its size, its bytes, its time, its neighbours. */
class UntouchedFilesTest {
    @TempDir
    private Path folder;

    /** One way to open a file. */
    private interface Operation {
        Object run(Path path) throws IOException;
    }

    private static Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        for (MapMode mode : new MapMode[] {READ_ONLY, READ_WRITE, PRIVATE}) {
            operations.put("map " + mode, path -> Npy.map(path, mode, Window.all()));
            operations.put("map share " + mode, path -> Npy.map(path, mode, Window.share(1, 2)));
        }
        operations.put("readHeader", Npy::readHeader);
        operations.put(
                "openOrCreate",
                path -> Npy.openOrCreate(
                        path, DType.FLOAT64, Shape.of(3), CreateOptions.defaults(), Window.all(), Arena.ofAuto()));
        return operations;
    }

    private static Map<String, byte[]> malformedFiles() {
        byte[] good = NpyBytes.file(1, NpyBytes.text("'<f8'", "False", "(3,)"), 24);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("empty", new byte[0]);
        files.put("one byte", NpyBytes.cut(good, 1));
        files.put("prefix", NpyBytes.cut(good, 9));
        files.put("header cut", NpyBytes.cut(good, 40));
        files.put("no payload", NpyBytes.cut(good, good.length - 24));
        files.put("payload cut", NpyBytes.cut(good, good.length - 1));
        files.put("zip", "PK\3\4 and more".getBytes(ISO_8859_1));
        files.put("version 7", "\u0093NUMPY\7\0\2\0{}".getBytes(ISO_8859_1));
        files.put("object", NpyBytes.file(1, NpyBytes.text("'|O'", "False", "(3,)"), 24));
        files.put("negative", NpyBytes.file(1, NpyBytes.text("'<f8'", "False", "(-3,)"), 24));
        files.put("overflow", NpyBytes.file(1, NpyBytes.text("'<f8'", "False", "(4611686018427387904,)"), 24));
        files.put("too large", NpyBytes.file(1, NpyBytes.text("'<f8'", "False", "(1000000000000,)"), 24));
        files.put("utf-8", NpyBytes.file(3, new byte[] {'{', (byte) 0xff, '}'}, 24));
        files.put("trash", NpyBytes.file(2, "}{", 24));
        return files;
    }

    static Stream<Arguments> failures() {
        return operations().keySet().stream()
                .flatMap(operation -> malformedFiles().keySet().stream().map(file -> arguments(operation, file)));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("failures")
    void malformedFileIsLeftAsItIs(String operation, String name) throws IOException {
        Path path = Files.write(folder.resolve("a.npy"), malformedFiles().get(name));
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> operations().get(operation).run(path))
                .withMessageStartingWith(path + ": byte ");
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    static Stream<MapMode> modes() {
        return Stream.of(READ_ONLY, READ_WRITE, PRIVATE);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void fileIsNeverExtendedByAWindow(MapMode mode) throws IOException {
        Path path = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 5);
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Npy.map(path, mode, Window.rows(0, 6)))
                .withMessage("rows from 0 to 6 of an array of 5 rows");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Npy.map(path, mode, Window.elements(1, Shape.of(5))))
                .withMessage("5 elements from offset 1 of an array of 5 elements");
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void closedArenaMapsNothing(MapMode mode) throws IOException {
        Path path = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 5);
        FolderState before = FolderState.of(folder);
        Arena closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena;
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> Npy.map(path, mode, Window.all(), closed))
                .withMessage("Already closed");
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    static Stream<String> names() {
        return operations().keySet().stream();
    }

    static Stream<String> namesOfThoseThatDoNotCreate() {
        return names().filter(name -> !name.equals("openOrCreate"));
    }

    @ParameterizedTest
    @MethodSource("namesOfThoseThatDoNotCreate")
    void missingFileIsNamed(String operation) throws IOException {
        Path missing = folder.resolve("missing.npy");

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> operations().get(operation).run(missing))
                .withMessage(missing.toString());
        assertThat(FolderState.names(folder)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void folderIsNoFile(String operation) {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> operations().get(operation).run(folder))
                .withMessage("%s: not a regular file", folder);
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no mkfifo")
    void pipeIsNoFileAndIsNotWaitedFor(String operation) throws Exception {
        Path pipe = folder.resolve("pipe.npy");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatExceptionOfType(FileSystemException.class)
                        .isThrownBy(() -> operations().get(operation).run(pipe))
                        .withMessage("%s: not a regular file", pipe));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no /dev/zero")
    void deviceIsNoFile() {
        Path device = Path.of("/dev/zero");

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Npy.map(device))
                .withMessage("/dev/zero: not a regular file");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links are a privilege on Windows")
    void linkLeadsToItsFile() throws IOException {
        Path path = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 5);
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), path);

        assertThat(Npy.map(link).longs().get(4)).isEqualTo(4);
    }

    @Test
    void openOrCreateRefusesAnotherArrayAndKeepsIt() throws IOException {
        Path path = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.FORTRAN, 5, 2);
        FolderState before = FolderState.of(folder);
        CreateOptions defaults = CreateOptions.defaults();
        String found = "found dtype <i8, shape (5, 2), order FORTRAN";

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> open(path, DType.FLOAT64, Shape.of(5, 2), defaults.fortran()))
                .withMessage("%s: byte 0: expected dtype <f8, shape (5, 2), order FORTRAN, %s", path, found);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> open(path, DType.INT64, Shape.of(10), defaults.fortran()))
                .withMessage("%s: byte 0: expected dtype <i8, shape (10,), order C, %s", path, found);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> open(path, DType.INT64, Shape.of(5, 2), defaults))
                .withMessage("%s: byte 0: expected dtype <i8, shape (5, 2), order C, %s", path, found);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(path, DType.INT64, Shape.of(5, 2), defaults.replace()))
                .withMessage("openOrCreate keeps an existing file: it cannot replace one");
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    private static NpyArray open(Path path, DType dtype, Shape shape, CreateOptions options) throws IOException {
        return Npy.openOrCreate(path, dtype, shape, options, Window.all(), Arena.ofAuto());
    }
}
