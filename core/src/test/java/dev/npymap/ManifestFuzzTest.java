package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.npymap.format.NpyFormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Any bytes are a manifest whose files lie in its folder, or are refused with their place: nothing else comes out. */
class ManifestFuzzTest {
    private static final Path FOLDER = Path.of("/data/folder");

    @FuzzTest
    void anyManifest(byte[] bytes) throws NpyFormatException {
        Manifest manifest;
        try {
            manifest = ManifestReader.read("m.json", bytes);
        } catch (NpyFormatException e) {
            assertThat(e.byteOffset()).isBetween(0L, (long) bytes.length);
            assertThat(e).hasMessageStartingWith("m.json: byte " + e.byteOffset() + ": ");
            return;
        }
        for (Manifest.Entry entry : manifest.entries()) {
            assertThat(FOLDER.resolve(entry.file()).normalize().getParent()).isEqualTo(FOLDER);
        }
        byte[] written = manifest.toJson().getBytes(StandardCharsets.UTF_8);
        assertThat(ManifestReader.read("m.json", written)).isEqualTo(manifest);
    }
}
