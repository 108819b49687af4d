package dev.npymap.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.ZipBytes;
import dev.npymap.testing.ZipBytes.Form;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that are damaged, or say what cannot be: each is refused, with its place and both sides of the contradiction. */
class ZipRefusalTest {
    private static final byte[] FIVE = {1, 2, 3, 4, 5};

    @TempDir
    private Path folder;

    private static ZipBytes two() {
        return new ZipBytes().stored("x.npy", FIVE).deflated("y.npy", FIVE).end();
    }

    private static ZipBytes zip64() {
        return new ZipBytes().stored("x.npy", FIVE, Form.ZIP64, 0).end(true, "");
    }

    /** What is done to a sound archive, and where it is refused, with which words. */
    private static Arguments refused(ZipBytes zip, Consumer<ZipBytes> damage, int offset, String problem) {
        damage.accept(zip);
        return arguments(zip.toBytes(), offset, problem);
    }

    static Stream<Arguments> directories() {
        ZipBytes two = two();
        ZipBytes large = zip64();
        int end = two.endRecord();
        int end64 = large.endRecord() - 76;
        int x = two.central(0);
        int y = two.central(1);
        return Stream.of(
                refused(
                        two(),
                        z -> z.put16(end + 20, 1),
                        end + 20,
                        "expected a comment that ends within the file's " + (end + 22)
                                + " bytes, found one of 1 bytes"),
                refused(
                        two(),
                        z -> z.put16(end + 4, 1),
                        end,
                        "expected an archive in one file, found one of several disks," + " with 2 of 2 entries"),
                refused(
                        two(),
                        z -> z.put16(end + 8, 1),
                        end,
                        "expected an archive in one file, found one of several disks," + " with 1 of 2 entries"),
                refused(
                        two(),
                        z -> z.put32(end + 12, 5000),
                        end,
                        "expected a directory that ends before this record, found" + " one of 5000 bytes at "
                                + two.directory()),
                refused(
                        two(),
                        z -> z.put32(end + 16, two.directory() + 1),
                        end,
                        "expected a directory that ends before this" + " record, found one of "
                                + (end - two.directory()) + " bytes at " + (two.directory() + 1)),
                refused(
                        two(),
                        z -> z.put16(end + 8, 999).put16(end + 10, 999),
                        two.directory(),
                        "expected at most 2 entries" + " in a directory of 102 bytes, found 999"),
                refused(
                        two(),
                        z -> z.put16(end + 8, 1).put16(end + 10, 1),
                        two.directory(),
                        "expected a directory of 1" + " entries, found 2"),
                refused(two(), z -> z.put32(x, 0), x, "expected a directory entry (50 4b 01 02), found 00 00 00 00"),
                refused(
                        two(),
                        z -> z.put16(y + 28, 500),
                        y,
                        "expected an entry that ends with the directory, found one of 546"
                                + " bytes, where 51 are left"),
                refused(
                        two(),
                        z -> z.put16(x + 32, 49),
                        y + 49,
                        "expected a directory entry of at least 46 bytes, found the" + " last 2 of the directory"),
                refused(
                        two(),
                        z -> z.put8(x + 46, 0xff),
                        x,
                        "expected a name in UTF-8, found a malformed sequence of bytes"),
                refused(two(), z -> z.put8(x + 46, 0), x, "expected a name without NUL, found one with it"),
                refused(two(), z -> z.put16(x + 34, 3), x + 34, "expected a member in this file, found one on disk 3"),
                refused(
                        two(),
                        z -> z.put32(x + 20, 6),
                        x,
                        "expected a member that ends before byte 40, where the next one or"
                                + " the directory begins, found one of 6 bytes at 0"),
                refused(
                        two(),
                        z -> z.put32(y + 42, 0),
                        x,
                        "expected a member that ends before byte 0, where the next one or"
                                + " the directory begins, found one of 5 bytes at 0"),
                refused(
                        two(),
                        z -> z.put32(y + 42, 1 << 30),
                        y,
                        "expected a member that ends before byte " + two.directory()
                                + ", where the next one or the directory begins, found one of 7 bytes at 1073741824"),
                refused(
                        zip64(),
                        z -> z.put32(large.endRecord() - 16, 1),
                        large.endRecord() - 16,
                        "expected an archive in one" + " file, found the last of 1 disks"),
                refused(
                        zip64(),
                        z -> z.put32(end64, 0),
                        large.endRecord() - 12,
                        "expected a zip64 end record (50 4b 06 06)" + " that ends here, found none"),
                refused(
                        zip64(),
                        z -> z.put64(end64 + 4, 45),
                        large.endRecord() - 12,
                        "expected a zip64 end record" + " (50 4b 06 06) that ends here, found none"),
                refused(
                        zip64(),
                        z -> z.put16(large.endRecord() + 10, 7),
                        large.endRecord(),
                        "expected the numbers of the"
                                + " zip64 record, 1 entries in 79 bytes at " + large.directory()
                                + ", found 7 entries in"
                                + " 4294967295 bytes at 4294967295"),
                refused(
                        zip64(),
                        z -> z.put64(end64 + 40, -1),
                        end64,
                        "expected a directory that ends before this record, found"
                                + " one of 18446744073709551615 bytes at " + large.directory()),
                refused(
                        zip64(),
                        z -> z.put64(end64 + 24, -1).put64(end64 + 32, -1),
                        large.directory(),
                        "expected at most 1" + " entries in a directory of 79 bytes, found 18446744073709551615"),
                refused(
                        zip64(),
                        z -> z.put16(large.central(0) + 53, 8),
                        large.central(0) + 51,
                        "expected the compressed size in" + " the zip64 extra field, found its end"),
                refused(
                        zip64(),
                        z -> z.put16(large.central(0) + 53, 99),
                        large.central(0) + 51,
                        "expected an extra field that"
                                + " ends with the others, found one of 99 bytes, where 24 are left"),
                refused(
                        zip64(),
                        z -> z.put64(large.central(0) + 55, -2),
                        large.central(0) + 51,
                        "expected the size below 2^62," + " found 18446744073709551614"));
    }

    @ParameterizedTest
    @MethodSource
    void directories(byte[] zip, int offset, String problem) throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), zip);

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> members(file))
                .withMessage("%s: byte %d: %s", file, offset, problem);
    }

    static Stream<Arguments> members() {
        ZipBytes two = two();
        ZipBytes large = zip64();
        int local = two.local(0);
        int x = two.central(0);
        int y = two.central(1);
        return Stream.of(
                refused(
                        two(),
                        z -> z.put16(x + 8, 0x801),
                        x + 8,
                        "expected a member that is neither encrypted nor a patch," + " found flags 0x0801"),
                refused(
                        two(),
                        z -> z.put16(x + 10, 12),
                        x + 10,
                        "expected compression method 0 (stored) or 8 (deflated), found" + " 12"),
                refused(
                        two(),
                        z -> z.put32(x + 24, 6),
                        x + 20,
                        "expected a stored member of as many bytes as it has in the" + " archive, 5, found one of 6"),
                refused(
                        two(),
                        z -> z.put32(y + 24, 8 * 1032),
                        y + 20,
                        "expected a deflated member of at most 1032 times the 7"
                                + " bytes that it has in the archive, found one of 8256"),
                refused(
                        two(),
                        z -> z.put32(local, 0x08074b50),
                        local,
                        "expected the local header of a member (50 4b 03 04)," + " found 50 4b 07 08"),
                refused(
                        two(),
                        z -> z.put16(local + 28, 40),
                        local + 26,
                        "expected a name and extra fields that leave room for"
                                + " 5 bytes before byte 40, found 45 bytes of them"),
                refused(
                        two(),
                        z -> z.put8(local + 30, 'z'),
                        local,
                        "expected the member that the directory calls 'x.npy',"
                                + " flags 0x0800, found 'z.npy', flags 0x0800"),
                refused(
                        two(),
                        z -> z.put16(local + 6, 0x801),
                        local,
                        "expected the member that the directory calls 'x.npy',"
                                + " flags 0x0800, found 'x.npy', flags 0x0801"),
                refused(
                        two(),
                        z -> z.put16(local + 8, 8),
                        local + 8,
                        "expected compression method 0 as in the directory, found" + " 8"),
                refused(
                        two(),
                        z -> z.put32(local + 18, 4),
                        local + 18,
                        "expected the sizes of the directory, 5 bytes for 5," + " found 4 bytes for 5"),
                refused(
                        zip64(),
                        z -> z.put64(large.local(0) + 39, 9),
                        large.local(0) + 18,
                        "expected the sizes of the" + " directory, 5 bytes for 5, found 5 bytes for 9"));
    }

    @ParameterizedTest
    @MethodSource
    void members(byte[] zip, int offset, String problem) throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), zip);

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> members(file))
                .withMessage("%s: byte %d: %s", file, offset, problem);
    }

    /** Reads the directory and the local headers. */
    private static int members(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ZipArchive archive = ZipArchive.read(channel, file.toString());
            for (ZipMember member : archive.members()) {
                archive.locate(channel, member);
            }
            return archive.members().size();
        }
    }

    @Test
    void noTruncationIsTakenForAnArchive() throws IOException {
        byte[] whole = two().toBytes();
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("a.npz"), Arrays.copyOf(whole, length));

            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> members(file))
                    .withMessage(
                            "%s: byte %d: expected a zip archive, with an end record (50 4b 05 06) in the last 65557 bytes,"
                                    + " found none",
                            file, length);
        }
    }

    @Test
    void anNpyFileIsRefusedForWhatItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npz"), "\u0093NUMPY", StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> members(file))
                .withMessageEndingWith(" found none; is it an .npy file?");
    }

    @Test
    void whatNoOneDamagedIsRead() throws IOException {
        assertThat(members(Files.write(folder.resolve("a"), two().toBytes()))).isEqualTo(2);
        assertThat(members(Files.write(folder.resolve("b"), zip64().toBytes()))).isEqualTo(1);
    }
}
