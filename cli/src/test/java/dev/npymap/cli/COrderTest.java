package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.BytesAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class COrderTest {
    @TempDir
    private Path folder;

    private NpyArray array(DType dtype, Shape shape) throws IOException {
        CreateOptions options = CreateOptions.defaults().fortran().replace();
        NpyArray array = Npy.create(folder.resolve("a.npy"), dtype, shape, options);
        byte[] bytes = new byte[(int) array.segment().byteSize()];
        new Random(bytes.length).nextBytes(bytes);
        MemorySegment.copy(bytes, 0, array.segment(), ValueLayout.JAVA_BYTE, 0, bytes.length);
        return array;
    }

    /** Element by element. */
    private static byte[] expected(NpyArray array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BytesAccessor elements = array.rawBytes();
        Shape shape = array.shape();
        long[] index = new long[shape.rank()];
        for (long i = 0; i < shape.size(); i++) {
            long rest = i;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape.dim(axis);
                rest /= shape.dim(axis);
            }
            out.write(elements.get(index));
        }
        return out.toByteArray();
    }

    private static byte[] actual(NpyArray array, long tileBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long itemSize = array.dtype().itemSize();
        COrder.forEachRun(array, tileBytes, (segment, offset, count) -> {
            byte[] run = segment.asSlice(offset, count * itemSize).toArray(ValueLayout.JAVA_BYTE);
            out.write(run, 0, run.length);
        });
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "<u2", "<u4", "<u8", "<c16", "S3", "V24"})
    void turnsFortranOrderAround(String dtype) throws IOException {
        List<Shape> shapes = List.of(
                Shape.of(2, 3),
                Shape.of(600, 7),
                Shape.of(5, 1, 4),
                Shape.of(1, 4, 3),
                Shape.of(3, 4, 5, 2),
                Shape.of(4, 1),
                Shape.of(7));
        for (Shape shape : shapes) {
            NpyArray array = array(DType.of(dtype), shape);
            // A tile of one element, of some columns of a row, of some rows, and of all.
            for (long tileBytes : new long[] {1, 50, 500, 1 << 20}) {
                assertThat(actual(array, tileBytes))
                        .as("%s in tiles of %d bytes", shape, tileBytes)
                        .isEqualTo(expected(array));
            }
        }
    }

    @Test
    void fortranOrderIsWhereNumPyWouldWriteIt() throws IOException {
        assertThat(COrder.isFortran(array(DType.INT8, Shape.of(2, 3)))).isTrue();
        assertThat(COrder.isFortran(array(DType.INT8, Shape.of(1, 2, 1, 3)))).isTrue();
        assertThat(COrder.isFortran(array(DType.INT8, Shape.of(1, 3)))).isFalse();
        assertThat(COrder.isFortran(array(DType.INT8, Shape.of(3, 1)))).isFalse();
        assertThat(COrder.isFortran(array(DType.INT8, Shape.of(2, 0, 3)))).isFalse();
        assertThat(COrder.isFortran(array(DType.bytes(0), Shape.of(2, 3)))).isFalse();
        assertThat(COrder.isFortran(array(DType.INT8, Shape.SCALAR))).isFalse();
    }
}
