package dev.npymap;

import static java.nio.channels.FileChannel.MapMode.PRIVATE;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyBytes;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jdk.nio.mapmode.ExtendedMapMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyMapTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 10, 3);
    }

    static Stream<MapMode> modes() {
        return Stream.of(READ_ONLY, READ_WRITE, PRIVATE);
    }

    private static long[] counting(long from, long to) {
        return LongStream.range(from, to).toArray();
    }

    @Test
    void simplestFormMapsAllReadOnly() throws IOException {
        NpyArray array = Npy.map(file);

        assertThat(array.dtype()).isEqualTo(DType.INT64);
        assertThat(array.shape()).isEqualTo(Shape.of(10, 3));
        assertThat(array.longs().toArray()).isEqualTo(counting(0, 30));
        assertThat(array.segment().isReadOnly()).isTrue();
        assertThat(array.segment().isMapped()).isTrue();
        assertThat(array.segment().byteSize()).isEqualTo(240);
        assertThat(array).hasToString("NpyArray[dtype=<i8, shape=(10, 3), elementOffset=0]");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void everyModeReads(MapMode mode) throws IOException {
        FolderState before = FolderState.of(folder);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(Npy.map(file, mode, Window.all(), arena).longs().toArray())
                    .isEqualTo(counting(0, 30));
        }
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void readWriteChangesTheFile() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(file, READ_WRITE, Window.rows(2, 4), arena);
            array.longs().set(1, 2, -7);
            array.force();
        }
        assertThat(Npy.map(file).longs().get(3, 2)).isEqualTo(-7);
    }

    @Test
    void privateLeavesTheFileUntouched() throws IOException {
        FolderState before = FolderState.of(folder);
        try (Arena arena = Arena.ofConfined()) {
            LongAccessor mine = Npy.map(file, PRIVATE, Window.all(), arena).longs();
            mine.set(3, 2, -7);

            assertThat(mine.get(3, 2)).isEqualTo(-7);
            assertThat(Npy.map(file).longs().get(3, 2)).isEqualTo(11);
        }
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void privateHasNothingToForce() throws IOException {
        NpyArray array = Npy.map(file, PRIVATE, Window.all());

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(array::force)
                .withMessage("the array is mapped PRIVATE (copy-on-write): its changes belong to no file, so there is"
                        + " nothing to force");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Npy.map(
                                NpyFiles.zeros(folder.resolve("s.npy"), DType.of("[('a', '<i4')]"), 1),
                                PRIVATE,
                                Window.all())
                        .field("a")
                        .force());
    }

    @Test
    void readOnlyIsNeverWritten() throws IOException {
        FolderState before = FolderState.of(folder);
        NpyArray array = Npy.map(file);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> array.longs().set(0, 0, 1))
                .withMessage(
                        "the array is mapped READ_ONLY; map it READ_WRITE to change the file, or PRIVATE to change a copy");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> array.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        array.force();
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void modeMustBeOneOfThree() {
        MapMode sync = ExtendedMapMode.READ_WRITE_SYNC;

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Npy.map(file, sync, Window.all()))
                .withMessage("the map mode READ_WRITE_SYNC");
    }

    @Test
    void onlyTheWindowIsMapped() throws IOException {
        NpyArray rows = Npy.map(file, Window.rows(4, 6));

        assertThat(rows.segment().byteSize()).isEqualTo(2 * 3 * 8);
        assertThat(rows.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(rows.longs().toArray()).isEqualTo(counting(12, 18));
        assertThat(rows.rows()).isEqualTo(2);
        assertThat(rows.firstRow()).isEqualTo(4);
        assertThat(rows.elementOffset()).isEqualTo(12);
        assertThat(rows.header().shape()).isEqualTo(Shape.of(10, 3));
        assertThat(rows.strides()).containsExactly(24, 8);
    }

    @Test
    void elementsHaveAShapeOfTheirOwn() throws IOException {
        NpyArray elements = Npy.map(file, Window.elements(7, Shape.of(2, 2, 5)));

        assertThat(elements.longs().get(1, 0, 4)).isEqualTo(7 + 14);
        assertThat(elements.firstRow()).isEqualTo(2);
        assertThat(elements.elementOffset()).isEqualTo(7);
        assertThat(elements.rows()).isEqualTo(2);
    }

    @Test
    void fortranRowsRunAlongTheLastAxis() throws IOException {
        Path fortran = NpyFiles.counting(folder.resolve("f.npy"), MemoryOrder.FORTRAN, 3, 10);

        NpyArray share = Npy.map(fortran, Window.share(1, 3));

        assertThat(share.shape()).isEqualTo(Shape.of(3, 3));
        assertThat(share.firstRow()).isEqualTo(4);
        assertThat(share.rows()).isEqualTo(3);
        assertThat(share.strides()).containsExactly(8, 24);
        assertThat(share.longs().get(2, 1)).isEqualTo(5 * 3 + 2);
        assertThat(share.longs().toArray()).containsExactly(12, 15, 18, 13, 16, 19, 14, 17, 20);
        assertThat(Npy.map(fortran, Window.elements(4, Shape.of(2, 3))).longs().toArray())
                .containsExactly(4, 6, 8, 5, 7, 9);
    }

    @Test
    void sharesAreTheWholeFile() throws IOException {
        LongStream all = LongStream.empty();
        for (int n = 0; n < 4; n++) {
            all = LongStream.concat(
                    all, LongStream.of(Npy.map(file, Window.share(n, 4)).longs().toArray()));
        }
        assertThat(all.toArray()).isEqualTo(counting(0, 30));
    }

    static Stream<Arguments> emptyWindows() {
        return modes().flatMap(mode -> Stream.of(
                        Window.rows(10, 10), Window.rows(0, 0), Window.elements(30, Shape.of(0)), Window.share(11, 12))
                .map(window -> arguments(mode, window)));
    }

    @ParameterizedTest
    @MethodSource("emptyWindows")
    void emptyWindowsMapNothingAndExtendNothing(MapMode mode, Window window) throws IOException {
        FolderState before = FolderState.of(folder);
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(file, mode, window, arena);

            assertThat(array.segment().byteSize()).isZero();
            assertThat(array.longs().toArray()).isEmpty();
        }
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void arraysOfNoElementsAndOfOne(MapMode mode) throws IOException {
        Path empty = NpyFiles.counting(folder.resolve("empty.npy"), MemoryOrder.C, 0, 3);
        Path scalar = NpyFiles.counting(folder.resolve("scalar.npy"), MemoryOrder.C);
        Path sizeless = NpyFiles.zeros(folder.resolve("sizeless.npy"), DType.of("|S0"), 5);
        FolderState before = FolderState.of(folder);

        NpyArray one = Npy.map(scalar, mode, Window.all());

        assertThat(Npy.map(empty, mode, Window.all()).rows()).isZero();
        assertThat(Npy.map(sizeless, mode, Window.all()).strings().get(4)).isEmpty();
        assertThat(one.longs().get()).isZero();
        assertThat(one.firstRow()).isZero();
        assertThatIllegalStateException().isThrownBy(one::rows).withMessage("a 0-d array has no rows");
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void payloadMayBeginAtAnyByte() throws IOException {
        byte[] text = NpyBytes.text("'>f8'", "False", "(2,)").getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = NpyBytes.file(2, text, 16);
        bytes[bytes.length - 8] = 0x3f;
        bytes[bytes.length - 7] = (byte) 0xf0;
        Path unaligned = Files.write(folder.resolve("u.npy"), bytes);

        assertThat(Npy.readHeader(unaligned).payloadOffset() % 8).isNotZero();
        assertThat(Npy.map(unaligned).doubles().toArray()).containsExactly(0.0, 1.0);
    }

    @Test
    void dimensionsOfATopLevelSubarrayAreTheLastOnes() throws IOException {
        String text = NpyBytes.text("('<i2', (2,))", "False", "(3,)");
        Path path = Files.write(folder.resolve("sub.npy"), NpyBytes.file(1, text, 12));

        assertThat(Npy.map(path).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(Npy.map(path).shorts().get(2, 1)).isZero();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void trailingBytesAreLeftAlone(MapMode mode) throws IOException {
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        FolderState before = FolderState.of(folder);
        ReadOptions strict = ReadOptions.defaults().rejectTrailingBytes(true);

        assertThat(Npy.map(file, mode, Window.all()).segment().byteSize()).isEqualTo(240);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Npy.map(file, mode, Window.all(), Arena.ofAuto(), strict))
                .withMessage("%s: byte 368: expected the end of the file, found 3 trailing bytes", file);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Npy.readHeader(file, strict))
                .withMessage("%s: byte 368: expected the end of the file, found 3 trailing bytes", file);
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void readHeaderMapsNothing() throws IOException {
        assertThat(Npy.readHeader(file)).isEqualTo(NpyHeader.of(DType.INT64, MemoryOrder.C, Shape.of(10, 3)));
        assertThat(Npy.readHeader(file, ReadOptions.defaults().maxHeaderBytes(118))
                        .payloadOffset())
                .isEqualTo(128);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Npy.readHeader(file, ReadOptions.defaults().maxHeaderBytes(117)))
                .withMessage("%s: byte 8: expected a header of at most 117 bytes, found one of 118", file);
    }

    @Test
    void arenaDecidesHowLongAndForWhom() throws Exception {
        NpyArray array;
        try (Arena arena = Arena.ofConfined()) {
            array = Npy.map(file, READ_ONLY, Window.all(), arena);
            assertThat(CompletableFuture.supplyAsync(() -> array.longs().get(0, 0)))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(WrongThreadException.class);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> array.longs().get(0, 0))
                .withMessage("Already closed");
        assertThatIllegalStateException().isThrownBy(array::force).withMessage("Already closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> array.advise(MapAdvice.NORMAL))
                .withMessage("the segment's arena is closed");
        assertThatIllegalStateException().isThrownBy(array::populate).withMessage("the segment's arena is closed");
        NpyArray everyones = Npy.map(file);
        assertThat(CompletableFuture.supplyAsync(() -> everyones.longs().get(9, 2))
                        .get())
                .isEqualTo(29);
    }

    @ParameterizedTest
    @EnumSource(MapAdvice.class)
    void adviceIsTakenAndChangesNothing(MapAdvice advice) throws IOException {
        NpyArray array = Npy.map(file, Window.rows(3, 5));

        boolean isTaken = advice != MapAdvice.FILL; // such a small array has no huge page
        assertThat(array.advise(advice)).isEqualTo(isTaken);
        assertThat(array.longs().toArray()).isEqualTo(counting(9, 15));
        assertThat(Npy.map(file, Window.rows(3, 3)).advise(advice)).isEqualTo(isTaken);
    }

    @ParameterizedTest
    @MethodSource("modes")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other kernels cannot, and populate says so")
    void populateChangesNothing(MapMode mode) throws IOException {
        NpyArray array = Npy.map(file, mode, Window.rows(3, 5));

        assertThat(array.populate()).isTrue();
        assertThat(array.longs().toArray()).isEqualTo(counting(9, 15));
        assertThat(Npy.map(file, mode, Window.rows(3, 3)).populate()).isTrue();
        assertThat(Npy.map(file).longs().toArray()).isEqualTo(counting(0, 30));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other kernels cannot, and populate says so")
    void populateTellsWhatItCouldNotReachInBytesOfTheFile() throws IOException {
        Path large = folder.resolve("large.npy");
        NpyArray all = Npy.create(large, DType.INT64, Shape.of(100_000, 2));
        Files.write(large, new byte[1000]);

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(all.rows(10_000, 90_000)::populate)
                .withMessage(
                        "%s: cannot populate 1280000 bytes from byte 160128: the file was shortened to 1000 bytes",
                        large);
    }

    @Test
    void fieldIsAnArrayToo() throws IOException {
        DType dtype = DType.of("[('a', '<i4'), ('pos', [('x', '<f8'), ('m', '<i2', (2, 2))])]");
        Path structs = NpyFiles.zeros(folder.resolve("s.npy"), dtype, 6);
        NpyArray array = Npy.map(structs, READ_WRITE, Window.rows(2, 6));

        NpyArray pos = array.field("pos");
        NpyArray m = pos.field("m");
        m.shorts().set(3, 1, 0, (short) 7);

        assertThat(pos.dtype()).hasToString("[('x', '<f8'), ('m', '<i2', (2, 2))]");
        assertThat(m.shape()).isEqualTo(Shape.of(4, 2, 2));
        assertThat(m.rows()).isEqualTo(4);
        assertThat(m.firstRow()).isEqualTo(2);
        assertThat(m.header()).isEqualTo(array.header());
        assertThat(array.shorts("pos.m[1,0]").toArray()).containsExactly(0, 0, 0, 7);
        assertThat(array.shorts("pos.m").get(3, 1, 0)).isEqualTo((short) 7);
        assertThat(pos.baseOffset()).isEqualTo(4);
        assertThat(m.baseOffset()).isEqualTo(12);
    }
}
