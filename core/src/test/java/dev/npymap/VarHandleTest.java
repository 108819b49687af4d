package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.lang.invoke.WrongMethodTypeException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarHandleTest {
    @TempDir
    private Path folder;

    private NpyArray structs;

    @BeforeEach
    void createFile() throws IOException {
        DType dtype = DType.of("[('a', '|u1'), ('pos', [('x', '>f8'), ('m', '<i2', (2, 3))]), ('t', '<M8[s]')]");
        NpyFiles.zeros(folder.resolve("s.npy"), dtype, 5, 4);
        structs = Npy.map(folder.resolve("s.npy"), MapMode.READ_WRITE, Window.rows(1, 4));
    }

    @Test
    void readsAndWritesElements() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyArray array = Npy.create(
                file, DType.FLOAT64, Shape.of(3, 4), CreateOptions.defaults().fortran());
        VarHandle handle = array.varHandle();

        handle.set(array.segment(), array.baseOffset(), 2L, 3L, 1.5);

        assertThat((double) handle.get(array.segment(), array.baseOffset(), 2L, 3L))
                .isEqualTo(1.5);
        assertThat(array.doubles().get(2, 3)).isEqualTo(1.5);
        assertThat(handle.varType()).isEqualTo(double.class);
        assertThat(handle.coordinateTypes()).containsExactly(MemorySegment.class, long.class, long.class, long.class);
    }

    @Test
    void readsAndWritesFieldsInTheirByteOrder() {
        VarHandle x = structs.varHandle("pos.x");

        x.set(structs.segment(), structs.baseOffset(), 2L, 3L, -0.25);

        assertThat(structs.doubles("pos.x").get(2, 3)).isEqualTo(-0.25);
        assertThat((double) x.get(structs.segment(), structs.baseOffset(), 2L, 3L))
                .isEqualTo(-0.25);
    }

    @Test
    void dimensionsOfASubarrayAreCoordinates() {
        VarHandle m = structs.varHandle("pos.m");
        VarHandle item = structs.varHandle("pos.m[1,2]");

        m.set(structs.segment(), structs.baseOffset(), 2L, 3L, 1L, 2L, (short) 7);

        assertThat((short) item.get(structs.segment(), structs.baseOffset(), 2L, 3L))
                .isEqualTo((short) 7);
        assertThat(m.coordinateTypes()).hasSize(6);
        assertThat(item.coordinateTypes()).hasSize(4);
    }

    @Test
    void baseOffsetOfAFieldBelongsToIt() {
        NpyArray pos = structs.field("pos");
        VarHandle x = pos.varHandle("x");

        x.set(pos.segment(), pos.baseOffset(), 0L, 1L, 3.5);

        assertThat(pos.baseOffset()).isEqualTo(1);
        assertThat(structs.doubles("pos.x").get(0, 1)).isEqualTo(3.5);
    }

    @Test
    void scalarHasNoIndices() throws IOException {
        NpyArray scalar = Npy.create(folder.resolve("0.npy"), DType.INT32, Shape.SCALAR);
        VarHandle handle = scalar.varHandle();

        handle.set(scalar.segment(), scalar.baseOffset(), 42);

        assertThat(scalar.ints().get()).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({
        "|b1, boolean",
        "|i1, byte",
        "|u1, byte",
        "<i2, short",
        ">u2, short",
        "<f2, short",
        "<i4, int",
        ">u4, int",
        "<i8, long",
        ">u8, long",
        "<M8[s], long",
        ">m8, long",
        "<f4, float",
        ">f8, double"
    })
    void typeIsThatOfTheLayout(String dtype, String type) throws IOException {
        NpyArray array = Npy.create(folder.resolve("t.npy"), DType.of(dtype), Shape.of(1));

        assertThat(array.varHandle().varType()).hasToString(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f16", "<c8", "<c16", "|S3", "<U3", "|V3", "[('a', '<i4')]"})
    void onlyAValueHasAHandle(String dtype) throws IOException {
        NpyArray array = Npy.create(folder.resolve("v.npy"), DType.of(dtype), Shape.of(1));

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(array::varHandle)
                .withMessage(
                        "asked for a VarHandle: a bool, int, half, float, double or date, found %s", array.dtype());
    }

    @Test
    void everyIndexIsCheckedAgainstItsOwnDimension() {
        VarHandle m = structs.varHandle("pos.m");
        long[][] wrong = {
            {3, 0, 0, 0},
            {-1, 0, 0, 0},
            {0, 4, 0, 0},
            {0, 0, 2, 0},
            {0, 0, 0, 3},
            {0, 0, 0, -1},
            {0, 0, 0, Long.MAX_VALUE}
        };
        long[] lengths = {3, 4, 2, 3};
        for (long[] index : wrong) {
            int axis = 0;
            while (index[axis] == 0) {
                axis++;
            }
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> m.set(
                            structs.segment(), structs.baseOffset(), index[0], index[1], index[2], index[3], (short) 1))
                    .withMessage("Index %d out of bounds for length %d", index[axis], lengths[axis]);
        }
    }

    @Test
    void readOnlyMapIsNotWritten() throws IOException {
        NpyArray readOnly = Npy.map(folder.resolve("s.npy"));
        VarHandle a = readOnly.varHandle("a");

        assertThat((byte) a.get(readOnly.segment(), readOnly.baseOffset(), 0L, 0L))
                .isZero();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> a.set(readOnly.segment(), readOnly.baseOffset(), 0L, 0L, (byte) 1));
    }

    @Test
    void isExactAboutTheNumberOfIndices() {
        VarHandle a = structs.varHandle("a");

        assertThatExceptionOfType(WrongMethodTypeException.class)
                .isThrownBy(() -> a.get(structs.segment(), structs.baseOffset(), 0L));
    }

    @Test
    void baseOffsetMayBeThatOfAnyRow() {
        VarHandle a = structs.varHandle("a");

        a.set(structs.segment(), structs.baseOffset() + structs.strides()[0], 0L, 0L, (byte) 9);

        assertThat(structs.bytes("a").get(1, 0)).isEqualTo((byte) 9);
    }
}
