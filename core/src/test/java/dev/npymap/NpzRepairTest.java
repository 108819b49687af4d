package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.access.LongAccessor;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import dev.npymap.testing.ZipBytes;
import dev.npymap.testing.ZipBytes.Form;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpzRepairTest {
    private static final long ROWS = 200_000;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npz");
    }

    private Npz open(ZipBytes zip) throws IOException {
        return Npz.open(Files.write(file(), zip.toBytes()));
    }

    private static byte[] counting(long rows) {
        return NpyFiles.countingBytes(MemoryOrder.C, rows);
    }

    /** Three arrays, of which the one in the middle is the one to change. */
    private static ZipBytes three(Form form) {
        return new ZipBytes()
                .stored("w.npy", counting(3), form, 0)
                .stored("x.npy", counting(ROWS), form, 7)
                .deflated("y.npy", counting(3), form)
                .end(form == Form.ZIP64, "");
    }

    private static void change(Npz npz) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray mine = npz.mapWritable("x", Window.rows(5, 8), arena);
            mine.longs().set(0, 4242);
            mine.force();
        }
    }

    private static LongAccessor read(Npz npz, Arena arena) throws IOException {
        return npz.read("x", arena).longs();
    }

    @ParameterizedTest
    @EnumSource
    void aChangedMemberIsRefusedUntilItIsRepaired(Form form) throws IOException {
        ZipBytes zip = three(form);
        Npz npz = open(zip);
        byte[] before = Files.readAllBytes(file());
        try (Arena arena = Arena.ofConfined()) {
            change(npz);

            assertThat(npz.map("x").longs().get(5)).isEqualTo(4242);
            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> read(npz, arena))
                    .withMessageContaining("a.npz: byte " + zip.data(1) + ": expected bytes with the CRC-32 ");

            assertThatExceptionOfType(NpyFormatException.class)
                    .isThrownBy(() -> npz.check("x", _ -> {}))
                    .withMessageContaining("a.npz: byte " + zip.data(1) + ": expected bytes with the CRC-32 ");

            assertThat(npz.repair("x")).isTrue();

            List<Long> progress = new ArrayList<>();
            npz.check("x", progress::add);
            assertThat(progress).hasSize(2).last().isEqualTo(npz.member("x").size());
            npz.check("y", _ -> {});
            // The old directory in memory will do: the CRC is read anew.
            assertThat(read(npz, arena).get(5)).isEqualTo(4242);
            assertThat(read(Npz.open(file()), arena).get(5)).isEqualTo(4242);
            assertThat(npz.repair("x")).isFalse();
        }
        byte[] after = Files.readAllBytes(file());
        checkChanges(zip, form, before, after);
    }

    /** Nothing else was changed than an element and the two CRCs, which are right. */
    private static void checkChanges(ZipBytes zip, Form form, byte[] before, byte[] after) {
        CRC32 crc = new CRC32();
        crc.update(after, zip.data(1), zip.dataEnd(1) - zip.data(1));
        ByteBuffer expected = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(zip.data(1) + 128 + 5 * Long.BYTES, 4242);
        expected.putInt(zip.central(1) + 16, (int) crc.getValue());
        int first = switch (form) {
            case PLAIN, ZIP64 -> zip.local(1) + 14;
            case DESCRIPTOR -> zip.dataEnd(1) + 4;
            case BARE_DESCRIPTOR -> zip.dataEnd(1);
        };
        expected.putInt(first, (int) crc.getValue());

        assertThat(after).isEqualTo(before);
    }

    @Test
    void aSoundMemberIsLeftAsItIs() throws IOException {
        Npz npz = open(three(Form.PLAIN));
        FolderState before = FolderState.of(folder);

        assertThat(npz.repair("x")).isFalse();
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    /** After a crash between the two writes the archive is as it was for readers, and the next repair completes it. */
    @Test
    void aRepairThatWasCutShortIsCompletedByTheNext() throws IOException {
        ZipBytes zip = three(Form.PLAIN);
        Npz npz = open(zip);
        change(npz);
        byte[] changed = Files.readAllBytes(file());
        npz.repair("x");
        byte[] repaired = Files.readAllBytes(file());
        // The first write alone.
        System.arraycopy(repaired, zip.local(1) + 14, changed, zip.local(1) + 14, 4);
        Files.write(file(), changed);
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(NpyFormatException.class).isThrownBy(() -> read(npz, arena));
            assertThat(npz.map("x").longs().get(5)).isEqualTo(4242);
            assertThat(npz.repair("x")).isTrue();
            assertThat(Files.readAllBytes(file())).isEqualTo(repaired);
        }
    }

    @Test
    void progressIsToldAndMayEndIt() throws IOException {
        Npz npz = open(three(Form.PLAIN));
        change(npz);
        byte[] changed = Files.readAllBytes(file());
        assertThatIllegalStateException()
                .isThrownBy(() -> npz.repair("x", _ -> {
                    throw new IllegalStateException("enough");
                }));
        assertThat(Files.readAllBytes(file())).isEqualTo(changed);
        List<Long> told = new ArrayList<>();

        npz.repair("x", told::add);

        assertThat(told).containsExactly(1L << 20, 128 + ROWS * Long.BYTES);
    }

    @Test
    void deflatedMembersAreNeitherChangedNorRepaired() throws IOException {
        Npz npz = open(three(Form.PLAIN));
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> npz.mapWritable("y", Window.all(), arena))
                    .withMessage(
                            "%s::y is deflated: there are no bytes of it to map; read(name, arena) inflates it into an arena",
                            file());
        }
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> npz.repair("y"))
                .withMessage(
                        "%s::y is deflated, and so was not changed in place: a wrong CRC-32 tells of damage", file());
    }

    @Test
    void aDescriptorThatIsNotThereIsNotWritten() throws IOException {
        ZipBytes zip = three(Form.DESCRIPTOR);
        Npz npz = open(zip.put32(zip.dataEnd(1) + 8, 3));
        byte[] before = Files.readAllBytes(file());

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> npz.repair("x"))
                .withMessage(
                        "%s: byte %d: expected a data descriptor with the compressed size 1600128, found none: no CRC-32 was"
                                + " changed",
                        file(), zip.dataEnd(1));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void mapsThatWriteChangeNoSize() throws IOException {
        Npz npz = open(three(Form.PLAIN));
        long size = Files.size(file());

        change(npz);

        assertThat(Files.size(file())).isEqualTo(size);
        try (InputStream in = Files.newInputStream(file())) {
            assertThat(in.readNBytes(4)).containsExactly('P', 'K', 3, 4);
        }
    }
}
