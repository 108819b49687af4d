package dev.npymap.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.testing.ZipBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that is copied from one disk to another, of which one is broken. */
class ZipCopyTest {
    private static final int LARGE = 200_000;

    @TempDir
    private Path folder;

    private final byte[] small = noise(10);
    private final byte[] large = noise(LARGE);

    private FileChannel from;
    private FileChannel to;
    private long broken;

    @BeforeEach
    void openFiles() throws IOException {
        ZipBytes zip =
                new ZipBytes().stored("small", small).stored("large", large).end();
        broken = zip.data(1) + 100_000L;
        from = FileChannel.open(Files.write(folder.resolve("from.zip"), zip.toBytes()), READ);
        to = FileChannel.open(folder.resolve("to.zip"), CREATE_NEW, WRITE);
    }

    @AfterEach
    void closeFiles() throws IOException {
        from.close();
        to.close();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void copy(ZipWriter zip, FileChannel source, String name) throws IOException {
        ZipArchive archive = ZipArchive.read(source, "from.zip");
        for (ZipMember member : archive.members()) {
            if (member.name().equals(name)) {
                zip.copy(name.getBytes(UTF_8), archive.locate(source, member));
            }
        }
    }

    private void check(String name, byte[] content) throws IOException {
        try (ZipFile jdk = new ZipFile(folder.resolve("to.zip").toFile())) {
            assertThat(jdk.size()).isEqualTo(1);
            assertThat(jdk.getInputStream(jdk.getEntry(name)).readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void anErrorOfTheDiskThatIsReadNamesItsFile() throws IOException {
        ZipWriter zip = new ZipWriter(to);
        FileChannel source = new BrokenDisk(from, broken);

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> copy(zip, source, "large"))
                .withMessage("from.zip: Input/output error");

        copy(zip, source, "small");
        zip.finish();
        check("small", small);
    }

    @Test
    void anErrorOfTheDiskThatIsWrittenDoesNot() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> copy(new ZipWriter(new BrokenDisk(to, -1)), from, "large"))
                .isExactlyInstanceOf(IOException.class)
                .withMessage("No space left on device");
    }

    @Test
    void whatAReadAndAWriteDoIsNoError() throws IOException {
        ZipWriter zip = new ZipWriter(to);
        FileChannel source = new BrokenDisk(from, -1) {
            @Override
            public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
                throw new IOException("Invalid argument");
            }
        };

        copy(zip, source, "large");

        zip.finish();
        check("large", large);
    }
}
