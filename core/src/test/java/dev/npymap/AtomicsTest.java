package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.access.AtomicIntAccessor;
import dev.npymap.access.AtomicLongAccessor;
import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.NpyBytes;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Atomic access to mapped files. */
class AtomicsTest {
    private static final DType PADDED =
            DType.of("[('flag', '|u1'), ('', '|V3'), ('m', '>i4', (2,)), ('', '|V4'), ('n', '<i8')]");

    @TempDir
    private Path folder;

    private NpyArray padded() throws IOException {
        Path file = NpyFiles.zeros(folder.resolve("padded.npy"), PADDED, 5, 4);
        return Npy.map(file, MapMode.READ_WRITE, Window.rows(1, 4));
    }

    @Test
    void elementsAndFields() throws IOException {
        NpyArray longs = Npy.create(folder.resolve("l.npy"), DType.UINT64, Shape.of(3));
        NpyArray ints = Npy.create(folder.resolve("i.npy"), DType.of(">i4"), Shape.of(3));
        NpyArray structs = padded();

        assertThat(longs.atomicLongs().addAndGet(2, 7)).isEqualTo(7);
        assertThat(ints.atomicInts().addAndGet(2, 7)).isEqualTo(7);
        assertThat(structs.atomicLongs("n").addAndGet(new long[] {2, 3}, 7)).isEqualTo(7);
        assertThat(structs.atomicInts("m").addAndGet(new long[] {2, 3, 1}, 7)).isEqualTo(7);
        assertThat(structs.atomicInts("m[1]").getAndSet(new long[] {2, 3}, 0)).isEqualTo(7);

        assertThat(longs.longs().toArray()).containsExactly(0, 0, 7);
        assertThat(ints.ints().toArray()).containsExactly(0, 0, 7);
        assertThat(structs.longs("n").get(2, 3)).isEqualTo(7);
    }

    /** NPZ.jl writes such files. */
    @ParameterizedTest
    @CsvSource({"82, 2", "83, 1", "84, 4"})
    void payloadThatBeginsAtAnOddByteIsRefused(int payloadOffset, int multiple) throws IOException {
        String text = NpyBytes.text("'<i8'", "False", "(2,)").replace("\n", "");
        String padding = " ".repeat(payloadOffset - 1 - NpyBytes.prefixLength(2) - text.length());
        Path file = Files.write(folder.resolve("odd.npy"), NpyBytes.file(2, text + padding + "\n", 16));
        NpyArray array = Npy.map(file, MapMode.READ_WRITE, Window.all());

        assertThat(array.header().payloadOffset()).isEqualTo(payloadOffset);
        String message =
                "<i8 is not aligned for atomic access, which needs multiples of 8 bytes: element 0 lies at byte 0"
                        + " of a segment that begins at a multiple of " + multiple;
        assertThatIllegalArgumentException().isThrownBy(array::atomicLongs).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(array::atomicVarHandle).withMessage(message);
    }

    @Test
    void fieldsOfAPackedStructAreRefused() throws IOException {
        DType packed = DType.of("[('flag', '|u1'), ('n', '<i8'), ('m', '<i4')]");
        NpyArray array = Npy.create(folder.resolve("packed.npy"), packed, Shape.of(2));
        String place = " element 0 lies at byte 1 of a segment that begins at a multiple of 8;"
                + " neighbours along axis 0 are 13 bytes apart";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.atomicLongs("n"))
                .withMessageStartingWith("<i8 in the field 'n' is not aligned")
                .withMessageEndingWith(place);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.atomicVarHandle("n"))
                .withMessageEndingWith(place);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.atomicInts("m"))
                .withMessageEndingWith("element 0 lies at byte 9 of a segment that begins at a multiple of 4;"
                        + " neighbours along axis 0 are 13 bytes apart");
    }

    @Test
    void alignedStructIsTaken() throws IOException {
        DType aligned = DType.struct()
                .aligned()
                .field("flag", DType.UINT8)
                .field("n", DType.INT64)
                .build();
        NpyArray array = Npy.create(folder.resolve("aligned.npy"), aligned, Shape.of(2));

        assertThat(array.atomicLongs("n").getAndAdd(1, 1)).isZero();
    }

    /** Of 12-byte structs every second one is aligned, from either end. */
    @Test
    void viewMayBeAlignedWhereTheWholeIsNot() throws IOException {
        DType packed = DType.of("[('n', '<i8'), ('m', '<i4')]");
        NpyArray array = Npy.create(folder.resolve("halves.npy"), packed, Shape.of(5));
        NpyArray even = array.slice(0, 0, 5, 2);
        NpyArray reversed = array.slice(0, 4, -1, -2);

        even.atomicLongs("n").addAndGet(2, 7);

        assertThat(reversed.atomicLongs("n").get(0)).isEqualTo(7);
        assertThat((long) reversed.atomicVarHandle("n").getAcquire(reversed.segment(), reversed.baseOffset(), 0L))
                .isEqualTo(7);
        assertThat(array.longs("n").toArray()).containsExactly(0, 0, 0, 0, 7);
        assertThat(array.atomicInts("m").size()).isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.atomicLongs("n"))
                .withMessageEndingWith("multiples of 8 bytes: neighbours along axis 0 are 12 bytes apart");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.slice(0, 1, 5, 2).atomicLongs("n"))
                .withMessageEndingWith("element 0 lies at byte 12 of a segment that begins at a multiple of 8");
    }

    @Test
    void readOnlyMapIsReadAndNotWritten() throws IOException {
        Path file = NpyFiles.zeros(folder.resolve("r.npy"), PADDED, 3);
        AtomicLongAccessor longs = Npy.map(file).atomicLongs("n");
        AtomicIntAccessor ints = Npy.map(file).atomicInts("m[0]");

        assertThat(longs.get(1) + ints.getAcquire(1)).isZero();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> longs.compareAndSet(1, 5, 6))
                .withMessageStartingWith("the array is mapped READ_ONLY");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ints.getAndAdd(1, 0));
    }

    @Test
    void changesOfAPrivateMapStayThere() throws IOException {
        Path file = NpyFiles.zeros(folder.resolve("p.npy"), DType.INT64, 3);

        assertThat(Npy.map(file, MapMode.PRIVATE, Window.all()).atomicLongs().addAndGet(0, 2))
                .isEqualTo(2);
        assertThat(Npy.map(file).atomicLongs().get(0)).isZero();
    }

    @Test
    void otherTypesAreRefusedAsTypes() throws IOException {
        NpyArray array = padded();

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> array.atomicLongs("m"))
                .withMessage("asked for an atomic long: i8, u8, M8 or m8, found >i4 in the field 'm'");
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> array.atomicInts("flag"))
                .withMessage("asked for an atomic int: i4 or u4, found |u1 in the field 'flag'");
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(array::atomicVarHandle)
                .withMessageStartingWith("asked for a VarHandle: a bool, int, half, float, double or date, found [(");
    }

    @Test
    void handleHasAllAccessModes() throws IOException {
        NpyArray array = padded();
        MemorySegment segment = array.segment();
        long base = array.baseOffset();
        VarHandle n = array.atomicVarHandle("n");
        VarHandle m = array.atomicVarHandle("m");

        assertThat((long) n.getAndAdd(segment, base, 2L, 3L, 5L)).isZero();
        assertThat((long) n.getAndBitwiseOr(segment, base, 2L, 3L, 2L)).isEqualTo(5);
        assertThat(n.compareAndSet(segment, base, 2L, 3L, 7L, 9L)).isTrue();
        m.setRelease(segment, base, 2L, 3L, 1L, 11);
        assertThat((int) m.getAcquire(segment, base, 2L, 3L, 1L)).isEqualTo(11);

        assertThat(array.longs("n").get(2, 3)).isEqualTo(9);
        assertThat(array.ints("m").get(2, 3, 1)).isEqualTo(11);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> n.getVolatile(segment, base, 2L, 4L))
                .withMessage("Index 4 out of bounds for length 4");
        assertThatIllegalArgumentException().isThrownBy(() -> n.getVolatile(segment, base + 1, 0L, 0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"|b1", "|i1", "<i2", ">f2", "<f4", ">f8", "<i4", ">u8", "<M8[s]"})
    void everyValueHasAHandle(String dtype) throws IOException {
        NpyArray array = Npy.create(folder.resolve("v.npy"), DType.of(dtype), Shape.of(2));
        VarHandle handle = array.atomicVarHandle();
        boolean swaps = array.dtype().itemSize() >= Integer.BYTES;

        assertThat(handle.varType()).isEqualTo(array.varHandle().varType());
        assertThat(handle.coordinateTypes()).isEqualTo(array.varHandle().coordinateTypes());
        assertThat(handle.isAccessModeSupported(VarHandle.AccessMode.SET_VOLATILE))
                .isTrue();
        assertThat(handle.isAccessModeSupported(VarHandle.AccessMode.COMPARE_AND_SET))
                .isEqualTo(swaps);
    }
}
