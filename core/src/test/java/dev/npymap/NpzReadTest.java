package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import dev.npymap.testing.NpyFiles;
import dev.npymap.testing.ZipBytes;
import dev.npymap.testing.ZipBytes.Form;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpzReadTest {
    /** More than two of the steps in which progress is told. */
    private static final int MANY = 300_000;

    @TempDir
    private Path folder;

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void closeArena() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private Path file() {
        return folder.resolve("a.npz");
    }

    private Npz open(ZipBytes zip) throws IOException {
        return Npz.open(Files.write(file(), zip.toBytes()));
    }

    private static byte[] counting(long... dims) {
        return NpyFiles.countingBytes(MemoryOrder.C, dims);
    }

    private static void check(NpyArray array, long size) {
        assertThat(array.longs().toArray()).isEqualTo(LongStream.range(0, size).toArray());
    }

    @ParameterizedTest
    @EnumSource
    void membersOfEveryFormAreRead(Form form) throws IOException {
        Npz npz = open(new ZipBytes()
                .stored("x.npy", counting(1000), form, 0)
                .deflated("y.npy", counting(1000), form)
                .deflated("zero.npy", counting(0, 3), form)
                .end());

        check(npz.read("x", arena), 1000);
        check(npz.read("y", arena), 1000);
        assertThat(npz.read("zero.npy", arena).shape()).isEqualTo(Shape.of(0, 3));
    }

    @Test
    void theCopyIsTheCallersOwnAndAligned() throws IOException {
        Npz npz = open(new ZipBytes().deflated("x.npy", counting(4)).end());
        NpyArray array = npz.read("x", arena);

        array.longs().set(0, 42);

        assertThat(array.longs().get(0)).isEqualTo(42);
        assertThat(array.atomicLongs().getAndAdd(1, 1)).isEqualTo(1);
        assertThat(array.segment().address() % 64).isZero();
        assertThat(array.firstRow()).isZero();
        assertThat(array.advise(MapAdvice.SEQUENTIAL)).isFalse();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(array::force)
                .withMessageEndingWith("its changes belong to no file, so there is nothing to force");
        check(npz.read("x", arena), 4);
        arena.close();
        assertThatIllegalStateException().isThrownBy(() -> array.longs().get(0));
    }

    @Test
    void progressCountsThePayload() throws IOException {
        Npz npz = open(new ZipBytes()
                .stored("x.npy", new byte[0])
                .deflated("y.npy", Arrays.copyOf(counting(100_000), 128 + 800_000))
                .end());
        List<Long> told = new ArrayList<>();

        npz.read("y", arena, 1 << 20, told::add);

        assertThat(told).containsExactly(800_000L);
    }

    @Test
    void progressIsToldStepByStepAndMayEndIt() throws IOException {
        NpyHeader header = NpyHeader.of(DType.INT64, MemoryOrder.C, Shape.of(MANY));
        Npz npz = open(new ZipBytes()
                .deflated("x.npy", Arrays.copyOf(header.encode(), (int) header.fileSize()))
                .end());
        List<Long> told = new ArrayList<>();

        npz.read("x", arena, header.fileSize(), told::add);

        assertThat(told).containsExactly(1L << 20, 2L << 20, header.payloadSize());
        assertThatIllegalStateException()
                .isThrownBy(() -> npz.read("x", arena, header.fileSize(), _ -> {
                    throw new IllegalStateException("enough");
                }))
                .withMessage("enough");
    }

    @Test
    void membersBeyondTheLimitAreRefusedBeforeMemoryIsTaken() throws IOException {
        Npz npz = open(new ZipBytes().deflated("x.npy", counting(4)).end());

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> npz.read("x", arena, 159, _ -> {}))
                .withMessage(
                        "%s::x: byte 0: expected a member of at most 159 bytes, found one of 160; a read with another maxBytes"
                                + " takes it",
                        file());
        check(npz.read("x", arena, 160, _ -> {}), 4);
    }

    @Test
    void headersThatSayMoreThanTheMemberHoldsAreRefused() throws IOException {
        NpyHeader absurd = NpyHeader.of(DType.INT64, MemoryOrder.C, Shape.of(1L << 50));
        Npz npz = open(new ZipBytes().deflated("x.npy", absurd.encode()).end());

        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> npz.read("x", arena))
                .withMessageStartingWith(
                        "%s::x: byte 128: expected 9007199254740992 bytes of payload for shape (1125899906842624,)",
                        file());
    }

    @Test
    void theCrcIsCheckedOfAllBytesTrailingOnesIncluded() throws IOException {
        byte[] longer = Arrays.copyOf(counting(4), 160 + 7);
        ZipBytes zip =
                new ZipBytes().stored("x.npy", longer).deflated("y.npy", longer).end();
        Npz npz = open(zip);

        check(npz.read("x", arena), 4);
        check(npz.read("y", arena), 4);
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> Npz.open(file(), ReadOptions.defaults().rejectTrailingBytes(true))
                        .read("y", arena));
        Npz damaged = open(zip.put8(zip.dataEnd(0) - 1, 1));
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> damaged.read("x", arena))
                .withMessageStartingWith("%s: byte 35: expected bytes with the CRC-32", file());
        check(damaged.map("x"), 4);
    }
}
