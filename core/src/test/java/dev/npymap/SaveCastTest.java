package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Arrays written with their numbers converted, to files and to archives. */
class SaveCastTest {
    private static final CreateOptions DEFAULTS = CreateOptions.defaults();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private NpyArray counting(MemoryOrder order, long... dims) throws IOException {
        Path source = folder.resolve("source");
        NpyFiles.counting(source, order, dims);
        return Npy.map(source);
    }

    private static CreateOptions options(MemoryOrder order) {
        return order == MemoryOrder.C ? DEFAULTS : DEFAULTS.fortran();
    }

    /** The same as a cast to an array that is there, which has tests of its own, and a save of that. */
    @ParameterizedTest
    @CsvSource({
        "C, C, >f4",
        "C, FORTRAN, <i2",
        "FORTRAN, C, <c16",
        "FORTRAN, FORTRAN, u1",
        "C, FORTRAN, >i8",
        "C, C, <i8"
    })
    void fileIsThatOfACastArray(MemoryOrder from, MemoryOrder to, DTypeOf dtype) throws IOException {
        // Larger than the buffer, and its rows too where they are columns.
        NpyArray source = counting(from, 31, 7, 1999);
        Path cast = folder.resolve("cast");
        source.castTo(Npy.create(cast, dtype.dtype(), source.shape()));
        Path expected = folder.resolve("expected");
        Npy.save(expected, Npy.map(cast), options(to));

        NpyHeader header = Npy.saveCast(file(), source, dtype.dtype(), options(to), _ -> {});

        assertThat(header).isEqualTo(NpyHeader.of(dtype.dtype(), to, source.shape()));
        assertThat(file()).hasSameBinaryContentAs(expected);
    }

    /** For JUnit's conversion. */
    record DTypeOf(DType dtype) {
        static DTypeOf of(String text) {
            return new DTypeOf(DType.of(text));
        }
    }

    @ParameterizedTest
    @EnumSource
    void memberIsThatFile(MemoryOrder order) throws IOException {
        NpyArray source = counting(MemoryOrder.C, 31, 7, 1999);
        Npy.saveCast(file(), source, DType.FLOAT32, options(order), _ -> {});
        Path npz = folder.resolve("a.npz");
        List<Long> progress = new ArrayList<>();

        Npz.write(npz, out -> out.addCast("x", source, DType.FLOAT32, order, progress::add));

        NpzMember member = Npz.open(npz).member("x");
        byte[] bytes = Files.readAllBytes(npz);
        byte[] file = Files.readAllBytes(file());
        assertThat(Arrays.copyOfRange(bytes, (int) member.offset(), (int) (member.offset() + member.size())))
                .isEqualTo(file);
        assertThat(progress).isSorted().last().isEqualTo((long) file.length);
    }

    @Test
    void whatIsAlikeNeedsNoNumbers() throws IOException {
        DType little = DType.of("[('t', '<M8[s]'), ('', 'V3'), ('s', '<U2')]");
        NpyArray source = Npy.create(folder.resolve("source"), little, Shape.of(2));
        source.strings("s").set(1, "é");
        source.longs("t").set(1, 7);
        DType big = DType.of("[('t', '>M8[s]'), ('s', '>U2')]");

        Npy.saveCast(file(), source, big, DEFAULTS, _ -> {});

        assertThat(Npy.map(file()).dtype()).isEqualTo(big);
        assertThat(Npy.map(file()).strings("s").toArray()).containsExactly("", "é");
        assertThat(Npy.map(file()).longs("t").toArray()).containsExactly(0, 7);
    }

    @Test
    void whatIsNoNumberIsRefusedBeforeThereIsAFile() throws IOException {
        NpyArray source = counting(MemoryOrder.C, 2);

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> Npy.saveCast(file(), source, DType.of("S3"), DEFAULTS, _ -> {}))
                .withMessage("asked for a number to cast <i8 to, found |S3");
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() ->
                        Npz.write(file(), out -> out.addCast("x", source, DType.of("S3"), MemoryOrder.C, _ -> {})))
                .withMessage("asked for a number to cast <i8 to, found |S3");
        assertThat(FolderState.names(folder)).containsExactly("source");
    }

    @Test
    void progressCountsTheBytesOfTheFile() throws IOException {
        List<Long> progress = new ArrayList<>();

        Npy.saveCast(file(), counting(MemoryOrder.C, 400_000), DType.FLOAT64, DEFAULTS, progress::add);

        assertThat(progress).isSorted().hasSizeGreaterThan(3).last().isEqualTo(Files.size(file()));
    }

    @Test
    void progressCanEndIt() throws IOException {
        NpyArray source = counting(MemoryOrder.C, 400_000);
        IllegalStateException enough = new IllegalStateException("enough");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Npy.saveCast(file(), source, DType.FLOAT64, DEFAULTS, _ -> {
                    throw enough;
                }))
                .isSameAs(enough);

        assertThat(FolderState.names(folder)).containsExactly("source");
    }

    @Test
    void zeroSizesAndZeroDimensions() throws IOException {
        Npy.saveCast(file(), counting(MemoryOrder.C, 0, 3), DType.FLOAT32, DEFAULTS, _ -> {});
        assertThat(Npy.map(file()).shape()).isEqualTo(Shape.of(0, 3));

        NpyArray scalar = Npy.create(folder.resolve("scalar"), DType.INT8, Shape.SCALAR);
        scalar.bytes().set(new long[0], (byte) 7);
        Npy.saveCast(file(), scalar, DType.FLOAT32, DEFAULTS.replace(), _ -> {});
        assertThat(Npy.map(file()).floats().toArray()).containsExactly(7);
    }

    @Test
    void fileThatExistsIsKept() throws IOException {
        Files.writeString(file(), "mine");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> Npy.saveCast(file(), counting(MemoryOrder.C, 2), DType.INT8, DEFAULTS, _ -> {}))
                .withMessage(file() + ": it exists, and is left as it is");
        assertThat(file()).hasContent("mine");
    }

    @Test
    void versionThatCannotHoldTheHeaderIsRefused() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.saveCast(
                        file(),
                        Npy.create(folder.resolve("source"), DType.of("[('→', 'i1')]"), Shape.of(1)),
                        DType.of("[('→', 'i1')]"),
                        DEFAULTS.version(FormatVersion.V1_0),
                        _ -> {}))
                .withMessageStartingWith("version 1.0 cannot hold a field name that is not Latin-1");
    }
}
