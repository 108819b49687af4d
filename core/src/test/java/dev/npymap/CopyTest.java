package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From file to file. */
class CopyTest {
    @TempDir
    private Path folder;

    private NpyArray counting;

    @BeforeEach
    void mapSource() throws IOException {
        counting = Npy.map(NpyFiles.counting(folder.resolve("counting.npy"), MemoryOrder.C, 2, 3));
    }

    private NpyArray create(String dtype, long... dims) throws IOException {
        return Npy.create(
                folder.resolve("target.npy"),
                DType.of(dtype),
                Shape.of(dims),
                CreateOptions.defaults().fortran());
    }

    @Test
    void memoryAndByteOrderMayDiffer() throws IOException {
        NpyArray target = create(">i8", 2, 3);
        counting.copyTo(target);

        assertThat(target.longs().toArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(target.longs().get(1, 0)).isEqualTo(3);
    }

    @Test
    void viewsAreSourcesAndTargets() throws IOException {
        NpyArray target = create("[('a', '<i2'), ('n', '<i8')]", 3, 2).field("n");
        counting.transpose().slice(0, 2, -1, -1).copyTo(target);

        assertThat(target.longs().toArray()).containsExactly(2, 5, 1, 4, 0, 3);
    }

    @Test
    void castsAreAskedFor() throws IOException {
        NpyArray target = create("<f4", 2, 3);

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> counting.copyTo(target))
                .withMessage("asked for a target for elements of <i8, alike but for byte order and padding, found <f4");
        counting.castTo(target);
        assertThat(target.floats().toArray()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void readOnlyFilesAreNotWritten() throws IOException {
        NpyArray target = create("<i8", 2, 3);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> target.copyTo(counting))
                .withMessageStartingWith("the array is mapped READ_ONLY");
    }
}
