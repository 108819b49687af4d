package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left where native access is denied, and that nothing asks for it before it is needed. */
class NativeAccessTest {
    private static final List<String> DENIED = List.of("--illegal-native-access=deny");
    private static final int SIZE = 2_500_001;

    @TempDir
    Path folder;

    @Test
    void blocksAreReservedByWritingZeros() throws Exception {
        Path file = Files.createFile(folder.resolve("a.npy"));

        assertThat(probe(DENIED, "reserve", folder, SIZE)).isEqualTo(new Command(0, "false", ""));
        assertThat(file).hasBinaryContent(new byte[SIZE]);
    }

    @Test
    void renameIsLeftToTheCaller() throws Exception {
        Path from = Files.writeString(folder.resolve("from"), "new");
        Path to = folder.resolve("to");

        assertThat(probe(DENIED, "rename", from, to)).isEqualTo(new Command(0, "false", ""));
        assertThat(from).hasContent("new");
        assertThat(to).doesNotExist();
    }

    @Test
    void adviceIsNotTaken() throws Exception {
        Path file = Files.write(folder.resolve("a.npy"), new byte[SIZE]);

        assertThat(probe(DENIED, "advise", file)).isEqualTo(new Command(0, "false", ""));
    }

    @Test
    void pagesAreNotPopulated() throws Exception {
        Path file = Files.write(folder.resolve("a.npy"), new byte[SIZE]);

        assertThat(probe(DENIED, "populate", file)).isEqualTo(new Command(0, "false", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--illegal-native-access=deny",
                "--illegal-native-access=warn",
                "--enable-native-access=ALL-UNNAMED"
            })
    void savingNeedsNoNativeAccessAndTheJvmWarnsOfNothing(String flag) throws Exception {
        Path file = folder.resolve("a.npy");

        assertThat(probe(List.of(flag), "save", file)).isEqualTo(new Command(0, "4000000", ""));
        assertThat(file).hasSize(32_000_128);
    }

    @Test
    void adviceForNoBytesAsksForNoNativeAccess() throws Exception {
        Path file = Files.createFile(folder.resolve("empty.npy"));

        assertThat(probe(List.of(), "advise", file)).isEqualTo(new Command(0, "true", ""));
    }

    private static Command probe(List<String> flags, Object... arguments) throws IOException, InterruptedException {
        return Command.probe(Map.of(), flags, arguments);
    }
}
