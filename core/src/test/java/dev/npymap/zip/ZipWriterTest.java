package dev.npymap.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipWriterTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.zip");
    }

    /** Writes an archive. */
    @FunctionalInterface
    private interface Fill {
        void to(ZipWriter zip) throws IOException;
    }

    private void write(long start, long large, Fill fill) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            ZipWriter zip = new ZipWriter(channel, start, large);
            fill.to(zip);
            zip.finish();
        }
    }

    private static void add(ZipWriter zip, String name, boolean isDeflated, byte[] content) throws IOException {
        zip.add(name.getBytes(UTF_8), isDeflated, content.length, sink -> sink.write(ByteBuffer.wrap(content)));
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] read(FileChannel channel, ZipArchive archive, ZipMember member) throws IOException {
        MemberBytes bytes = archive.locate(channel, member);
        assertThat(bytes.isStored() ? bytes.offset() % 64 : 0).isZero();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReadableByteChannel in = bytes.open()) {
            ByteBuffer buffer = ByteBuffer.allocate(1000);
            while (in.read(buffer.clear()) >= 0) {
                out.write(buffer.array(), 0, buffer.position());
            }
        }
        return out.toByteArray();
    }

    /** Both our reader and the JDK's find the same members with the same bytes. */
    private void check(List<byte[]> contents) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ);
                ZipFile jdk = new ZipFile(file().toFile())) {
            ZipArchive archive = ZipArchive.read(channel, "a.zip");
            assertThat(archive.members()).hasSize(contents.size());
            for (int i = 0; i < contents.size(); i++) {
                ZipMember member = archive.members().get(i);
                ZipEntry entry = jdk.getEntry(member.name());

                assertThat(read(channel, archive, member)).isEqualTo(contents.get(i));
                assertThat(jdk.getInputStream(entry).readAllBytes()).isEqualTo(contents.get(i));
                assertThat(entry.getTimeLocal()).hasToString("1980-01-01T00:00");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {ZipFormat.IN_ZIP64, 0, 1, 100, 5000})
    void numbersThatAreTooLargeGoToZip64Fields(long large) throws IOException {
        List<byte[]> contents = List.of(noise(10), noise(70_000), new byte[200_000], new byte[0], noise(101));
        write(0, large, zip -> {
            for (int i = 0; i < contents.size(); i++) {
                add(zip, "s" + "é".repeat(i), false, contents.get(i));
                add(zip, "d" + "é".repeat(i), true, contents.get(i));
            }
        });

        check(contents.stream()
                .flatMap(content -> List.of(content, content).stream())
                .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {ZipFormat.IN_ZIP64, 0, 100, 5000})
    void membersAreCopied(long large) throws IOException {
        List<byte[]> contents = List.of(noise(10), new byte[200_000], noise(0), noise(101));
        write(0, ZipFormat.IN_ZIP64, zip -> {
            for (int i = 0; i < contents.size(); i++) {
                add(zip, "m" + i, i % 2 == 1, contents.get(i));
            }
        });
        Path original = Files.move(file(), folder.resolve("original.zip"));
        try (FileChannel channel = FileChannel.open(original, StandardOpenOption.READ)) {
            ZipArchive archive = ZipArchive.read(channel, "original.zip");
            write(0, large, zip -> {
                for (ZipMember member : archive.members()) {
                    zip.copy(member.name().getBytes(UTF_8), archive.locate(channel, member));
                }
            });
        }

        check(contents);
        if (large == ZipFormat.IN_ZIP64) {
            assertThat(file()).hasSameBinaryContentAs(original);
        }
    }

    @Test
    void nothingIsZip64ThatNeedNotBe() throws IOException {
        write(0, ZipFormat.IN_ZIP64, zip -> add(zip, "x", false, noise(100)));
        byte[] bytes = Files.readAllBytes(file());
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        // Local header, name, 33 bytes of padding, content; directory entry, name; end record.
        assertThat(bytes).hasSize(64 + 100 + 47 + 22);
        assertThat(zip.getShort(4)).isEqualTo((short) 20);
        assertThat(zip.getShort(28)).isEqualTo((short) 33);
        assertThat(zip.getShort(31)).isEqualTo((short) 0xd935);
        assertThat(zip.getShort(33)).isEqualTo((short) 29);
        assertThat(zip.getShort(35)).isEqualTo((short) 64);
    }

    @Test
    void offsetsPast4GiB() throws IOException {
        List<byte[]> contents = List.of(noise(10), noise(1000));
        write(5L << 30, ZipFormat.IN_ZIP64, zip -> {
            add(zip, "a", false, contents.get(0));
            add(zip, "b", true, contents.get(1));
        });

        check(contents);
    }

    @Test
    void moreMembersThanA16BitNumberCounts() throws IOException {
        byte[] content = noise(3);
        write(0, ZipFormat.IN_ZIP64, zip -> {
            for (int i = 0; i < 65_535; i++) {
                add(zip, Integer.toString(i), false, content);
            }
        });

        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ);
                ZipFile jdk = new ZipFile(file().toFile())) {
            ZipArchive archive = ZipArchive.read(channel, "a.zip");

            assertThat(archive.members()).hasSize(65_535);
            assertThat(jdk.size()).isEqualTo(65_535);
            assertThat(read(channel, archive, archive.members().getLast())).isEqualTo(content);
        }
    }

    @Test
    void anEmptyArchive() throws IOException {
        write(0, ZipFormat.IN_ZIP64, _ -> {});

        assertThat(Files.size(file())).isEqualTo(22);
        check(List.of());
    }

    @Test
    void whatFailsLeavesNoTrace() throws IOException {
        byte[] content = noise(1000);
        write(0, ZipFormat.IN_ZIP64, zip -> {
            add(zip, "a", false, content);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> zip.add(new byte[] {'b'}, false, 5000, sink -> {
                        sink.write(ByteBuffer.wrap(noise(4000)));
                        throw new IOException("gone");
                    }))
                    .withMessage("gone");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> zip.add(new byte[] {'b'}, true, 5000, sink -> sink.write(ByteBuffer.wrap(content))))
                    .withMessage("a member of 5000 bytes, of which 1000 came");
        });

        check(List.of(content));
        assertThat(Files.size(file())).isEqualTo(64 + 1000 + 47 + 22);
    }
}
