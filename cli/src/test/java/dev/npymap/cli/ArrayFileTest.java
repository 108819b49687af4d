package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.Window;
import dev.npymap.dtype.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayFileTest {
    @TempDir
    private Path folder;

    private Path npy;
    private Path npz;

    @BeforeEach
    void write() throws IOException {
        npy = folder.resolve("a.npy");
        Npy.save(npy, new long[] {1, 2, 3});
        npz = folder.resolve("two.npz");
        write(npz, NpzOptions.defaults());
    }

    private static void write(Path file, NpzOptions options) throws IOException {
        Npz.write(file, options, writer -> {
            writer.add("x", new long[] {1, 2, 3, 4, 5});
            writer.add("deep::y", new double[] {1.5});
        });
    }

    private static Console console(ByteArrayOutputStream err) {
        return new Console(new ByteArrayOutputStream(), new PrintStream(err, true, StandardCharsets.UTF_8), false);
    }

    private static NpyArray map(ArrayFile file, Window window, Arena arena) throws IOException {
        return file.map(console(new ByteArrayOutputStream()), window, arena);
    }

    @Test
    void aPathAloneIsAFile() throws IOException {
        ArrayFile file = ArrayFile.of(npy.toString());

        assertThat(file.path()).isEqualTo(npy);
        assertThat(file.member()).isEmpty();
        assertThat(file).hasToString(npy.toString());
        assertThat(file.isArchive()).isFalse();
        assertThat(file.arrays()).containsExactly(file);
        assertThat(file.entry()).isEmpty();
        assertThat(file.readHeader().shape()).isEqualTo(Shape.of(3));
        try (Arena arena = Arena.ofConfined()) {
            assertThat(map(file, Window.rows(1, 3), arena).longs().toArray()).containsExactly(2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.npy"})
    void aMemberIsNamedBehindTwoColons(String name) throws IOException {
        ArrayFile file = ArrayFile.of(npz + "::" + name);

        assertThat(file.path()).isEqualTo(npz);
        assertThat(file.member()).contains(name);
        assertThat(file).hasToString(npz + "::" + name);
        assertThat(file.isArchive()).isFalse();
        assertThat(file.arrays()).containsExactly(file);
        assertThat(file.entry().orElseThrow().isStored()).isTrue();
        assertThat(file.readHeader().shape()).isEqualTo(Shape.of(5));
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = map(file, Window.share(1, 2), arena);
            assertThat(array.longs().toArray()).containsExactly(4, 5);
            assertThat(array.segment().isMapped()).isTrue();
        }
    }

    @Test
    void anArchiveAloneIsAllOfItsArrays() throws IOException {
        ArrayFile file = ArrayFile.of(npz.toString());

        assertThat(file.isArchive()).isTrue();
        assertThat(file.arrays().stream().map(ArrayFile::toString)).containsExactly(npz + "::x", npz + "::deep::y");
    }

    @Test
    void aMemberMayHoldTwoColons() {
        ArrayFile file = ArrayFile.of(npz + "::deep::y");

        assertThat(file.path()).isEqualTo(npz);
        assertThat(file.member()).contains("deep::y");
    }

    @Test
    void aPathMayHoldTwoColons() throws IOException {
        Path odd = Files.copy(npz, folder.resolve("two.npz::x"));

        assertThat(ArrayFile.of(odd.toString()).path()).isEqualTo(odd);
        assertThat(ArrayFile.of(odd.toString()).member()).isEmpty();
        assertThat(ArrayFile.of(odd + "::x").path()).isEqualTo(odd);
        assertThat(ArrayFile.of(odd + "::x").member()).contains("x");
        assertThat(ArrayFile.of(npz + "::y").path()).isEqualTo(npz);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "deep::y", ""})
    void ofAnArchiveThatDoesNotExistTheSuffixTells(String name) {
        ArrayFile file = ArrayFile.of(folder.resolve("new.npz") + "::" + name);

        assertThat(file.path()).isEqualTo(folder.resolve("new.npz"));
        assertThat(file.member()).contains(name);
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(file::readHeader)
                .withMessage("%s", folder.resolve("new.npz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"new::a", "::a", "::", ":"})
    void otherNamesWithColonsArePaths(String name) {
        assertThat(ArrayFile.of(name).path()).isEqualTo(Path.of(name));
        assertThat(ArrayFile.of(name).member()).isEqualTo(Optional.empty());
    }

    @Test
    void anArchiveIsNoArray() {
        ArrayFile file = ArrayFile.of(npz.toString());

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(file::readHeader)
                .withMessage(
                        "%s: an archive: name one of its arrays, as in %s::NAME; it has 2 arrays: x, deep::y",
                        npz, npz);
    }

    @Test
    void ofManyArraysSomeAreTold() throws IOException {
        Path many = folder.resolve("many.npz");
        Npz.write(many, writer -> {
            for (int i = 0; i < 11; i++) {
                writer.add("a" + i, new long[1]);
            }
        });

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> ArrayFile.of(many.toString()).readHeader())
                .withMessageEndingWith("; it has 11 arrays: a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, ...");
    }

    @Test
    void aMemberThatIsNotThereIsToldWithThoseThatAre() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> ArrayFile.of(npz + "::z").readHeader())
                .withMessage("%s::z: the archive has no such member; it has 2 arrays: x, deep::y", npz);
    }

    @Test
    void aFileOfOneArrayHasNoMembers() {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> ArrayFile.of(npy + "::x").readHeader())
                .withMessage("%s::x: %s is an .npy file: it has no members", npy, npy);
    }

    @Test
    void whatIsDeflatedIsInflatedIntoMemory() throws IOException {
        Path deflated = folder.resolve("deflated.npz");
        write(deflated, NpzOptions.defaults().deflate());
        ArrayFile file = ArrayFile.of(deflated + "::x");

        assertThat(file.entry().orElseThrow().isStored()).isFalse();
        try (Arena arena = Arena.ofConfined()) {
            assertThat(map(file, Window.all(), arena).longs().toArray()).containsExactly(1, 2, 3, 4, 5);
            assertThat(map(file, Window.rows(1, 3), arena).longs().toArray()).containsExactly(2, 3);
            assertThat(map(file, Window.share(1, 2), arena).firstRow()).isEqualTo(3);
            assertThat(map(file, Window.share(1, 2), arena).longs().toArray()).containsExactly(4, 5);
        }
    }

    @Test
    void whatIsDeflatedAndLargeIsInflatedIntoAFile() throws IOException {
        Path deflated = folder.resolve("large.npz");
        int length = (int) (InflatedArena.MOST_IN_MEMORY / Long.BYTES);
        long[] values = new long[length];
        values[length - 1] = 7;
        Npz.write(deflated, NpzOptions.defaults().deflate(), writer -> writer.add("x", values));

        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = map(ArrayFile.of(deflated + "::x"), Window.all(), arena);

            assertThat(array.segment().isMapped()).isTrue();
            assertThat(array.longs().sum()).isEqualTo(7);
            assertThat(array.longs().get(length - 1)).isEqualTo(7);
        }
    }

    @Test
    void temporaryFilesAreGoneBeforeTheyAreUsed() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = new InflatedArena(arena, temporary).allocate(1000, 64);

            assertThat(temporary).isEmptyDirectory();
            assertThat(segment.fill((byte) 1).byteSize()).isEqualTo(1000);
        }
    }

    @Test
    void aDiskThatIsTooSmallIsToldBeforeAnythingIsWritten() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> new InflatedArena(arena, temporary).allocate(1L << 60, 64))
                    .havingCause()
                    .withMessageContaining("no space: it needs ");
        }
        assertThat(temporary).isEmptyDirectory();
    }
}
