package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that come block by block. */
class SaveRowsTest {
    private static final CreateOptions DEFAULTS = CreateOptions.defaults();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private static RowBlocks blocks(NpyArray... arrays) {
        Iterator<NpyArray> left = List.of(arrays).iterator();
        return () -> left.hasNext() ? Optional.of(left.next()) : Optional.empty();
    }

    private NpyArray counting(String name, long... dims) throws IOException {
        NpyFiles.counting(folder.resolve(name), MemoryOrder.C, dims);
        return Npy.map(folder.resolve(name));
    }

    @Test
    void fileIsThatOfAllRows() throws IOException {
        NpyArray all = counting("all", 10, 3);

        NpyHeader header = Npy.saveRows(
                file(),
                DType.INT64,
                Shape.of(3),
                DEFAULTS,
                blocks(all.rows(0, 4), all.rows(4, 4), all.rows(4, 5), all.rows(5, 10)));

        assertThat(header).isEqualTo(all.header());
        assertThat(file()).hasSameBinaryContentAs(folder.resolve("all"));
    }

    @Test
    void blocksMayShareTheirMemory() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(8 * 1000);
            NpyArray block = Npy.mapRaw(memory, DType.INT64, Shape.of(1000), MemoryOrder.C, 0);
            long[] next = {0};

            NpyHeader header = Npy.saveRows(file(), DType.of(">i8"), Shape.SCALAR, DEFAULTS, () -> {
                if (next[0] == 500_000) {
                    return Optional.empty();
                }
                for (int i = 0; i < 1000; i++) {
                    block.longs().set(i, next[0]++);
                }
                return Optional.of(block);
            });

            assertThat(header).isEqualTo(NpyHeader.of(DType.of(">i8"), MemoryOrder.C, Shape.of(500_000)));
        }
        assertThat(Npy.map(file()).longs().toArray())
                .isEqualTo(LongStream.range(0, 500_000).toArray());
        assertThat(Files.readAllBytes(file())).startsWith(Npy.readHeader(file()).encode());
    }

    @Test
    void noRowsAreAnArrayWithoutRows() throws IOException {
        assertThat(Npy.saveRows(file(), DType.INT8, Shape.of(2, 3), DEFAULTS, Optional::empty)
                        .shape())
                .isEqualTo(Shape.of(0, 2, 3));
        assertThat(Npy.map(file()).shape()).isEqualTo(Shape.of(0, 2, 3));
    }

    @Test
    void rowsWithoutElementsAreCounted() throws IOException {
        Npy.saveRows(
                file(), DType.INT64, Shape.of(0), DEFAULTS, blocks(counting("none", 5, 0), counting("more", 2, 0)));

        assertThat(Npy.map(file()).shape()).isEqualTo(Shape.of(7, 0));
    }

    @Test
    void subArrayAppendsItsDimensions() throws IOException {
        DType pairs = DType.of("(2,)<i8");

        Npy.saveRows(file(), pairs, Shape.SCALAR, DEFAULTS.fortran(), blocks(counting("pairs", 3, 2)));

        assertThat(Npy.readHeader(file())).isEqualTo(NpyHeader.of(DType.INT64, MemoryOrder.C, Shape.of(3, 2)));
        assertThat(Npy.map(file()).longs().toArray()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    private void assertNothing() throws IOException {
        assertThat(FolderState.names(folder)).doesNotContain("a.npy").noneMatch(name -> name.startsWith("."));
    }

    @Test
    void errorOfTheRowsIsTheirOwn() throws IOException {
        NoSuchFileException own = new NoSuchFileException("elsewhere");
        NpyArray some = counting("some", 4);
        Iterator<NpyArray> left = Arrays.asList(some, some, null).iterator();

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Npy.saveRows(file(), DType.INT64, Shape.SCALAR, DEFAULTS, () -> {
                    NpyArray next = left.next();
                    if (next == null) {
                        throw own;
                    }
                    return Optional.of(next);
                }))
                .isSameAs(own);

        assertNothing();
    }

    @Test
    void otherRowsAreRefused() throws IOException {
        NpyArray some = counting("some", 4, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.saveRows(file(), DType.INT64, Shape.of(2), DEFAULTS, blocks(some)))
                .withMessage("expected rows for an array of the shape (0, 2), found the shape (4, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.saveRows(file(), DType.INT64, Shape.SCALAR, DEFAULTS, blocks(some)))
                .withMessage("expected rows for an array of the shape (0,), found the shape (4, 3)");
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> Npy.saveRows(file(), DType.INT32, Shape.of(3), DEFAULTS, blocks(some)))
                .withMessage("asked for a target for elements of <i8, alike but for byte order and padding, found <i4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.saveRows(file(), DType.INT64, Shape.of(3), DEFAULTS.fortran(), blocks(some)))
                .withMessage("rows that come one after the other lie in C order, not in Fortran order");
        assertNothing();
    }
}
