package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WriteBackTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "sync_file_range is Linux's")
    void theKernelTakesTheHint() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), new byte[100_000]);

        try (WriteBack writeBack = new WriteBack(file)) {
            assertThat(writeBack.begin(0, 50_000)).isTrue();
            assertThat(writeBack.begin(50_000, 1L << 40)).isTrue();
        }
        assertThat(file).hasBinaryContent(new byte[100_000]);
    }

    @Test
    void aFileThatCannotBeOpenedIsNoReasonToFail() {
        try (WriteBack writeBack = new WriteBack(folder.resolve("missing.npy"))) {
            assertThat(writeBack.begin(0, 1)).isFalse();
        }
    }

    @Test
    void hintThatMakesNoSenseIsNotTaken() throws IOException {
        try (WriteBack writeBack = new WriteBack(Files.createFile(folder.resolve("a.npy")))) {
            assertThat(writeBack.begin(-1, 1)).isFalse();
        }
    }
}
