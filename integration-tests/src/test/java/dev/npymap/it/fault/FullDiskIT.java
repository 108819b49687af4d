package dev.npymap.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.process.Command.Result;
import dev.npymap.it.process.JavaProgram;
import dev.npymap.it.race.Creator;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.ShareStatus.State;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is promised of a full disk: reservation and populate fail cleanly, and a shared fill calls nothing done. */
class FullDiskIT {
    private static final int RESERVATIONS = 100;
    private static final int RESERVATIONS_BY_ZEROS = 10;
    private static final int ROUNDS = 10;
    private static final int BLOCK = 4096;
    private static final int HEADER = 128;
    private static final int ELEMENTS = 500_000;
    private static final int SHARES = 8;

    @TempDir
    private Path folder;

    private OwnDisk disk;
    private Path file;

    private void make(OwnDisk.Kind kind) throws Exception {
        disk = OwnDisk.make(kind, folder, getClass());
        file = disk.folder().resolve("big.npy");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(disk.folder())) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("lost+found"))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reservationOfTooMuchFailsAtOnceAndLeavesNothing(OwnDisk.Kind kind) throws Exception {
        make(kind);
        try (OwnDisk _ = disk) {
            long free = disk.free();
            int refused = 0;
            for (int n = 0; n < RESERVATIONS; n++) {
                // From what fits to what does not, block by block; and some that no disk can hold.
                long blocks = n % 10 == 9 ? 1L << (30 + n / 10) : free / BLOCK + n - RESERVATIONS / 2;
                refused += isRefused(blocks * BLOCK, free) ? 1 : 0;
                assertThat(names()).isEmpty();
                assertThat(disk.free()).isEqualTo(free);
            }
            System.out.println("reservation on " + kind + ": " + RESERVATIONS + " tried, " + refused + " refused");
            assertThat(refused).isBetween(RESERVATIONS / 2, RESERVATIONS - 1);
        }
    }

    private boolean isRefused(long bytes, long free) throws IOException {
        try {
            Npy.allocate(file, DType.INT8, Shape.of(bytes - HEADER), CreateOptions.defaults());
            assertThat(Files.size(file)).isEqualTo(bytes);
            assertThat(disk.folder().toFile().getUsableSpace()).isLessThanOrEqualTo(free - bytes + BLOCK);
            Files.delete(file);
            return false;
        } catch (FileSystemException e) {
            Matcher foreseen = Pattern.compile(
                            Pattern.quote(file + ": no space: it needs " + bytes + " bytes, and ") + "(\\d+) are free")
                    .matcher(e.getMessage());
            if (foreseen.matches()) {
                // The empty file itself may take a block.
                assertThat(Long.parseLong(foreseen.group(1))).isBetween(free - BLOCK, Math.min(free, bytes));
            } else {
                // Where the file system's own administration takes the last blocks.
                assertThat(e).hasMessage("%s: cannot reserve %d bytes: No space left on device (ENOSPC)", file, bytes);
                assertThat(bytes).isLessThanOrEqualTo(free);
            }
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void reservationByZerosFailsCleanlyToo(OwnDisk.Kind kind) throws Exception {
        make(kind);
        try (OwnDisk _ = disk) {
            Npy.allocate(disk.folder().resolve("warm-up.npy"), DType.INT64, Shape.of(1), CreateOptions.defaults());
            Files.delete(disk.folder().resolve("warm-up.npy"));
            long free = disk.free();
            int refused = 0;
            for (int n = 0; n < RESERVATIONS_BY_ZEROS; n++) {
                Result result = JavaProgram.of(
                                List.of("--illegal-native-access=deny"),
                                Creator.class,
                                folder,
                                file,
                                (free - (long) (RESERVATIONS_BY_ZEROS - 1 - n) * BLOCK) / Long.BYTES)
                        .run();
                Files.delete(disk.folder().resolve("warm-up.npy"));
                if (result.exit() == 0) {
                    Files.delete(file);
                } else {
                    refused++;
                    assertThat(result.err()).containsPattern(file + ": (no space: it needs|cannot reserve) \\d+ bytes");
                }
                assertThat(names()).isEmpty();
                assertThat(disk.free()).isEqualTo(free);
            }
            System.out.println("reservation by zeros on " + kind + ": " + RESERVATIONS_BY_ZEROS + " tried, " + refused
                    + " refused");
            assertThat(refused).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPopulatedCanBeWrittenWhenTheDiskIsFull(OwnDisk.Kind kind) throws Exception {
        make(kind);
        try (OwnDisk _ = disk) {
            for (int round = 0; round < ROUNDS; round++) {
                Npy.allocate(
                        file,
                        DType.INT64,
                        Shape.of(ELEMENTS),
                        CreateOptions.defaults().sparse());
                Path filler = disk.fill();
                try (Arena arena = Arena.ofConfined()) {
                    NpyArray array = Npy.map(file, MapMode.READ_WRITE, Window.all(), arena);
                    assertThatExceptionOfType(FileSystemException.class)
                            .isThrownBy(array::populate)
                            .withMessageMatching(file + ": cannot populate 4000000 bytes from byte 128:"
                                    + " the disk is full, or fails: \\d+ bytes are free");
                    Files.delete(filler);
                    disk.free();
                    assertThat(array.populate()).isTrue();

                    disk.fill();
                    LongAccessor longs = array.longs();
                    for (long i = 0; i < ELEMENTS; i++) {
                        longs.set(i, longs.get(i) + i);
                    }
                    array.force();
                }
                assertFilled();
                Files.delete(filler);
                Files.delete(file);
                disk.free();
            }
            System.out.println("populate on a full " + kind + ": " + ROUNDS + " rounds");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSharedFillThatMeetsAFullDiskCanBeFinishedLater(OwnDisk.Kind kind) throws Exception {
        make(kind);
        try (OwnDisk _ = disk) {
            for (int round = 0; round < ROUNDS; round++) {
                int fullAt = round % SHARES;
                Npy.allocate(
                        file,
                        DType.INT64,
                        Shape.of(ELEMENTS),
                        CreateOptions.defaults().sparse());
                SharedFill fill = SharedFill.open(file, SHARES);
                assertThatExceptionOfType(FileSystemException.class)
                        .isThrownBy(() -> fill.run(share -> {
                            if (share.firstRow() == fill.status(fullAt).firstRow()) {
                                disk.fill();
                            }
                            fill(share);
                        }))
                        .withMessageMatching(file
                                + ": a page of it could not be had: the disk is full, or fails; \\d+ bytes are free");
                for (ShareStatus share : fill.status()) {
                    assertThat(share.state()).isEqualTo(share.n() < fullAt ? State.DONE : State.FREE);
                }
                assertThat(fill.verify()).isEmpty();

                Files.delete(disk.folder().resolve("filler"));
                disk.free();
                assertThat(fill.run(FullDiskIT::fill)).isEqualTo(SHARES - fullAt);
                assertThat(fill.isDone()).isTrue();
                assertThat(fill.verify()).isEmpty();
                assertFilled();
                for (String name : names()) {
                    Files.delete(disk.folder().resolve(name));
                }
            }
            System.out.println("a shared fill on a full " + kind + ": " + ROUNDS + " rounds");
        }
    }

    /** Read from the file, not through a map: no automatic arena keeps its blocks when it is deleted. */
    private void assertFilled() throws IOException {
        LongBuffer longs = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(HEADER)
                .asLongBuffer();
        for (int i = 0; i < ELEMENTS; i++) {
            if (longs.get(i) != i) {
                throw new AssertionError("element " + i + " is " + longs.get(i));
            }
        }
    }

    private static void fill(NpyArray share) {
        LongAccessor longs = share.longs();
        for (long i = 0; i < longs.size(); i++) {
            longs.set(i, share.firstRow() + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLedgerThatFindsNoRoomIsNotLeftHalfMade(OwnDisk.Kind kind) throws Exception {
        make(kind);
        try (OwnDisk _ = disk) {
            Npy.allocate(file, DType.INT64, Shape.of(ELEMENTS), CreateOptions.defaults());
            for (int round = 0; round < ROUNDS; round++) {
                Path filler = disk.fill();
                assertThatExceptionOfType(FileSystemException.class)
                        .isThrownBy(() -> SharedFill.open(file, 1000))
                        .withMessageContaining(file + ".ledger.npy: ");
                assertThat(names()).containsExactlyInAnyOrder("big.npy", "filler");
                Files.delete(filler);
                disk.free();
            }
            assertThat(SharedFill.open(file, 1000).shares()).isEqualTo(1000);
        }
    }
}
