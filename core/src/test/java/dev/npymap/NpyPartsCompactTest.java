package dev.npymap;

import static dev.npymap.CountingParts.counting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file of all parts. */
class NpyPartsCompactTest {
    @TempDir
    private Path folder;

    @Test
    void compactMakesOneFile() throws IOException {
        Path out = folder.resolve("out.npy");
        NpyParts parts = counting(folder, 3, 0, 4);

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
        NpyParts parts = counting(folder, 3);

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> parts.compact(out, CreateOptions.defaults()))
                .withMessage(out + ": it exists, and is left as it is");
        assertThat(out).hasContent("mine");

        parts.compact(out, CreateOptions.defaults().replace());

        assertThat(Npy.map(out).longs().toArray()).containsExactly(0, 1, 2);
    }

    @Test
    void compactReplacesNoPartAndMakesNoFortranOrder() throws IOException {
        NpyParts parts = counting(folder, 3);

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
        NpyParts parts = counting(folder, 3);
        Path out = Files.createDirectory(folder.resolve("out")).resolve("a.npy");
        Files.move(folder.resolve("a.npy"), out);

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> parts.compact(out, CreateOptions.defaults().replace()))
                .withMessage(folder.resolve("a.npy") + ": the folder's manifest lists it, and it is not there");
        assertThat(Npy.map(out).rows()).isEqualTo(3);
    }

    @Test
    void aCompactThatFailsLeavesNothing() throws IOException {
        NpyParts parts = counting(folder, 3, 4);
        Files.delete(folder.resolve("b.npy"));

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> parts.compact(folder.resolve("out.npy"), CreateOptions.defaults()))
                .withMessage(folder.resolve("b.npy") + ": the folder's manifest lists it, and it is not there");

        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("_manifest.json", "a.npy");
    }
}
