package dev.npymap;

import static java.nio.channels.FileChannel.MapMode.PRIVATE;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.FolderState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays in files that are no NPY files, and in memory. */
class MapRawTest {
    @TempDir
    private Path folder;

    private Path file;
    private final byte[] bytes = new byte[51];

    /** 51 bytes: 3, then 2 x 3 x 4 little-endian shorts 0 to 23. */
    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 24; i++) {
            bytes[3 + 2 * i] = (byte) i;
        }
        file = Files.write(folder.resolve("a.bin"), bytes);
    }

    private NpyArray map(FileChannel.MapMode mode, MemoryOrder order, Window window) throws IOException {
        return Npy.mapRaw(file, DType.INT16, Shape.of(2, 3, 4), order, 3, mode, window, Arena.ofAuto());
    }

    @Test
    void wholeFileIsOneDimension() throws IOException {
        NpyArray array = Npy.mapRaw(file, DType.of("(3,)u1"));

        assertThat(array.shape()).isEqualTo(Shape.of(17, 3));
        assertThat(array.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
        assertThat(array.segment().isReadOnly()).isTrue();
        assertThat(array.header())
                .isEqualTo(new NpyHeader(FormatVersion.V1_0, DType.UINT8, MemoryOrder.C, Shape.of(17, 3), 0));
        assertThat(Npy.mapRaw(Files.createFile(folder.resolve("empty")), DType.INT64)
                        .shape())
                .isEqualTo(Shape.of(0));
    }

    @Test
    void wholeFileMustEndWithAnElement() {
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npy.mapRaw(file, DType.INT16))
                .withMessage("%s: byte 50: expected a whole number of 2-byte elements, found 1 bytes more", file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.mapRaw(file, DType.raw(0)))
                .withMessage("elements of the dtype |V0 have no bytes: give their number");
    }

    @Test
    void arrayBeginsAtAnyByteInEitherOrder() throws IOException {
        NpyArray c = map(READ_ONLY, MemoryOrder.C, Window.all());
        assertThat(c.shorts().toArray()).isEqualTo(shorts(0, 24));
        assertThat(c.shorts().get(1, 2, 3)).isEqualTo((short) 23);

        NpyArray fortran = map(READ_ONLY, MemoryOrder.FORTRAN, Window.all());
        assertThat(fortran.transpose().shorts().toArray()).isEqualTo(shorts(0, 24));
        assertThat(fortran.header())
                .isEqualTo(new NpyHeader(FormatVersion.V1_0, DType.INT16, MemoryOrder.FORTRAN, Shape.of(2, 3, 4), 3));
    }

    private static short[] shorts(int from, int to) {
        short[] shorts = new short[to - from];
        IntStream.range(from, to).forEach(i -> shorts[i - from] = (short) i);
        return shorts;
    }

    @Test
    void windowsAreThoseOfAnNpyFile() throws IOException {
        NpyArray share = map(READ_ONLY, MemoryOrder.C, Window.share(1, 2));
        assertThat(share.shorts().toArray()).isEqualTo(shorts(12, 24));
        assertThat(share.firstRow()).isEqualTo(1);

        NpyArray elements = map(READ_ONLY, MemoryOrder.C, Window.elements(5, Shape.of(2)));
        assertThat(elements.shorts().toArray()).isEqualTo(shorts(5, 7));
        assertThat(elements.elementOffset()).isEqualTo(5);
    }

    @Test
    void modesAreThoseOfAnNpyFile() throws IOException {
        NpyArray copy = map(PRIVATE, MemoryOrder.C, Window.all());
        copy.shorts().fill((short) 7);
        assertThat(file).hasBinaryContent(bytes);

        NpyArray mine = map(READ_WRITE, MemoryOrder.C, Window.rows(1, 2));
        mine.at(0, 0).at(0, 0).shorts().set(0, (short) 0x102);
        mine.force();
        bytes[27] = 2;
        bytes[28] = 1;
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void fileIsNeverExtended() throws IOException {
        FolderState before = FolderState.of(folder);
        for (FileChannel.MapMode mode : new FileChannel.MapMode[] {READ_ONLY, READ_WRITE, PRIVATE}) {
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> Npy.mapRaw(
                            file, DType.INT16, Shape.of(2, 3, 4), MemoryOrder.C, 4, mode, Window.all(), Arena.ofAuto()))
                    .withMessage(
                            "%s: byte 51: expected 48 bytes from byte 4 on, for shape (2, 3, 4) of 2-byte elements, so a"
                                    + " file of at least 52 bytes, found the end of the file",
                            file);
        }
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.mapRaw(MemorySegment.NULL, DType.INT16, Shape.of(0), MemoryOrder.C, -1))
                .withMessage("a payload that begins at byte -1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Npy.mapRaw(MemorySegment.NULL, DType.of("(3,)i4"), Shape.of(0), MemoryOrder.FORTRAN, 0))
                .withMessage("elements of the dtype ('<i4', (3,)) do not lie in Fortran order: append its dimensions to"
                        + " the shape");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.mapRaw(MemorySegment.ofArray(bytes), DType.INT16, Shape.of(2), MemoryOrder.C, 0))
                .withMessage("the segment is that of a heap array; an array here needs native memory");
        MemorySegment twenty = Arena.ofAuto().allocate(20);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Npy.mapRaw(twenty, DType.INT16, Shape.of(2, 4), MemoryOrder.C, 5))
                .withMessage("16 bytes from offset 5 of a segment of 20 bytes");
    }

    @Test
    void memoryIsAnArray() {
        MemorySegment memory = Arena.ofAuto().allocate(51).copyFrom(MemorySegment.ofArray(bytes));
        NpyArray array = Npy.mapRaw(memory, DType.INT16, Shape.of(2, 3, 4), MemoryOrder.C, 3);

        assertThat(array.rows(1, 2).shorts().toArray()).isEqualTo(shorts(12, 24));
        assertThat(array.rows(1, 2).firstRow()).isEqualTo(1);
        array.shorts().fill((short) -1);
        assertThat(memory.asSlice(0, 3).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
        assertThat(memory.asSlice(3).toArray(ValueLayout.JAVA_BYTE)).containsOnly(-1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(array::force)
                .withMessage("the array lies in memory that is no map of a file, so there is nothing to force");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Npy.mapRaw(memory.asReadOnly(), DType.INT16, Shape.of(2), MemoryOrder.C, 0)
                        .shorts()
                        .set(0, (short) 1));
    }

    @Test
    void mapOfTheCallersIsForced() throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment map = channel.map(READ_WRITE, 0, 51, arena);
            NpyArray array = Npy.mapRaw(map, DType.INT8, Shape.of(3), MemoryOrder.C, 0);
            array.bytes().fill((byte) 9);
            array.force();
        }
        Arrays.fill(bytes, 0, 3, (byte) 9);
        assertThat(file).hasBinaryContent(bytes);
    }
}
