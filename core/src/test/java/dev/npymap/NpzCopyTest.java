package dev.npymap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.ZipBytes;
import dev.npymap.testing.ZipBytes.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that are taken over from another archive. */
class NpzCopyTest {
    @TempDir
    private Path folder;

    private Path from() {
        return folder.resolve("from.npz");
    }

    private Path file() {
        return folder.resolve("a.npz");
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] compressed(byte[] archive, NpzMember member) {
        return Arrays.copyOfRange(archive, (int) member.offset(), (int) (member.offset() + member.storedSize()));
    }

    private void copyAll() throws IOException {
        Npz npz = Npz.open(from());
        Npz.write(file(), NpzOptions.defaults().replace(), out -> {
            for (String name : npz.names()) {
                out.copy(npz, name + ".npy");
            }
            for (String name : npz.otherNames()) {
                out.copy(npz, name);
            }
        });
    }

    @Test
    void bytesAreCopiedAsTheyLie() throws IOException {
        byte[] text = "what the arrays are\n".repeat(5000).getBytes(UTF_8);
        ZipBytes zip = new ZipBytes(7)
                .deflated("readme.txt", text)
                .deflated("described.bin", noise(70_000), Form.DESCRIPTOR)
                .stored("large.bin", noise(3000), Form.ZIP64, 0)
                .stored("folder/", new byte[0])
                .storedAs(new byte[] {'d', (byte) 0x82, 'j'}, noise(10))
                .deflated("bare", noise(99), Form.BARE_DESCRIPTOR)
                .end();
        Files.write(from(), zip.toBytes());

        copyAll();

        Npz old = Npz.open(from());
        Npz copy = Npz.open(file());
        assertThat(copy.otherNames())
                .isEqualTo(old.otherNames())
                .containsExactly("readme.txt", "described.bin", "large.bin", "folder/", "déj", "bare");
        byte[] oldBytes = Files.readAllBytes(from());
        byte[] copyBytes = Files.readAllBytes(file());
        try (ZipFile jdk = new ZipFile(file().toFile())) {
            for (String name : old.otherNames()) {
                NpzMember member = copy.member(name);
                assertThat(compressed(copyBytes, member)).isEqualTo(compressed(oldBytes, old.member(name)));
                assertThat(member.isStored()).isEqualTo(old.member(name).isStored());
                ZipEntry entry = jdk.getEntry(name);
                assertThat(jdk.getInputStream(entry).readAllBytes()).hasSize((int) member.size());
                assertThat(entry.getCrc()).isEqualTo(member.crc());
            }
        }
    }

    @Test
    void arraysAreCopiedBesideNewOnes() throws IOException {
        Npz.write(from(), NpzOptions.defaults().deflate(), out -> out.add("deflated", new long[1000]));
        Npz deflated = Npz.open(from());
        Npz.write(file(), out -> {
            out.add("new", new double[] {1.5});
            out.copy(deflated, "deflated");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> out.copy(deflated, "deflated.npy"))
                    .withMessage("the archive has an array of the name 'deflated' already");
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> out.copy(deflated, "y"))
                    .withMessage("%s::y: the archive has no such member; it has 1 array: deflated", from());
            out.add("last", new double[] {2.5});
        });

        Npz npz = Npz.open(file());
        assertThat(npz.names()).containsExactly("new", "deflated", "last");
        npz.check("deflated", _ -> {});
        assertThat(npz.member("deflated").isStored()).isFalse();
        assertThat(npz.map("last").doubles().toArray()).containsExactly(2.5);
    }

    @Test
    void storedArrayIsAlignedWhereItComesTo() throws IOException {
        Path npy = folder.resolve("x.npy");
        Npy.save(npy, new long[] {1, 2, 3});
        Files.write(
                from(),
                new ZipBytes(1)
                        .stored("x.npy", Files.readAllBytes(npy))
                        .stored("x", noise(3))
                        .end()
                        .toBytes());

        copyAll();

        Npz npz = Npz.open(file());
        assertThat(npz.member("x.npy").offset() % 64).isZero();
        assertThat(npz.map("x.npy").longs().toArray()).containsExactly(1, 2, 3);
        assertThat(npz.member("x").size()).isEqualTo(3);
    }

    @Test
    void damageStaysVisible() throws IOException {
        ZipBytes zip = new ZipBytes().stored("x.bin", noise(100)).end();
        zip.put8(zip.data(0), 1).put8(zip.data(0) + 1, 2);
        Files.write(from(), zip.toBytes());

        copyAll();

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npz.open(file()).check("x.bin", _ -> {}))
                .withMessageContaining("expected bytes with the CRC-32");
    }

    @Test
    void whatCannotBeReadIsNotCopied() throws IOException {
        ZipBytes zip = new ZipBytes().stored("x.bin", noise(100)).end();
        zip.put16(zip.local(0) + 8, 12).put16(zip.central(0) + 10, 12);
        Files.write(from(), zip.toBytes());
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(this::copyAll)
                .withMessage(
                        "%s: byte %s: expected compression method 0 (stored) or 8 (deflated), found 12",
                        from(), zip.central(0) + 10);
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void archiveThatBecameShorterIsNotCopied() throws IOException {
        byte[] bytes = new ZipBytes().stored("x.bin", noise(100_000)).end().toBytes();
        Files.write(from(), bytes);
        Npz npz = Npz.open(from());
        Files.write(from(), Arrays.copyOf(bytes, 1000));

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npz.write(file(), out -> out.copy(npz, "x.bin")))
                .withMessageStartingWith(from() + ": byte 1000: the archive was changed after it was opened");
        assertThat(file()).doesNotExist();
    }
}
