package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays out of Java. (NumPy reads them in the integration tests, and records have a test of their own.) */
class SaveTest {
    private static final CreateOptions DEFAULTS = CreateOptions.defaults();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private void assertFile(DType dtype, MemoryOrder order, Shape shape) throws IOException {
        NpyHeader expected = NpyHeader.of(dtype, order, shape);
        assertThat(Files.readAllBytes(file())).startsWith(expected.encode());
        assertThat(file()).hasSize(expected.fileSize());
        assertThat(FolderState.names(folder)).isSubsetOf("a.npy", "source");
    }

    static Stream<Arguments> primitives() {
        return Stream.of(
                arguments(new boolean[] {true, false, true}, DType.BOOL, new byte[] {1, 0, 1}),
                arguments(new byte[] {1, -2, 3}, DType.INT8, new byte[] {1, -2, 3}),
                arguments(new short[] {1, -2, 0x304}, DType.INT16, new byte[] {1, 0, -2, -1, 4, 3}),
                arguments(new int[] {-2}, DType.INT32, new byte[] {-2, -1, -1, -1}),
                arguments(new long[] {-2}, DType.INT64, new byte[] {-2, -1, -1, -1, -1, -1, -1, -1}),
                arguments(new float[] {1}, DType.FLOAT32, new byte[] {0, 0, (byte) 0x80, 0x3f}),
                arguments(new double[] {1}, DType.FLOAT64, new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f}),
                arguments(new double[0], DType.FLOAT64, new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void primitiveArrayIsItsDtype(Object array, DType dtype, byte[] payload) throws IOException {
        NpyHeader header = Npy.save(file(), array);

        assertThat(header)
                .isEqualTo(NpyHeader.of(dtype, MemoryOrder.C, Shape.of(java.lang.reflect.Array.getLength(array))));
        assertFile(dtype, MemoryOrder.C, header.shape());
        assertThat(Files.readAllBytes(file())).endsWith(payload);
    }

    @Test
    void arrayLargerThanTheBufferIsWhole() throws IOException {
        double[] array = DoubleStream.iterate(0.5, x -> x + 1).limit(100_001).toArray();

        Npy.save(file(), array);

        assertThat(Npy.map(file()).doubles().toArray()).isEqualTo(array);
    }

    @Test
    void nestedArraysAreDimensions() throws IOException {
        int[][][] array = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};

        Npy.save(file(), array);

        assertFile(DType.INT32, MemoryOrder.C, Shape.of(2, 3, 2));
        assertThat(Npy.map(file()).ints().toArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void nestedArraysInFortranOrder() throws IOException {
        long[][] array = new long[300][400];
        for (int i = 0; i < 300; i++) {
            array[i] = LongStream.range(400L * i, 400L * (i + 1)).toArray();
        }

        Npy.save(file(), array, DEFAULTS.fortran().version(FormatVersion.V2_0));

        NpyArray saved = Npy.map(file());
        assertThat(saved.header())
                .isEqualTo(NpyHeader.of(FormatVersion.V2_0, DType.INT64, MemoryOrder.FORTRAN, Shape.of(300, 400)));
        assertThat(saved.longs().toArray())
                .isEqualTo(LongStream.range(0, 120_000).toArray());
        assertThat(saved.segment().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, 1))
                .isEqualTo(400);
    }

    static Stream<Arguments> empty() {
        return Stream.of(
                arguments(new double[0][3], Shape.of(0, 0)),
                arguments(new double[3][0], Shape.of(3, 0)),
                arguments(new double[2][0][5], Shape.of(2, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("empty")
    void emptyDimensionsAreKept(Object array, Shape shape) throws IOException {
        Npy.save(file(), array, DEFAULTS.fortran());

        assertFile(DType.FLOAT64, MemoryOrder.C, shape);
    }

    static Stream<Arguments> noArrays() {
        String expected = "expected an array of boolean, byte, short, int, long, float or double, found ";
        return Stream.of(
                arguments("text", expected + "java.lang.String"),
                arguments(List.of(1.0), expected + List.of(1.0).getClass().getTypeName()),
                arguments(new Double[] {1.0}, expected + "java.lang.Double[]"),
                arguments(new char[][] {{'a'}}, expected + "char[][], and NumPy has no type for a char"),
                arguments(
                        new int[][] {{1, 2}, {3}},
                        "the array is ragged: that at [1] has the length 1, and that at [0] has 2"),
                arguments(
                        new int[][][] {{{1}, {2}}, {{3}, {4, 5}}},
                        "the array is ragged: that at [1][1] has the length 2, and that at [0][0] has 1"),
                arguments(
                        new int[][][] {{{1}}, {}},
                        "the array is ragged: that at [1] has the length 0, and that at [0] has 1"),
                arguments(new int[][] {null, {1}}, "the array at [0] is null"),
                arguments(new int[][][] {{{1}, null}}, "the array at [0][1] is null"));
    }

    @ParameterizedTest
    @MethodSource("noArrays")
    void whatIsNoRectangularArrayIsRefused(Object array, String message) throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.save(file(), array))
                .withMessage(message);
        assertThat(FolderState.names(folder)).isEmpty();
    }

    @Test
    void existingFileIsKeptUnlessItIsToBeReplaced() throws IOException {
        Npy.save(file(), new int[] {1});
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> Npy.save(file(), new int[] {2}))
                .withMessage("%s: it exists, and is left as it is", file());
        assertThat(FolderState.of(folder)).isEqualTo(before);

        Npy.save(file(), new int[] {2}, DEFAULTS.replace());
        assertThat(Npy.map(file()).ints().toArray()).containsExactly(2);
    }

    @Test
    void ledgerOfAnEarlierFileIsHeeded() throws IOException {
        Path ledger = Files.createFile(folder.resolve("a.npy.ledger.npy"));

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Npy.save(file(), new int[] {2}))
                .withMessage(
                        "%s: %s is there, which tells of the shares of an earlier file of this name: delete it first",
                        file(), ledger);
        assertThat(FolderState.names(folder)).containsExactly("a.npy.ledger.npy");
    }

    @Test
    void arrayThatChangesMeanwhileIsNotSaved() throws IOException {
        NpyHeader header = NpyHeader.of(DType.INT8, MemoryOrder.C, Shape.of(2, 2));

        assertThatExceptionOfType(ConcurrentModificationException.class)
                .isThrownBy(() -> NewFile.of(file(), header, DEFAULTS, out -> out.putArray(new byte[3])))
                .withMessage("of the 4 elements of the shape (2, 2) 3 were there when they were written");
        assertThat(FolderState.names(folder)).isEmpty();
    }

    @Test
    void viewKeepsItsOrderUnlessToldOtherwise() throws IOException {
        NpyArray array = Npy.map(NpyFiles.counting(folder.resolve("source"), MemoryOrder.C, 30, 4, 5));
        long[] transposed = array.transpose().longs().toArray();

        assertThat(Npy.save(folder.resolve("c"), array).order()).isEqualTo(MemoryOrder.C);
        assertThat(folder.resolve("c")).hasSameBinaryContentAs(folder.resolve("source"));
        assertThat(Npy.save(folder.resolve("f"), array.transpose()).order()).isEqualTo(MemoryOrder.FORTRAN);
        assertThat(Npy.map(folder.resolve("f")).longs().toArray()).isEqualTo(transposed);
        assertThat(Npy.save(folder.resolve("t"), array.transpose(), DEFAULTS).order())
                .isEqualTo(MemoryOrder.C);
        assertThat(Npy.map(folder.resolve("t")).longs().toArray()).isEqualTo(transposed);
    }

    @Test
    void stridedViewLargerThanTheBufferIsWhole() throws IOException {
        NpyArray array = Npy.map(NpyFiles.counting(folder.resolve("source"), MemoryOrder.C, 3, 50_000, 2));
        NpyArray view = array.slice(1, 49_999, -1, -1).at(2, 1);

        Npy.save(file(), view, DType.of(">i8"), DEFAULTS.fortran());

        NpyArray saved = Npy.map(file());
        assertThat(saved.header()).isEqualTo(NpyHeader.of(DType.of(">i8"), MemoryOrder.FORTRAN, Shape.of(3, 50_000)));
        assertThat(saved.longs().toArray()).isEqualTo(view.longs().toArray());
    }

    @Test
    void paddingIsDroppedAndByteOrderConverted() throws IOException {
        NpyArray padded = Npy.create(
                folder.resolve("source"), DType.of("[('a', '|i1'), ('', '|V3'), ('b', '<i4')]"), Shape.of(2));
        padded.rawBytes().fill(new byte[] {1, 9, 9, 9, 2, 3, 4, 5});
        DType packed = DType.of("[('a', '|i1'), ('b', '>i4')]");

        Npy.save(file(), padded, packed, DEFAULTS);

        assertFile(packed, MemoryOrder.C, Shape.of(2));
        assertThat(Files.readAllBytes(file())).endsWith(1, 5, 4, 3, 2, 1, 5, 4, 3, 2);
    }

    @Test
    void addedPaddingIsZeros() throws IOException {
        NpyArray packed =
                Npy.create(folder.resolve("source"), DType.of("[('a', '|i1'), ('b', '<i4')]"), Shape.of(100_000));
        packed.rawBytes().fill(new byte[] {1, 2, 3, 4, 5});

        Npy.save(file(), packed, DType.of("[('a', '|i1'), ('', '|V3'), ('b', '<i4')]"), DEFAULTS);

        NpyArray saved = Npy.map(file());
        for (long i = 0; i < saved.rows(); i++) {
            assertThat(saved.rawBytes().get(i)).containsExactly(1, 0, 0, 0, 2, 3, 4, 5);
        }
    }

    @Test
    void savingIsNoCast() throws IOException {
        NpyArray none = Npy.create(folder.resolve("source"), DType.INT64, Shape.of(0));

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> Npy.save(file(), none, DType.FLOAT64, DEFAULTS))
                .withMessage("asked for a target for elements of <i8, alike but for byte order and padding, found <f8");
        assertThat(FolderState.names(folder)).containsExactly("source");
    }

    @Test
    void arrayCanReplaceTheFileThatItIsMappedFrom() throws IOException {
        NpyArray array = Npy.map(NpyFiles.counting(file(), MemoryOrder.C, 3, 2));

        Npy.save(file(), array.slice(0, 2, -1, -1), DEFAULTS.replace());

        assertThat(array.longs().toArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Npy.map(file()).longs().toArray()).containsExactly(4, 5, 2, 3, 0, 1);
    }

    @Test
    void arrayWithoutDimensionsOrBytesIsSaved() throws IOException {
        NpyArray array = Npy.map(NpyFiles.counting(folder.resolve("source"), MemoryOrder.C, 5));
        Npy.save(file(), array.at(0, 3));
        assertThat(Npy.map(file()).longs().get()).isEqualTo(3);

        NpyArray noBytes = Npy.create(folder.resolve("none"), DType.raw(0), Shape.of(7, 2));
        assertThat(Npy.save(file(), noBytes, DEFAULTS.replace()).shape()).isEqualTo(Shape.of(7, 2));
        assertThat(file()).hasSize(128);
    }

    static Stream<Arguments> segments() {
        byte[] bytes = new byte[600_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * i % 251);
        }
        MemorySegment nativeCopy = Arena.ofAuto().allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
        double[] doubles = nativeCopy.toArray(ValueLayout.JAVA_DOUBLE);
        return Stream.of(
                arguments("native", nativeCopy, bytes),
                arguments("byte[]", MemorySegment.ofArray(bytes), bytes),
                arguments("double[]", MemorySegment.ofArray(doubles), bytes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("segments")
    void segmentIsThePayload(String name, MemorySegment segment, byte[] bytes) throws IOException {
        Npy.save(file(), segment, DType.of("(5,)>u2"), Shape.of(300, 200));

        assertFile(DType.of(">u2"), MemoryOrder.C, Shape.of(300, 200, 5));
        assertThat(Files.readAllBytes(file())).endsWith(bytes);

        Npy.save(
                file(),
                segment,
                DType.INT32,
                Shape.of(300, 500),
                DEFAULTS.replace().fortran());

        assertFile(DType.INT32, MemoryOrder.FORTRAN, Shape.of(300, 500));
        assertThat(Files.readAllBytes(file())).endsWith(bytes);
    }

    @Test
    void segmentMustFitExactly() throws IOException {
        MemorySegment segment = MemorySegment.ofArray(new byte[24]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.save(file(), segment, DType.INT64, Shape.of(2)))
                .withMessage("the segment has 24 bytes, and the shape (2,) of 8-byte elements has 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.save(file(), segment, DType.of("(3,)i4"), Shape.of(2), DEFAULTS.fortran()))
                .withMessage("elements of the dtype ('<i4', (3,)) do not lie in Fortran order: append its dimensions to"
                        + " the shape");
        assertThat(FolderState.names(folder)).isEmpty();
    }
}
