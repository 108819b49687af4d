package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays whose rows have no elements have rows all the same. */
class EmptyRowsTest {
    @TempDir
    private Path folder;

    @Test
    void firstRowOfRowsWithoutElements() throws IOException {
        Path path = folder.resolve("empty.npy");
        Npy.create(path, DType.INT32, Shape.of(5, 0, 7));

        assertThat(Npy.map(path).firstRow()).isZero();
        assertThat(Npy.map(path, Window.share(1, 2)).firstRow()).isEqualTo(3);
        assertThat(Npy.map(path, Window.rows(4, 5)).firstRow()).isEqualTo(4);
        assertThat(Npy.map(path, Window.rows(4, 5)).shape()).isEqualTo(Shape.of(1, 0, 7));
        assertThat(Npy.map(path, Window.elements(0, Shape.of(0))).firstRow()).isZero();
    }
}
