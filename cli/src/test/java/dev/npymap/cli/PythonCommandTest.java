package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PythonCommandTest {
    @Test
    void opensTheFile() {
        assertThat(PythonCommand.show(Path.of("/data/demo.npy")))
                .isEqualTo("python3 -c 'import numpy as np; a = np.load(\"/data/demo.npy\", mmap_mode=\"r\");"
                        + " print(a.shape, a.dtype, a[:3])'");
    }

    @Test
    void quotesForPythonAndForTheShell() {
        assertThat(PythonCommand.show(Path.of("/it's \"here\"/a\\b.npy")))
                .contains("np.load(\"/it'\\''s \\\"here\\\"/a\\\\b.npy\", mmap_mode");
    }
}
