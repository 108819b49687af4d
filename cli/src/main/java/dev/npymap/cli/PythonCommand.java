package dev.npymap.cli;

import java.nio.file.Path;

/** A line for a shell that opens a file in NumPy. */
final class PythonCommand {
    private PythonCommand() {}

    static String show(Path file) {
        String literal = "\"" + file.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        String program =
                "import numpy as np; a = np.load(" + literal + ", mmap_mode=\"r\"); print(a.shape, a.dtype, a[:3])";
        return "python3 -c '" + program.replace("'", "'\\''") + "'";
    }
}
