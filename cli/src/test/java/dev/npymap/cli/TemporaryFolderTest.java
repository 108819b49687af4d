package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path parent;

    /** Writes into a folder without end, under a name that nobody else knows. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            try (TemporaryFolder folder = TemporaryFolder.in(Path.of(args[0]))) {
                Files.writeString(folder.resolve(".lock"), "");
                Files.writeString(folder.resolve(".csv.npy.12345.npymap-tmp"), "rows");
                System.out.println("written");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void closeDeletesWhateverIsInIt() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.in(parent)) {
            Files.writeString(folder.resolve("a"), "a");
            Files.writeString(folder.resolve("b"), "b");

            assertThat(folder.resolve("a").getParent()).hasParent(parent);
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsGoneAlreadyIsNoReasonToFail() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.in(parent)) {
            Files.delete(folder.resolve("a").getParent());
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals that run shutdown hooks")
    void aSignalInTheMidstOfWritingLeavesNothingBehind() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        parent.toString())
                .start();
        assertThat(writer.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("written");
        assertThat(parent).isNotEmptyDirectory();

        // Not Process.destroy, which closes the streams.
        writer.toHandle().destroy();

        assertThat(writer.waitFor()).isEqualTo(143);
        assertThat(parent).isEmptyDirectory();
    }
}
