package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyBytes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyOpenOrCreateTest {
    private static final CreateOptions DEFAULTS = CreateOptions.defaults();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private NpyArray open(DType dtype, Shape shape, Window window) throws IOException {
        return Npy.openOrCreate(file(), dtype, shape, DEFAULTS, window, Arena.ofAuto());
    }

    @Test
    void createsAndThenOpens() throws IOException {
        open(DType.INT64, Shape.of(10), Window.rows(0, 5)).longs().set(4, 7);
        NpyArray second = open(DType.INT64, Shape.of(10), Window.share(0, 1));

        assertThat(second.longs().get(4)).isEqualTo(7);
        second.longs().set(4, 8);
        assertThat(Npy.map(file()).longs().get(4)).isEqualTo(8);
        FolderState.assertOnly(folder, "a.npy");
    }

    @Test
    void orderOfOneDimensionIsNoDifference() throws IOException {
        String text = NpyBytes.text("'<i8'", "True", "(3,)");
        Files.write(file(), NpyBytes.file(1, text, 24));

        assertThat(open(DType.INT64, Shape.of(3), Window.all()).rows()).isEqualTo(3);
    }

    @Test
    void dimensionsOfASubarrayAgreeWithThoseInTheFile() throws IOException {
        DType pairs = DType.of("(2,)<i8");
        assertThat(open(pairs, Shape.of(3), Window.all()).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(open(pairs, Shape.of(3), Window.all()).shape()).isEqualTo(Shape.of(3, 2));
    }

    @Test
    void alignedStructAgreesWithItsFile() throws IOException {
        DType aligned = DType.struct()
                .aligned()
                .field("a", DType.INT8)
                .field("b", DType.INT64)
                .build();
        open(aligned, Shape.of(3), Window.all());
        assertThat(open(aligned, Shape.of(3), Window.all()).dtype().itemSize()).isEqualTo(16);
    }
}
