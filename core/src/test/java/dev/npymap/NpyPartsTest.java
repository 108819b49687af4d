package dev.npymap;

import static dev.npymap.CountingParts.counting;
import static dev.npymap.CountingParts.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.FolderState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Reading a folder of parts: the manifest, windows across parts, and parts that are not as it says. */
class NpyPartsTest {
    @TempDir
    private Path folder;

    @Test
    void partsAreOneSequenceOfRows() throws IOException {
        NpyParts made = counting(folder, 3, 0, 4);

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
        counting(folder, 3, 4);

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
        NpyParts parts = counting(folder, 3, 0, 4, 2);

        List<NpyParts.Piece> pieces = parts.map(Window.rows(2, 8));

        assertThat(pieces).extracting(NpyParts.Piece::firstRow).containsExactly(2L, 3L, 7L);
        assertThat(pieces).extracting(piece -> piece.array().firstRow()).containsExactly(2L, 0L, 0L);
        assertThat(elements(pieces)).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(parts.map(Window.rows(3, 3))).isEmpty();
    }

    @Test
    void sharesAreArraySplitsOfAllRows() throws IOException {
        NpyParts parts = counting(folder, 1, 5, 0, 4);

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
        NpyParts parts = counting(folder, 3, 4);

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
        NpyParts parts = counting(folder, 3, 4);

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

    @Test
    void aPartThatIsNotAsTheManifestSaysIsRefusedWhenItIsMapped() throws IOException {
        NpyParts parts = counting(folder, 3, 4, 5);
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
        NpyParts parts = counting(folder, 3, 4);
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
}
