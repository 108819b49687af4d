package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyPartWriterTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private NpyPartWriter writer() throws IOException {
        return NpyPartWriter.create(file(), DType.INT64, Shape.SCALAR);
    }

    private static MemorySegment counting(Arena arena, long from, int count) {
        MemorySegment rows = arena.allocate(ValueLayout.JAVA_LONG, count);
        for (int i = 0; i < count; i++) {
            rows.setAtIndex(ValueLayout.JAVA_LONG, i, from + i);
        }
        return rows;
    }

    /** Of less than the buffer's size, of more, and both mixed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 200_000, 1 << 17})
    void rowsThatCameInBatchesAreOneFile(int batch) throws IOException {
        long rows = 0;
        try (Arena arena = Arena.ofConfined();
                NpyPartWriter writer = writer()) {
            for (int length : new int[] {batch, 7, batch}) {
                writer.write(counting(arena, rows, length));
                rows += length;
                assertThat(writer.rows()).isEqualTo(rows);
            }
            NpyHeader header = writer.commit();
            assertThat(header.shape()).isEqualTo(Shape.of(rows));
        }

        assertThat(file()).hasBinaryContent(NpyFiles.countingBytes(MemoryOrder.C, rows));
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void aFileHasItsNameWhenItIsComplete() throws IOException {
        try (Arena arena = Arena.ofConfined();
                NpyPartWriter writer = writer()) {
            writer.write(counting(arena, 0, 1 << 18));

            assertThat(FolderState.names(folder)).containsExactly(".a.npy.npymap-part");
            Path unfinished = NpyPartWriter.unfinished(file());
            assertThat(Npy.readHeader(unfinished).shape()).isEqualTo(Shape.of(0));
        }

        assertThat(FolderState.names(folder)).isEmpty();
    }

    @Test
    void rowsMayBeAnyView() throws IOException {
        NpyArray source = Npy.map(NpyFiles.counting(folder.resolve("source.npy"), MemoryOrder.C, 6, 2));

        try (NpyPartWriter writer = NpyPartWriter.create(file(), DType.of(">i8"), Shape.of(2))) {
            writer.write(source.slice(0, 0, 6, 2));
            writer.write(source.rows(1, 2));
            assertThat(writer.dtype()).isEqualTo(DType.of(">i8"));
            assertThat(writer.shape()).isEqualTo(Shape.of(4, 2));
            writer.commit();
        }

        assertThat(Npy.map(file()).longs().toArray()).containsExactly(0, 1, 4, 5, 8, 9, 2, 3);
    }

    @Test
    void rowsWithoutElementsAreCountedToo() throws IOException {
        NpyArray source = Npy.map(NpyFiles.counting(folder.resolve("source.npy"), MemoryOrder.C, 5, 0));

        try (NpyPartWriter writer = NpyPartWriter.create(file(), DType.INT64, Shape.of(0))) {
            writer.write(source);
            writer.write(source.rows(1, 3));
            assertThat(writer.rows()).isEqualTo(7);
            assertThat(writer.commit().shape()).isEqualTo(Shape.of(7, 0));
        }

        assertThat(Npy.readHeader(file()).shape()).isEqualTo(Shape.of(7, 0));
    }

    @Test
    void whatAreNoRowsIsRefused() throws IOException {
        try (Arena arena = Arena.ofConfined();
                NpyPartWriter writer = NpyPartWriter.create(file(), DType.INT64, Shape.of(2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(counting(arena, 0, 3)))
                    .withMessage("24 bytes are no whole rows of 16 bytes each");
            NpyArray wrong = Npy.map(NpyFiles.counting(folder.resolve("source.npy"), MemoryOrder.C, 2, 3));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(wrong))
                    .withMessage("expected rows for an array of the shape (0, 2), found the shape (2, 3)");
            writer.write(counting(arena, 0, 2));
            assertThat(writer.commit().shape()).isEqualTo(Shape.of(1, 2));
        }
    }

    @Test
    void aFileThatIsThereIsLeft() throws IOException {
        Files.writeString(file(), "mine");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(this::writer)
                .withMessage(file() + ": it exists, and is left as it is");
        assertThat(file()).hasContent("mine");
    }

    @Test
    void aFileThatWasMadeMeanwhileIsLeft() throws IOException {
        try (NpyPartWriter writer = writer()) {
            Files.writeString(file(), "mine");

            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(writer::commit);
        }
        assertThat(file()).hasContent("mine");
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void twoWritersOfOneFileExcludeEachOther() throws IOException {
        try (NpyPartWriter _ = writer()) {
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(this::writer)
                    .withMessage(file() + ": another writer is at work on it, or was killed and left "
                            + folder.resolve(".a.npy.npymap-part"));
        }
    }

    @Test
    void aWriterEndsOnce() throws IOException {
        NpyPartWriter writer = writer();
        writer.commit();
        writer.close();
        writer.close();

        assertThat(file()).hasBinaryContent(NpyFiles.countingBytes(MemoryOrder.C, 0));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(writer::commit)
                .withMessage(file() + ": the writer has ended");
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> writer.write(counting(arena, 0, 1)))
                    .withMessage(file() + ": the writer has ended");
        }
    }
}
