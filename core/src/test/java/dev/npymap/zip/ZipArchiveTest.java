package dev.npymap.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.ZipBytes;
import dev.npymap.testing.ZipBytes.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ZipArchiveTest {
    private static final byte[] CONTENT = content(200_000);

    @TempDir
    private Path folder;

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        // Half noise, half zeros: deflate makes blocks of several kinds.
        new Random(5).nextBytes(bytes);
        Arrays.fill(bytes, length / 2, length, (byte) 0);
        return bytes;
    }

    private byte[] read(byte[] zip, int member) throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), zip);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ZipArchive archive = ZipArchive.read(channel, file.toString());
            return read(archive.locate(channel, archive.members().get(member)), 8191);
        }
    }

    private static byte[] read(MemberBytes member, int step) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReadableByteChannel channel = member.open()) {
            ByteBuffer buffer = ByteBuffer.allocate(step);
            while (channel.read(buffer.clear()) >= 0) {
                out.write(buffer.array(), 0, buffer.position());
            }
            assertThat(channel.read(buffer.clear())).isEqualTo(-1);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void membersOfEveryFormAreRead(Form form) throws IOException {
        byte[] zip = new ZipBytes()
                .stored("x", CONTENT, form, 0)
                .deflated("y", CONTENT, form)
                .stored("z", new byte[0], form, 33)
                .deflated("e", new byte[0], form)
                .end(form == Form.ZIP64, form == Form.PLAIN ? "a comment" : "")
                .toBytes();

        assertThat(read(zip, 0)).isEqualTo(CONTENT);
        assertThat(read(zip, 1)).isEqualTo(CONTENT);
        assertThat(read(zip, 2)).isEmpty();
        assertThat(read(zip, 3)).isEmpty();
    }

    @Test
    void bytesBeforeTheArchiveMoveAllOffsets() throws IOException {
        assertThat(read(new ZipBytes(1000).stored("x", CONTENT).end().toBytes(), 0))
                .isEqualTo(CONTENT);
        assertThat(read(new ZipBytes(1000).deflated("x", CONTENT).end(true, "").toBytes(), 0))
                .isEqualTo(CONTENT);
    }

    @Test
    void bytesBehindTheArchiveAreIgnored() throws IOException {
        byte[] zip = new ZipBytes().stored("x", CONTENT).end().toBytes();

        assertThat(read(Arrays.copyOf(zip, zip.length + 65_535), 0)).isEqualTo(CONTENT);
    }

    @Test
    void theLongestCommentHidesNoArchive() throws IOException {
        assertThat(read(
                        new ZipBytes()
                                .stored("x", CONTENT)
                                .end(false, "c".repeat(65_535))
                                .toBytes(),
                        0))
                .isEqualTo(CONTENT);
    }

    @Test
    void namesWithoutTheirFlagAreInCodePage437() throws IOException {
        byte[] name = new byte[255];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) (i + 1);
        }
        Path file = Files.write(
                folder.resolve("a.npz"),
                new ZipBytes().storedAs(name, CONTENT).end().toBytes());

        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            assertThat(ZipArchive.read(channel, "a").members())
                    .singleElement()
                    .extracting(ZipMember::name)
                    .isEqualTo(new String(name, Charset.forName("IBM437")));
        }
    }

    @Test
    void headersMayDisagreeAboutTheFlagOfAnAsciiName() throws IOException {
        ZipBytes zip = new ZipBytes().stored("x", CONTENT).end();

        assertThat(read(zip.put16(zip.local(0) + 6, 0).toBytes(), 0)).isEqualTo(CONTENT);
    }

    /** An archive of one member whose directory entry has a Unicode path field (APPNOTE.TXT 4.6.9). */
    private Path withUnicodePath(String name, long crc, byte[] path) throws IOException {
        byte[] plain =
                new ZipBytes().storedAs(name.getBytes(UTF_8), CONTENT).end().toBytes();
        ZipBytes layout = new ZipBytes().storedAs(name.getBytes(UTF_8), CONTENT).end();
        ByteBuffer zip = ByteBuffer.allocate(plain.length + 9 + path.length).order(ByteOrder.LITTLE_ENDIAN);
        zip.put(plain, 0, layout.endRecord());
        zip.putShort((short) 0x7075)
                .putShort((short) (5 + path.length))
                .put((byte) 1)
                .putInt((int) crc)
                .put(path);
        int end = zip.position();
        zip.put(plain, layout.endRecord(), plain.length - layout.endRecord());
        zip.putShort(layout.central(0) + 30, (short) (9 + path.length));
        zip.putInt(end + 12, end - layout.directory());
        return Files.write(folder.resolve("a.npz"), zip.array());
    }

    private static String onlyName(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ZipArchive archive = ZipArchive.read(channel, file.toString());
            ZipMember member = archive.members().getFirst();
            assertThat(read(archive.locate(channel, member), 1000)).isEqualTo(CONTENT);
            return member.name();
        }
    }

    @Test
    void aUnicodePathReplacesTheNameThatItIsFor() throws IOException {
        CRC32 crc = new CRC32();
        crc.update("x.npy".getBytes(UTF_8));
        byte[] path = "数.npy".getBytes(UTF_8);

        assertThat(onlyName(withUnicodePath("x.npy", crc.getValue(), path))).isEqualTo("数.npy");
        assertThat(onlyName(withUnicodePath("x.npy", 1, path))).isEqualTo("x.npy");
        assertThat(onlyName(withUnicodePath("x.npy", crc.getValue(), new byte[0])))
                .isEqualTo("x.npy");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> onlyName(withUnicodePath("x.npy", crc.getValue(), new byte[] {(byte) 0xff})))
                .withMessageEndingWith(
                        "a.npz: byte 200086: expected a name in UTF-8 in the Unicode path field, found a malformed sequence"
                                + " of bytes");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> onlyName(withUnicodePath("x.npy", crc.getValue(), new byte[] {'a', 0})))
                .withMessageEndingWith("a.npz: byte 200035: expected a name without NUL, found one with it");
    }

    @Test
    void damagedBytesAreRefusedWithTheLastOfThem() throws IOException {
        ZipBytes zip =
                new ZipBytes().stored("x", CONTENT).deflated("y", CONTENT).end();
        byte[] stored = zip.put8(zip.data(0) + 100_000, 77).toBytes();

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(stored, 0))
                .withMessageMatching(".*a.npz: byte 31: expected bytes with the CRC-32 [0-9a-f]{8}, found some with"
                        + " [0-9a-f]{8}: they are damaged, or were changed in place");
        assertThat(read(stored, 1)).isEqualTo(CONTENT);
    }

    /** A deflated member whose bytes are another one's. */
    private static byte[] deflated(byte[] content, int declaredSize, int stored) {
        ZipBytes zip = new ZipBytes().deflated("y", content, Form.DESCRIPTOR).end();
        zip.put32(zip.central(0) + 24, declaredSize);
        zip.put32(zip.central(0) + 20, zip.dataEnd(0) - zip.data(0) + stored);
        return zip.toBytes();
    }

    @Test
    void deflatedMembersThatLieAboutTheirSizeAreRefused() throws IOException {
        byte[] content = {1, 2, 3, 4, 5, 6, 7, 8};

        assertThat(read(deflated(content, 8, 0), 0)).isEqualTo(content);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(deflated(content, 9, 0), 0))
                .withMessageEndingWith("a.npz: byte 41: expected 1 more bytes of a deflated member, found its end");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(deflated(content, 7, 0), 0))
                .withMessageEndingWith(": expected a deflated member of 7 bytes, found more");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(deflated(content, 8, -1), 0))
                .withMessageEndingWith("a.npz: byte 40: expected the end of deflated bytes, found that of the member");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(deflated(content, 8, 4), 0))
                .withMessageEndingWith(
                        "a.npz: byte 41: expected the end of a deflated member, found 4 bytes behind it");
    }

    @Test
    void whatIsNotDeflatedIsRefused() {
        ZipBytes zip = new ZipBytes().deflated("y", CONTENT).end();
        byte[] wrong = zip.put8(zip.data(0), 0xff).toBytes();

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(wrong, 0))
                .withMessageMatching(".*a.npz: byte [0-9]+: expected deflated bytes, found others: .+");
    }

    @Test
    void anArchiveThatBecameAnotherIsNotTakenForTheOldOne() throws IOException {
        Path file = folder.resolve("a.npz");
        Files.write(file, new ZipBytes().stored("x", CONTENT).end().toBytes());
        ZipArchive archive;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            archive = ZipArchive.read(channel, file.toString());
        }
        Files.write(file, new ZipBytes().stored("z", CONTENT).end().toBytes());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> archive.locate(channel, archive.members().getFirst()))
                    .withMessage(
                            "%s: byte 200031: the archive was changed after it was opened: its directory is another"
                                    + " one here",
                            file);
        }
        Files.write(file, new byte[100]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> archive.locate(channel, archive.members().getFirst()))
                    .withMessage(
                            "%s: byte 100: the archive was changed after it was opened: its directory is another one"
                                    + " here",
                            file);
        }
    }
}
