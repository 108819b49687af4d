package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.file.FileCreator;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.testing.Disk;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NpyCreateTest {
    private static final CreateOptions DEFAULTS = CreateOptions.defaults();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    @Test
    void writesTheHeaderOfNumPyAndZeros() throws IOException {
        NpyHeader header = NpyHeader.of(DType.INT16, MemoryOrder.C, Shape.of(5, 3));

        NpyArray array = Npy.create(file(), DType.INT16, Shape.of(5, 3));

        assertThat(array.header()).isEqualTo(header);
        assertThat(array.shape()).isEqualTo(Shape.of(5, 3));
        assertThat(file()).hasBinaryContent(Arrays.copyOf(header.encode(), 128 + 30));
        FolderState.assertOnly(folder, "a.npy");
    }

    @Test
    void whatIsWrittenToTheArrayIsInTheFile() throws IOException {
        NpyArray array = Npy.create(file(), DType.FLOAT64, Shape.of(4), DEFAULTS);

        array.doubles().set(2, 0.5);
        array.force();

        assertThat(Npy.map(file()).doubles().toArray()).containsExactly(0, 0, 0.5, 0);
    }

    @Test
    void optionsDecideOrderAndVersion() throws IOException {
        Npy.create(file(), DType.INT16, Shape.of(5, 3), DEFAULTS.fortran().version(FormatVersion.V3_0));

        assertThat(Npy.readHeader(file()))
                .isEqualTo(NpyHeader.of(FormatVersion.V3_0, DType.INT16, MemoryOrder.FORTRAN, Shape.of(5, 3)));
    }

    @Test
    void mapsTheWindowThatWasAskedFor() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray share = Npy.create(file(), DType.INT64, Shape.of(10), DEFAULTS, Window.share(1, 3), arena);

            assertThat(share.firstRow()).isEqualTo(4);
            assertThat(share.rows()).isEqualTo(3);
            assertThat(share.segment().byteSize()).isEqualTo(24);
        }
        assertThat(Npy.readHeader(file()).shape()).isEqualTo(Shape.of(10));
    }

    @Test
    void allocateMapsNothing() throws IOException {
        NpyHeader header = Npy.allocate(file(), DType.INT64, Shape.of(10), DEFAULTS);

        assertThat(Npy.readHeader(file())).isEqualTo(header);
        assertThat(Files.size(file())).isEqualTo(208);
    }

    static Stream<Shape> smallShapes() {
        return Stream.of(Shape.SCALAR, Shape.of(0), Shape.of(3, 0, 2), Shape.of(1));
    }

    @ParameterizedTest
    @MethodSource("smallShapes")
    void arraysOfNoElementsAndOfOne(Shape shape) throws IOException {
        NpyArray array = Npy.create(file(), DType.INT64, shape);

        assertThat(array.longs().toArray()).hasSize((int) shape.size()).containsOnly(new long[(int) shape.size()]);
        assertThat(Npy.map(file()).shape()).isEqualTo(shape);
    }

    @Nested
    class Existing {
        @Test
        void fileIsKept() throws IOException {
            NpyFiles.counting(file(), MemoryOrder.C, 3);
            assertKept(() -> Npy.create(file(), DType.INT64, Shape.of(3)));
            assertKept(() -> Npy.allocate(file(), DType.INT64, Shape.of(3), DEFAULTS.sparse()));
        }

        @Test
        void folderIsKept() throws IOException {
            Files.createDirectory(file());
            assertKept(() -> Npy.create(file(), DType.INT64, Shape.of(3)));
        }

        @Test
        void danglingLinkIsKept() throws IOException {
            Files.createSymbolicLink(file(), folder.resolve("nowhere"));

            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> Npy.create(file(), DType.INT64, Shape.of(3)))
                    .withMessage("%s: it exists, and is left as it is", file());
            FolderState.assertOnly(folder, "a.npy");
            assertThat(file()).isSymbolicLink();
        }

        /** A program that knows nothing of the lock. */
        @Test
        void fileThatAnotherProgramMakesMeanwhileIsKept() throws IOException {
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() ->
                            FileCreator.create(file(), false, true, (_, _) -> Files.writeString(file(), "another's")))
                    .withMessage("%s: another process created it meanwhile", file());
            assertThat(file()).hasContent("another's");
            FolderState.assertOnly(folder, "a.npy");
        }

        private void assertKept(ThrowingCallable create) throws IOException {
            FolderState before = FolderState.of(folder);
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(create)
                    .withMessage("%s: it exists, and is left as it is", file());
            assertThat(FolderState.of(folder)).isEqualTo(before);
        }

        @Test
        void fileIsReplacedOnDemandAndItsMapsKeepTheOldOne() throws IOException {
            NpyArray old = Npy.map(NpyFiles.counting(file(), MemoryOrder.C, 3));

            NpyArray created = Npy.create(file(), DType.INT32, Shape.of(2), DEFAULTS.replace());

            assertThat(created.ints().toArray()).containsExactly(0, 0);
            assertThat(old.longs().toArray()).containsExactly(0, 1, 2);
            assertThat(Npy.map(file()).dtype()).isEqualTo(DType.INT32);
            FolderState.assertOnly(folder, "a.npy");
        }

        @Test
        void replaceNeedsNoFile() throws IOException {
            assertThat(Npy.create(file(), DType.INT32, Shape.of(2), DEFAULTS.replace())
                            .rows())
                    .isEqualTo(2);
        }

        @Test
        void linkIsReplacedNotItsFile() throws IOException {
            Path target = NpyFiles.counting(folder.resolve("target.npy"), MemoryOrder.C, 3);
            Files.createSymbolicLink(file(), target);

            Npy.create(file(), DType.INT32, Shape.of(2), DEFAULTS.replace());

            assertThat(file()).isRegularFile();
            assertThat(Files.isSymbolicLink(file())).isFalse();
            assertThat(Npy.map(target).longs().toArray()).containsExactly(0, 1, 2);
        }

        @Test
        void folderIsNotReplaced() throws IOException {
            Files.createDirectory(file());

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(file(), DType.INT32, Shape.of(2), DEFAULTS.replace()))
                    .withMessage("%s: neither a file nor a link, and so not replaced", file());
            assertThat(file()).isDirectory();
            FolderState.assertOnly(folder, "a.npy");
        }
    }

    @Nested
    class Space {
        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "stat -c is Linux's")
        void blocksAreReservedByDefault() throws Exception {
            Npy.create(file(), DType.INT8, Shape.of(10_000_000));

            assertThat(Disk.allocated(file())).isGreaterThanOrEqualTo(10_000_000);
        }

        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "stat -c is Linux's")
        void sparseFileTakesNone() throws Exception {
            Npy.create(file(), DType.INT8, Shape.of(10_000_000), DEFAULTS.sparse());

            assertThat(Files.size(file())).isEqualTo(10_000_128);
            assertThat(Disk.allocated(file())).isLessThan(100_000);
        }

        @Test
        void moreThanTheDiskHoldsIsRefusedAtOnce() throws IOException {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(file(), DType.INT8, Shape.of(1L << 60)))
                    .withMessageMatching("\\Q" + file()
                            + "\\E: no space: it needs 1152921504606847104 bytes, and \\d+ are" + " free");
            FolderState.assertOnly(folder);
        }

        @Test
        void moreThanTheDiskHoldsKeepsTheFileThatWasToBeReplaced() throws IOException {
            NpyFiles.counting(file(), MemoryOrder.C, 3);
            FolderState before = FolderState.of(folder);

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(file(), DType.INT8, Shape.of(1L << 60), DEFAULTS.replace()))
                    .withMessageContaining("no space");
            assertThat(FolderState.of(folder)).isEqualTo(before);
        }

        @Test
        void moreThanAFileHoldsIsRefused() throws IOException {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.create(file(), DType.INT8, Shape.of(1L << 60), DEFAULTS.sparse()))
                    .withMessage("%s: File too large", file());
            FolderState.assertOnly(folder);
        }

        @Test
        void aTerabyteIsCreatedReadAndMappedInNoTime() throws IOException {
            long rows = 1L << 37;
            NpyHeader header = Npy.allocate(file(), DType.INT64, Shape.of(rows), DEFAULTS.sparse());

            assertThat(Files.size(file())).isEqualTo(header.fileSize()).isGreaterThan(1L << 40);
            assertThat(Npy.readHeader(file())).isEqualTo(header);
            NpyArray last = Npy.map(file(), Window.rows(rows - 1, rows));
            assertThat(last.segment().byteSize()).isEqualTo(8);
            assertThat(last.longs().get(0)).isZero();
            assertThat(Npy.map(file()).longs().get(rows / 2)).isZero();
        }
    }

    @Nested
    class WrongArguments {
        private void assertNothingMade(Class<? extends Exception> type, String message, ThrowingCallable create)
                throws IOException {
            assertThatExceptionOfType(type).isThrownBy(create).withMessage(message);
            FolderState.assertOnly(folder);
        }

        @Test
        void makeNoFile() throws IOException {
            DType latin = DType.struct().field("\u0100", DType.INT8).build();
            assertNothingMade(
                    IllegalArgumentException.class,
                    "version 1.0 cannot hold a field name that is not Latin-1: [('\u0100', '|i1')]; version 3.0 can",
                    () -> Npy.create(file(), latin, Shape.of(1), DEFAULTS.version(FormatVersion.V1_0)));
            assertNothingMade(
                    IllegalArgumentException.class,
                    "shape (4611686018427387904,) of 8-byte elements exceeds 2^63 - 1 bytes",
                    () -> Npy.create(file(), DType.INT64, Shape.of(1L << 62)));
            try (Arena arena = Arena.ofConfined()) {
                assertNothingMade(
                        IndexOutOfBoundsException.class,
                        "rows from 0 to 4 of an array of 3 rows",
                        () -> Npy.create(file(), DType.INT8, Shape.of(3), DEFAULTS, Window.rows(0, 4), arena));
                assertNothingMade(
                        IndexOutOfBoundsException.class,
                        "rows from 0 to 4 of an array of 3 rows",
                        () -> Npy.openOrCreate(file(), DType.INT8, Shape.of(3), DEFAULTS, Window.rows(0, 4), arena));
                assertNothingMade(
                        IllegalArgumentException.class,
                        "a 0-d array has no rows to take a window of; map all of it",
                        () -> Npy.create(file(), DType.INT8, Shape.SCALAR, DEFAULTS, Window.share(0, 1), arena));
            }
        }

        @Test
        void closedArenaMakesNoFile() throws IOException {
            Arena closed;
            try (Arena arena = Arena.ofConfined()) {
                closed = arena;
            }

            assertNothingMade(
                    IllegalStateException.class,
                    "Already closed",
                    () -> Npy.create(file(), DType.INT8, Shape.of(3), DEFAULTS, Window.all(), closed));
            assertNothingMade(
                    IllegalStateException.class,
                    "Already closed",
                    () -> Npy.openOrCreate(file(), DType.INT8, Shape.of(3), DEFAULTS, Window.all(), closed));
        }

        @Test
        void interruptMakesNoFile() throws IOException {
            Thread.currentThread().interrupt();
            try {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> Npy.create(file(), DType.INT8, Shape.of(3)));
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            FolderState.assertOnly(folder);
            assertThat(Npy.create(file(), DType.INT8, Shape.of(3)).rows()).isEqualTo(3);
        }
    }
}
