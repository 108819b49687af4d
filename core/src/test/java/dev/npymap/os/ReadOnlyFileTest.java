package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.format.MemoryOrder;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copy-on-write of a file that the process may not write. A child process tries it, so that this works for root too, who may
 * write every file: {@code setpriv(1)} takes that right away.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "setpriv is Linux's")
class ReadOnlyFileTest {
    @TempDir
    private Path folder;

    private Path file() throws IOException {
        Path file = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 3);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }

    private static Command copy(String flag, Path file) throws IOException, InterruptedException {
        boolean root = Command.run("id", "-u").out().equals("0");
        List<String> command = new ArrayList<>(root ? List.of("setpriv", "--bounding-set=-dac_override") : List.of());
        command.addAll(Command.java(List.of(flag), "copy", file));
        return Command.run(Map.of(), command);
    }

    @Test
    void copyIsChangedAndTheFileIsNot() throws Exception {
        assertThat(copy("--enable-native-access=ALL-UNNAMED", file()))
                .isEqualTo(new Command(0, "[42, 1, 2][0, 1, 2]", ""));
    }

    /** Which also shows that the JDK's own map was refused. */
    @Test
    void withoutNativeAccessItIsTheJdksRefusal() throws Exception {
        Path file = file();

        assertThat(copy("--illegal-native-access=deny", file))
                .isEqualTo(new Command(0, "java.nio.file.AccessDeniedException: " + file, ""));
    }
}
