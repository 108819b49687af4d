package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names that files have on one system and cannot have on another. */
class ManifestNamesTest {
    @TempDir
    private Path folder;

    /** Opens a folder, and prints why it is refused. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] args) throws IOException {
            try {
                NpyParts.open(Path.of(args[0]));
            } catch (NpyFormatException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the names of files have one encoding")
    void aNameThatCannotBeHadHereIsRefusedWithTheManifestsPath() throws IOException {
        Files.writeString(folder.resolve("_manifest.json"), """
                {"npymap": 1, "descr": "<i8", "row_shape": [], "parts": [{"file": "\\u00e9.npy", "rows": 0, "bytes": 128}]}
                """);
        ProcessBuilder opener = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Opener.class.getName(),
                folder.toString());
        opener.environment().put("LC_ALL", "C");
        Process process = opener.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith(folder.resolve("_manifest.json") + ": byte 0: a name that no file can have here: ");
    }
}
