package dev.npymap;

import static java.nio.channels.FileChannel.MapMode.PRIVATE;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyBytes;
import dev.npymap.testing.NpyFiles;
import dev.npymap.testing.ZipBytes;
import dev.npymap.testing.ZipBytes.Form;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpzMapTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npz");
    }

    private Npz open(ZipBytes zip) throws IOException {
        return Npz.open(Files.write(file(), zip.end().toBytes()));
    }

    /** {@return a file of {@code int64} that count from 0 in the order of the file} */
    private static byte[] counting(MemoryOrder order, long... dims) {
        return NpyFiles.countingBytes(order, dims);
    }

    private static byte[] counting(long... dims) {
        return counting(MemoryOrder.C, dims);
    }

    private static long[] range(long from, long to) {
        return LongStream.range(from, to).toArray();
    }

    @Test
    void namesAreThoseOfTheArraysInTheOrderOfTheArchive() throws IOException {
        Npz npz = open(new ZipBytes()
                .stored("z.npy", counting(1))
                .stored("readme.txt", new byte[3])
                .stored("folder/", new byte[0])
                .stored("folder/b.npy", counting(2))
                .deflated("数.npy", counting(3))
                .stored("twice.npy.npy", counting(4)));

        assertThat(npz.names()).containsExactly("z", "folder/b", "数", "twice.npy");
        assertThat(npz).hasToString("Npz[" + file() + ", 4 arrays]");
        assertThat(npz.map("folder/b").longs().toArray()).isEqualTo(range(0, 2));
        assertThat(npz.map("folder/b.npy").longs().toArray()).isEqualTo(range(0, 2));
        assertThat(npz.map("twice.npy").longs().toArray()).isEqualTo(range(0, 4));
        assertThat(npz.map("twice.npy.npy").longs().toArray()).isEqualTo(range(0, 4));
    }

    @Test
    void anEmptyArchiveHasNoArrays() throws IOException {
        assertThat(open(new ZipBytes()).names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void storedMembersOfEveryFormAreMapped(Form form) throws IOException {
        // Behind an odd number of bytes: nothing is aligned.
        Npz npz = open(new ZipBytes()
                .stored("odd.npy", new byte[3], form, 0)
                .stored("x.npy", counting(1000, 3), form, 5)
                .stored("zero.npy", counting(0, 3), form, 0));

        NpyArray array = npz.map("x");

        assertThat(array.longs().toArray()).isEqualTo(range(0, 3000));
        assertThat(array.longs().sum()).isEqualTo(2999L * 3000 / 2);
        assertThat(array.shape()).isEqualTo(Shape.of(1000, 3));
        assertThat(array.segment().isReadOnly()).isTrue();
        assertThat(npz.map("zero").shape()).isEqualTo(Shape.of(0, 3));
    }

    @Test
    void atomicsAreRefusedWhereTheMemberIsNotAligned() throws IOException {
        Npz npz = open(new ZipBytes().stored("x.npy", counting(4)));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> npz.map("x").atomicLongs());
    }

    @Test
    void windowsAndPlacesCountWithinTheMember() throws IOException {
        ZipBytes zip =
                new ZipBytes().stored("w.npy", counting(9)).stored("x.npy", counting(MemoryOrder.FORTRAN, 3, 10));
        Npz npz = open(zip);
        NpyHeader header = NpyHeader.of(DType.INT64, MemoryOrder.FORTRAN, Shape.of(3, 10));

        NpyArray rows = npz.map("x", Window.rows(4, 7));
        NpyArray share = npz.map("x", Window.share(1, 3));
        NpyArray elements = npz.map("x", Window.elements(7, Shape.of(2)));

        assertThat(npz.readHeader("x")).isEqualTo(header);
        assertThat(rows.header()).isEqualTo(header);
        assertThat(rows.fileShape()).isEqualTo(Shape.of(3, 10));
        assertThat(rows.shape()).isEqualTo(Shape.of(3, 3));
        assertThat(rows.firstRow()).isEqualTo(4);
        assertThat(rows.elementOffset()).isEqualTo(12);
        assertThat(rows.longs().get(0, 0)).isEqualTo(12);
        assertThat(share.firstRow()).isEqualTo(4);
        assertThat(share.rows()).isEqualTo(3);
        assertThat(elements.longs().toArray()).isEqualTo(range(7, 9));
        assertThat(npz.member("x"))
                .isEqualTo(new NpzMember("x", true, header.fileSize(), header.fileSize(), crc("x.npy"), zip.data(1)));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> npz.map("x", Window.rows(4, 11)))
                .withMessage("rows from 4 to 11 of an array of 10 rows");
    }

    private long crc(String member) throws IOException {
        try (ZipFile zip = new ZipFile(file().toFile())) {
            return zip.getEntry(member).getCrc();
        }
    }

    @Test
    void alignedSharesTouchNoBlockOfTheFileTogether() throws IOException {
        ZipBytes zip = new ZipBytes().stored("w.npy", counting(1)).stored("x.npy", counting(10_000), Form.PLAIN, 4 + 1);
        Npz npz = open(zip);
        // At an offset that is odd, no row of 8 bytes begins at a multiple of 4096; at one that is 8 mod 4096 some do.
        long payload = npz.member("x").offset() + npz.readHeader("x").payloadOffset();
        int pad = (int) Math.floorMod(8 - payload, 4096L);
        Npz even = open(
                new ZipBytes().stored("w.npy", counting(1)).stored("x.npy", counting(10_000), Form.PLAIN, 5 + pad));
        payload += pad;

        for (int n = 0; n < 3; n++) {
            NpyArray share = even.map("x", Window.share(n, 3).aligned(4096));
            NpyArray plain = even.map("x", Window.share(n, 3));

            assertThat(n == 0 || (payload + share.firstRow() * 8) % 4096 == 0).isTrue();
            assertThat(Math.abs(share.firstRow() - plain.firstRow())).isLessThanOrEqualTo(256);
        }
    }

    @Test
    void privateChangesReachNoFile() throws IOException {
        Npz npz = open(new ZipBytes().stored("x.npy", counting(4)));
        FolderState before = FolderState.of(folder);
        try (Arena arena = Arena.ofConfined()) {
            LongAccessor mine = npz.map("x", PRIVATE, Window.all(), arena).longs();
            mine.set(0, 42);

            assertThat(mine.get(0)).isEqualTo(42);
        }
        assertThat(npz.map("x").longs().get(0)).isZero();
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    @Test
    void readWriteIsRefusedWithItsReason() throws IOException {
        Npz npz = open(new ZipBytes().stored("x.npy", counting(4)));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> npz.map("x", READ_WRITE, Window.all(), Arena.ofAuto()))
                .withMessage(
                        "to change %s::x in place makes the CRC-32 wrong that the archive has of it; mapWritable does so, and"
                                + " repair(name) mends it then",
                        file());
    }

    @Test
    void deflatedMembersAreNotMapped() throws IOException {
        Npz npz = open(new ZipBytes().deflated("x.npy", counting(4)));

        assertThat(npz.member("x").isStored()).isFalse();
        assertThat(npz.readHeader("x").shape()).isEqualTo(Shape.of(4));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> npz.map("x"))
                .withMessageStartingWith("%s::x is deflated: there are no bytes of it to map", file());
    }

    @Test
    void aNameThatIsNotThereIsToldWithThoseThatAre() throws IOException {
        Npz npz = open(new ZipBytes()
                .stored("x.npy", counting(1))
                .stored("y.npy", counting(1))
                .stored("readme.txt", new byte[3]));

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> npz.map("z"))
                .withMessage("%s::z: the archive has no such member; it has 2 arrays: x, y", file());
    }

    @Test
    void membersOfOtherNamesMayBeArraysToo() throws IOException {
        Npz npz = open(new ZipBytes()
                .stored("readme.txt", new byte[] {1, 2, 3, 4, 5, 6, 7})
                .stored("x.npy", counting(1))
                .stored("folder/", new byte[0])
                .stored("x", counting(2))
                .stored("plain", counting(3)));

        assertThat(npz.names()).containsExactly("x");
        assertThat(npz.otherNames()).containsExactly("readme.txt", "folder/", "x", "plain");
        assertThat(npz.map("plain").longs().toArray()).isEqualTo(range(0, 3));
        // As NumPy, of which .files is ['x', 'x', ...] then, and f['x'] the member x.
        assertThat(npz.map("x").longs().toArray()).isEqualTo(range(0, 2));
        assertThat(npz.map("x.npy").longs().toArray()).isEqualTo(range(0, 1));
        assertThat(npz.member("readme.txt").size()).isEqualTo(7);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> npz.map("readme.txt"))
                .withMessage(
                        "%s::readme.txt: byte 0: expected the magic 93 4e 55 4d 50 59 of an NPY file, found 01 02 03 04 05 06",
                        file());
    }

    @Test
    void ofManyNamesSomeAreTold() throws IOException {
        ZipBytes zip = new ZipBytes();
        for (int i = 0; i < 12; i++) {
            zip.stored("a" + i + ".npy", counting(1));
        }
        Npz npz = open(zip);

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> npz.map(""))
                .withMessage(
                        "%s::: the archive has no such member; it has 12 arrays: a0, a1, a2, a3, a4, a5, a6, a7, a8, a9,"
                                + " ...",
                        file());
    }

    @Test
    void ofTwoMembersOfOneNameTheLastCounts() throws IOException {
        Npz npz = open(new ZipBytes().stored("x.npy", counting(1)).stored("x.npy", counting(2)));

        assertThat(npz.names()).containsExactly("x");
        assertThat(npz.map("x").rows()).isEqualTo(2);
    }

    @Test
    void whatIsNoArrayIsListedAndRefusedWithItsPlaceInTheMember() throws IOException {
        byte[] pickle = NpyBytes.file(1, NpyBytes.text("'|O'", "False", "(1,)"), 8);
        Npz npz = open(new ZipBytes()
                .stored("garbage.npy", new byte[] {1, 2, 3, 4, 5, 6, 7})
                .deflated("pickle.npy", pickle)
                .stored("cut.npy", NpyBytes.cut(counting(4), 150)));

        assertThat(npz.names()).containsExactly("garbage", "pickle", "cut");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> npz.map("garbage.npy"))
                .withMessage(
                        "%s::garbage: byte 0: expected the magic 93 4e 55 4d 50 59 of an NPY file, found 01 02 03 04 05 06",
                        file());
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> npz.readHeader("pickle"))
                .withMessageStartingWith("%s::pickle: byte 20: the dtype '|O' holds Python objects", file());
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> npz.map("cut"))
                .withMessageStartingWith("%s::cut: byte 150: expected 32 bytes of payload for shape (4,)", file());
    }

    @Test
    void optionsHoldForEveryMember() throws IOException {
        byte[] longer = Arrays.copyOf(counting(4), 128 + 32 + 1);
        open(new ZipBytes().stored("x.npy", longer).deflated("y.npy", longer));
        Npz strict = Npz.open(file(), ReadOptions.defaults().rejectTrailingBytes(true));

        assertThat(Npz.open(file()).map("x").longs().toArray()).isEqualTo(range(0, 4));
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> strict.map("x"))
                .withMessage("%s::x: byte 160: expected the end of the file, found 1 trailing bytes", file());
        assertThatExceptionOfType(NpyFormatException.class).isThrownBy(() -> strict.readHeader("y"));
    }

    /** A member of 5 GiB, and one behind it: the archive is a sparse file. */
    @Test
    void membersAndOffsetsPast4GiB() throws IOException {
        long rows = 5L << 27;
        NpyHeader header = NpyHeader.of(DType.INT64, MemoryOrder.C, Shape.of(rows));
        ZipBytes small = new ZipBytes()
                .stored("x.npy", header.encode(), Form.ZIP64, 0)
                .stored("y.npy", counting(3), Form.ZIP64, 0)
                .end(true, "");
        long moved = header.payloadSize();
        int xLocal = small.data(0) - 20 + 4;
        small.put64(xLocal, header.fileSize()).put64(xLocal + 8, header.fileSize());
        int xCentral = small.central(0) + 46 + 5 + 4;
        small.put64(xCentral, header.fileSize()).put64(xCentral + 8, header.fileSize());
        small.put64(small.central(1) + 46 + 5 + 4 + 16, small.local(1) + moved);
        int end64 = small.endRecord() - 76;
        small.put64(end64 + 48, small.directory() + moved).put64(end64 + 56 + 8, end64 + moved);
        ByteBuffer bytes = ByteBuffer.wrap(small.toBytes());
        try (FileChannel channel = FileChannel.open(
                file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(bytes.slice(0, small.dataEnd(0)), 0);
            channel.write(bytes.slice(small.dataEnd(0), bytes.capacity() - small.dataEnd(0)), small.dataEnd(0) + moved);
        }

        Npz npz = Npz.open(file());

        assertThat(npz.names()).containsExactly("x", "y");
        assertThat(npz.member("y").offset()).isEqualTo(small.data(1) + moved);
        assertThat(npz.map("y").longs().toArray()).isEqualTo(range(0, 3));
        try (Arena arena = Arena.ofConfined()) {
            NpyArray x = npz.map("x", READ_ONLY, Window.all(), arena);
            assertThat(x.rows()).isEqualTo(rows);
            assertThat(x.longs().get(rows - 1)).isZero();
            assertThat(npz.map("x", READ_ONLY, Window.rows(rows - 2, rows), arena)
                            .firstRow())
                    .isEqualTo(rows - 2);
        }
    }
}
