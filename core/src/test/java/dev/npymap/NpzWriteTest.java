package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriteTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npz");
    }

    private NpyArray counting(MemoryOrder order, long... dims) throws IOException {
        return Npy.map(NpyFiles.counting(folder.resolve("counting.npy"), order, dims));
    }

    private static long[] elements(NpyArray array) {
        return array.longs().toArray();
    }

    @Test
    void everyStoredArrayIsMappedAligned() throws IOException {
        NpyArray array = counting(MemoryOrder.C, 100, 3);
        Npz.write(file(), out -> {
            for (int i = 0; i < 70; i++) {
                out.add("x".repeat(i + 1), array);
            }
        });
        Npz npz = Npz.open(file());

        assertThat(npz.names()).hasSize(70).startsWith("x", "xx", "xxx");
        for (String name : npz.names()) {
            NpyArray mapped = npz.map(name);

            assertThat((npz.member(name).offset() + mapped.header().payloadOffset()) % 64)
                    .isZero();
            assertThat(mapped.segment().address() % 64).isZero();
            assertThat(elements(mapped)).isEqualTo(elements(array));
        }
    }

    @Test
    void theBytesOfAMemberAreThoseOfItsFile() throws IOException {
        NpyArray array = counting(MemoryOrder.FORTRAN, 4, 5);
        Npz.write(file(), NpzOptions.defaults().deflate(), out -> out.add("x", array));

        try (ZipFile zip = new ZipFile(file().toFile());
                InputStream in = zip.getInputStream(zip.getEntry("x.npy"))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(folder.resolve("counting.npy")));
        }
        assertThat(Npz.open(file()).member("x").isStored()).isFalse();
    }

    @Test
    void viewsOfAnyStrideAreWrittenAsNumPySavesThem() throws IOException {
        // Larger than a block, so that views are gathered piece by piece.
        NpyArray array = counting(MemoryOrder.C, 30, 100, 101);
        List<NpyArray> views = List.of(
                array,
                array.transpose(),
                array.at(1, 7),
                array.at(2, 7),
                array.slice(0, 29, -1, -2),
                array.slice(2, 0, 101, 3),
                array.slice(2, 100, -1, -1).transpose(),
                array.rows(5, 5),
                array.at(0, 1).at(0, 1).at(0, 1));
        Npz.write(file(), out -> {
            for (int i = 0; i < views.size(); i++) {
                out.add("v" + i, views.get(i));
            }
        });
        Npz npz = Npz.open(file());

        for (int i = 0; i < views.size(); i++) {
            NpyArray read = npz.map("v" + i);

            assertThat(read.shape()).isEqualTo(views.get(i).shape());
            assertThat(elements(read)).isEqualTo(elements(views.get(i)));
            assertThat(read.header().order()).isEqualTo(i == 1 ? MemoryOrder.FORTRAN : MemoryOrder.C);
        }
    }

    @Test
    void rowsLargerThanABlockAreWrittenPieceByPiece() throws IOException {
        NpyArray array = counting(MemoryOrder.C, 2, 150_000, 2);
        NpyArray view = array.slice(2, 1, -1, -1);
        Npz.write(file(), out -> out.add("x", view));

        assertThat(elements(Npz.open(file()).map("x"))).isEqualTo(elements(view));
    }

    @Test
    void paddingOfWhatIsGatheredIsZero() throws IOException {
        StructType dtype = DType.struct()
                .field("a", DType.INT8)
                .padding(7)
                .field("b", DType.INT64)
                .build();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(16 * 10);
            memory.fill((byte) 0xff);
            Strided every = new Strided(memory, dtype, 0, Shape.of(10), new long[] {16});
            Npz.write(file(), out -> {
                out.add("dense", every);
                out.add("gathered", every.slice(0, 0, 10, 2));
            });
        }
        byte[] dense = Npz.open(file()).map("dense").segment().toArray(ValueLayout.JAVA_BYTE);
        byte[] gathered = Npz.open(file()).map("gathered").segment().toArray(ValueLayout.JAVA_BYTE);

        assertThat(dense).containsOnly(0xff);
        assertThat(gathered[0]).isEqualTo((byte) 0xff);
        assertThat(gathered[1]).isZero();
        assertThat(gathered[8]).isEqualTo((byte) 0xff);
    }

    @Test
    void javaArraysAreWritten() throws IOException {
        Npz.write(file(), out -> {
            out.add("d", new double[] {1.5, -2});
            out.add("f", new float[] {1.5f});
            out.add("l", new long[] {Long.MIN_VALUE, 3});
            out.add("i", new int[] {7});
            out.add("s", new short[] {-8});
            out.add("b", new byte[] {1, 2, 3});
            out.add("none", new double[0]);
        });
        Npz npz = Npz.open(file());

        assertThat(npz.map("d").doubles().toArray()).containsExactly(1.5, -2);
        assertThat(npz.map("f").floats().toArray()).containsExactly(1.5f);
        assertThat(npz.map("l").longs().toArray()).containsExactly(Long.MIN_VALUE, 3);
        assertThat(npz.map("i").ints().toArray()).containsExactly(7);
        assertThat(npz.map("s").shorts().toArray()).containsExactly((short) -8);
        assertThat(npz.map("b").bytes().toArray()).containsExactly(1, 2, 3);
        assertThat(npz.map("none").shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void namesAreTakenOrRefusedWithTheReason() throws IOException {
        double[] one = {1};
        Npz.write(file(), out -> {
            out.add("folder/数.npy", one);
            out.add("folder/数/x", one);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> out.add("folder/数", one))
                    .withMessage("the archive has an array of the name 'folder/数' already");
            for (String empty : List.of("", ".npy")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> out.add(empty, one))
                        .withMessage("an array needs a name");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> out.add("a\0b", one))
                    .withMessage("a name with a NUL: Python would read what is before it");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> out.add("\ud800", one))
                    .withMessage("a name with half a surrogate pair, which UTF-8 cannot hold");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> out.add("x".repeat(65_532), one))
                    .withMessage("a name of 65536 bytes; the longest has 65535");
            out.add("x".repeat(65_531), one);
        });

        assertThat(Npz.open(file()).names()).containsExactly("folder/数", "folder/数/x", "x".repeat(65_531));
    }

    @Test
    void equalArraysMakeEqualArchives() throws IOException {
        List<byte[]> archives = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Npz.write(file(), NpzOptions.defaults().deflate().replace(), out -> out.add("x", new long[] {1, 2}));
            archives.add(Files.readAllBytes(file()));
        }

        assertThat(archives.get(0)).isEqualTo(archives.get(1));
    }

    @Test
    void anExistingFileIsReplacedOnDemandOnly() throws IOException {
        Npz.write(file(), out -> out.add("x", new long[] {1}));
        FolderState before = FolderState.of(folder);

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> Npz.write(file(), out -> out.add("x", new long[] {2})))
                .withMessage("%s: it exists, and is left as it is", file());
        assertThat(FolderState.of(folder)).isEqualTo(before);

        // From itself: the old one is mapped until the new one is published.
        NpyArray old = Npz.open(file()).map("x");
        Npz.write(file(), NpzOptions.defaults().replace(), out -> {
            out.add("x", old);
            out.add("y", old);
        });

        assertThat(Npz.open(file()).names()).containsExactly("x", "y");
    }

    @Test
    void anExceptionOfTheCallerLeavesNothing() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> Npz.write(file(), out -> {
                    out.add("x", new long[100_000]);
                    throw new IllegalStateException("no");
                }))
                .withMessage("no");
        IOException own = new NpyFormatException("b.npy", 3, "the caller's own");
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npz.write(file(), _ -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThat(FolderState.of(folder).entries()).isEmpty();
    }

    @Test
    void aMissingFolderIsToldByItsName() {
        Path lost = folder.resolve("lost").resolve("a.npz");

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Npz.write(lost, out -> out.add("x", new long[1])))
                .withMessage("%s: there is no folder %s", lost, lost.getParent());
    }

    @Test
    void theWriterIsOfNoUseAfterwards() throws IOException {
        List<NpzWriter> kept = new ArrayList<>();
        Npz.write(file(), kept::add);

        assertThatIllegalStateException()
                .isThrownBy(() -> kept.getFirst().add("x", new long[1]))
                .withMessage("the archive is complete: nothing can be added");
        assertThat(Npz.open(file()).names()).isEmpty();
    }

    @Test
    void anArrayOfAClosedArenaIsNotAdded() throws IOException {
        Path counting = NpyFiles.counting(folder.resolve("counting.npy"), MemoryOrder.C, 3);
        NpyArray array;
        try (Arena arena = Arena.ofConfined()) {
            array = Npy.map(counting, MapMode.READ_ONLY, Window.all(), arena);
        }
        Npz.write(file(), out -> {
            assertThatIllegalStateException().isThrownBy(() -> out.add("x", array));
            out.add("x", LongStream.range(0, 3).toArray());
        });

        assertThat(elements(Npz.open(file()).map("x"))).containsExactly(0, 1, 2);
    }
}
