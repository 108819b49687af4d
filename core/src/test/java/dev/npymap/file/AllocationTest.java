package dev.npymap.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.testing.Disk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is prepared for a file that will be written from its beginning to its end. */
class AllocationTest {
    private static final int SIZE = 10_000_000;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.npy"), text);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "fallocate is Linux's")
    void blocksAreReservedBehindWhatIsThere() throws IOException, InterruptedException {
        Path file = file("here");

        Allocation.prepare(file, SIZE, false);

        assertThat(Disk.allocated(file)).isGreaterThanOrEqualTo(SIZE);
        assertThat(file).hasSize(SIZE);
        assertThat(Files.readString(file)).startsWith("here\0\0");
    }

    @Test
    void aSparseFileStaysAsItIs() throws IOException {
        Path file = file("here");

        Allocation.prepare(file, SIZE, true);

        assertThat(file).hasContent("here");
    }

    @Test
    void aDiskThatIsTooSmallIsToldAtOnce() throws IOException {
        Path file = file("here");

        for (boolean isSparse : new boolean[] {false, true}) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Allocation.prepare(file, 1L << 60, isSparse))
                    .withMessageStartingWith(file + ": no space: it needs 1152921504606846976 bytes, and ");
        }
        assertThat(file).hasContent("here");
    }
}
