package dev.npymap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyBytes;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot grow stay as they are, and so do bytes that are not an append's. */
class AppendRefusalTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private Path journal() {
        return folder.resolve(".a.npy.npymap-append");
    }

    private void assertRefused(long offset, String reason) throws IOException {
        FolderState before = FolderState.of(folder);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npy.append(file()))
                .withMessage("%s: byte %s: %s", file(), offset, reason);
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    private void write(String shape, String spaces, int payload) throws IOException {
        String text = "{'descr': '<i8', 'fortran_order': False, 'shape': " + shape + ", }" + spaces + "\n";
        Files.write(file(), NpyBytes.file(1, text, payload));
    }

    @Test
    void arrayWithoutRowsIsRefused() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C);
        assertRefused(10, "a 0-d array has no rows to append to");
    }

    @Test
    void fortranOrderIsRefused() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.FORTRAN, 2, 3);
        assertRefused(10, "rows cannot be appended to an array in Fortran order, whose last axis grows");
    }

    @Test
    void ledgerIsHeeded() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        Path ledger = Files.createFile(folder.resolve("a.npy.ledger.npy"));
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Npy.append(file()))
                .withMessage("%s: %s is there, whose shares would not cover new rows: delete it first", file(), ledger);
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'descr': '<i8', 'fortran_order': False, 'shape': (3L,), }
            {'descr': '<i8', 'fortran_order': False, 'shape': (0x3,), }
            {'descr': '<i8', 'fortran_order': False, 'shape': (3,)}
            {'descr': '<i8', 'shape': (3,), 'fortran_order': False, }
            {'descr': '<i8', 'fortran_order': False, 'shape': (3,), } # 'shape': (3,), }
            {'descr': ('<i8', (1,)), 'fortran_order': False, 'shape': (3,), }
            """)
    void headerInOtherWordsIsRefused(String text) throws IOException {
        Files.write(file(), NpyBytes.file(1, text + "     \n", 24));
        String shape = text.contains("(1,)") ? "(3, 1)" : "(3,)";
        assertRefused(
                10,
                "its header is not in NumPy's words: expected {'descr': '<i8', 'fortran_order': False, 'shape': "
                        + shape + ", }, found " + text);
    }

    @Test
    void headerWithoutRoomIsRefused() throws IOException {
        write("(9,)", "", 72);
        assertRefused(
                61,
                "no row can be appended to its 9: the header has no room for more digits, as that of a file that NumPy"
                        + " before 1.23 wrote");
    }

    @Test
    void headerWithLittleRoomTakesWhatFits() throws IOException {
        write("(8,)", " ", 64);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(new long[91]);
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> appender.append(new long[1]))
                    .withMessage(
                            "%s: byte 61: it can have at most 99 rows: the header has no room for more digits, as that of a"
                                    + " file that NumPy before 1.23 wrote",
                            file());
        }

        assertThat(Npy.map(file()).rows()).isEqualTo(99);
        assertThat(new String(Files.readAllBytes(file()), ISO_8859_1)).contains("'shape': (99,), }\n");
    }

    /** Rows of no bytes: as NumPy counts, 2^43 of them each. */
    @Test
    void moreRowsThanAFileCanHaveAreRefusedBeforeAnyIsAppended() throws IOException {
        Npy.create(file(), DType.INT64, Shape.of(0, 0, 1L << 40));
        NpyArray rows =
                Npy.mapRaw(MemorySegment.ofAddress(0), DType.INT64, Shape.of(1 << 19, 0, 1L << 40), MemoryOrder.C, 0);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(rows);
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> appender.append(rows))
                    .withMessage(
                            "%s: it can have at most 1048575 rows: with more it would exceed 2^63 - 1 bytes", file());
        }

        assertThat(Npy.map(file()).shape()).isEqualTo(Shape.of(1 << 19, 0, 1L << 40));
    }

    /** A struct so wide that the shape's text lies on the border of two sectors. */
    @Test
    void shapeOnTheBorderOfSectorsIsRefused() throws IOException {
        StructType.Builder struct = DType.struct();
        for (int field = 0; field < 24; field++) {
            struct.field("x" + field, DType.INT8);
        }
        String descr = struct.build().descr();
        String rest = "'fortran_order': False, 'shape': (9, 1), }     \n";
        int digits = NpyBytes.prefixLength(1) + "{'descr': ".length() + descr.length() + 2 + rest.indexOf('9');
        String name = "n".repeat(512 - digits - 4 + 3);
        String wide = descr.replace("'x23'", "'" + name + "'");
        Files.write(file(), NpyBytes.file(1, "{'descr': " + wide + ", " + rest, 9 * 24));

        assertRefused(
                512 - 4,
                "no row can be appended to its 9: the header's text of the shape would leave its 512-byte sector, and"
                        + " so could not be changed at once");
    }

    @Test
    void trailingBytesOfSomeoneElseAreKept() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        Files.write(file(), new byte[5], StandardOpenOption.APPEND);
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npy.append(file()))
                .withMessage(
                        "%s: byte 152: expected the end of the file, found 5 trailing bytes, which no append that was"
                                + " interrupted left",
                        file());
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"npymap append from byte 00000000000000000144", "npymap append from byte", "''"})
    void journalOfAnotherLengthIsNoneForTrailingBytes(String text) throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        Files.write(file(), new byte[5], StandardOpenOption.APPEND);
        Files.writeString(journal(), text + "\n");

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npy.append(file()))
                .withMessageEndingWith("found 5 trailing bytes, which no append that was interrupted left");
        assertThat(Files.size(file())).isEqualTo(157);
    }

    @Test
    void rowsOfAnInterruptedAppendAreRemoved() throws IOException {
        byte[] before = Files.readAllBytes(NpyFiles.counting(file(), MemoryOrder.C, 3));
        Files.write(file(), new byte[50], StandardOpenOption.APPEND);
        Files.writeString(journal(), "npymap append from byte 00000000000000000152\n");

        Npy.append(file()).close();

        assertThat(file()).hasBinaryContent(before);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void journalIsNeverWrittenThroughALink() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createLink(journal(), victim);

        try (NpyAppender appender = Npy.append(file())) {
            appender.append(new long[1]);
        }

        assertThat(victim).hasContent("precious");
        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("a.npy", "victim");
    }

    @Test
    void secondAppenderIsRefusedAtOnce() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        try (NpyAppender appender = Npy.append(file())) {
            appender.append(new long[] {3});
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Npy.append(file()))
                    .withMessage("%s: another appender is at work on it", file().toRealPath());
            appender.append(new long[] {4});
        }
        try (NpyAppender appender = Npy.append(file())) {
            assertThat(appender.shape().dim(0)).isEqualTo(5);
        }
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links are a privilege on Windows")
    void linkLeadsToTheFileAndItsLock() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path link = Files.createSymbolicLink(other.resolve("link.npy"), NpyFiles.counting(file(), MemoryOrder.C, 3));

        try (NpyAppender appender = Npy.append(link)) {
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> Npy.append(file()));
            appender.append(new long[] {3});
        }

        assertThat(Npy.map(file()).rows()).isEqualTo(4);
        assertThat(link).isSymbolicLink();
        assertThat(FolderState.names(other)).containsExactly("link.npy");
    }

    @Test
    void malformedFileIsLeftAsItIs() throws IOException {
        Files.write(file(), Arrays.copyOf(Files.readAllBytes(NpyFiles.counting(file(), MemoryOrder.C, 3)), 151));
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(NpyFormatException.class).isThrownBy(() -> Npy.append(file()));
        assertThat(FolderState.of(folder)).isEqualTo(before);
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Npy.append(folder))
                .withMessage("%s: not a regular file", folder);
    }

    @Test
    void bytesThatAnotherProgramAddsMeanwhileAreKept() throws IOException {
        NpyFiles.counting(file(), MemoryOrder.C, 3);
        NpyAppender appender = Npy.append(file());
        appender.append(new long[] {3});
        Files.write(file(), new byte[5], StandardOpenOption.APPEND);
        byte[] added = Files.readAllBytes(file());

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(appender::close)
                .withMessage(
                        "%s: its size is 157 bytes, where its array ends at byte 152: another program changes it",
                        file());

        assertThat(file()).hasBinaryContent(added);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }
}
