package dev.npymap.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no mmap")
class PrivateMapTest {
    private static final int SIZE = 200_003;

    @TempDir
    private Path folder;

    private Path file;
    private final byte[] bytes = new byte[SIZE];

    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (i * 7 % 251);
        }
        file = Files.write(folder.resolve("a.npy"), bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 200003", "1, 5", "128, 199875", "4095, 2", "65536, 1", "200002, 1", "200003, 0", "5, 0"})
    void anyPartIsMapped(long offset, int size) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment map = PrivateMap.of(file, offset, size, arena).orElseThrow();

            assertThat(map.toArray(JAVA_BYTE))
                    .isEqualTo(java.util.Arrays.copyOfRange(bytes, (int) offset, (int) offset + size));
            assertThat(map.isReadOnly()).isFalse();
        }
    }

    @Test
    void changesReachNoOne() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment map = PrivateMap.of(file, 100, 100_000, arena).orElseThrow();
            map.fill((byte) 1);

            assertThat(map.toArray(JAVA_BYTE)).containsOnly(1);
            assertThat(file).hasBinaryContent(bytes);
            assertThat(PrivateMap.of(file, 0, SIZE, arena).orElseThrow().toArray(JAVA_BYTE))
                    .isEqualTo(bytes);
        }
        assertThat(file).hasBinaryContent(bytes);
    }

    private boolean isMapped() throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(file.toString());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc is Linux's")
    void closingTheArenaUnmaps() throws IOException {
        MemorySegment map;
        try (Arena arena = Arena.ofConfined()) {
            map = PrivateMap.of(file, 5000, 100_000, arena).orElseThrow();
            assertThat(isMapped()).isTrue();
        }
        assertThat(isMapped()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> map.get(JAVA_BYTE, 0))
                .withMessage("Already closed");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc is Linux's")
    void automaticArenaUnmapsWhenTheMapIsUnreachable() throws Exception {
        assertThat(PrivateMap.of(file, 0, SIZE, Arena.ofAuto()).orElseThrow().get(JAVA_BYTE, 1))
                .isEqualTo((byte) 7);
        for (int attempt = 0; attempt < 500 && isMapped(); attempt++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(isMapped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 200004", "200003, 1", "300000, 0", "131072, 131072"})
    void nothingIsMappedPastTheEnd(long offset, long size) {
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> PrivateMap.of(file, offset, size, arena))
                    .withMessage("%s: cannot map %d bytes from byte %d on: it ends at byte 200003", file, size, offset);
        }
    }

    @Test
    void missingFileIsNamed() {
        Path missing = folder.resolve("missing");
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> PrivateMap.of(missing, 0, 1, arena))
                    .withMessage("%s: cannot map 1 bytes from byte 0 on: No such file or directory (ENOENT)", missing);
        }
    }

    @Test
    void closedArenaMapsNothing() {
        Arena closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena;
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> PrivateMap.of(file, 0, 1, closed))
                .withMessage("Already closed");
    }
}
