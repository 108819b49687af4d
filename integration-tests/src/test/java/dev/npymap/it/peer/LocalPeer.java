package dev.npymap.it.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code python3} of this machine. */
final class LocalPeer extends NumPyPeer {
    private final String command;

    private LocalPeer(String command) {
        super(command);
        this.command = command;
    }

    /** {@return the first of the usual names whose Python has NumPy}; Debian's NumPy serves {@code /usr/bin/python3}. */
    static LocalPeer find() throws IOException {
        IOException reason = new IOException("no python3 with NumPy");
        for (String command : List.of("python3", "/usr/bin/python3", "python")) {
            LocalPeer peer = new LocalPeer(command);
            try {
                peer.greet();
                return peer;
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
        throw reason;
    }

    @Override
    Result python(Path folder, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        Path out = Files.createTempFile("npymap-python", ".out");
        Path err = Files.createTempFile("npymap-python", ".err");
        try {
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            int exit = process.waitFor();
            return new Result(exit, Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
