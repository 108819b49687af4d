package dev.npymap.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What Java does not tell about files on disk. */
public final class Disk {
    private Disk() {}

    /** {@return the bytes that a file's blocks take; asks GNU's {@code stat}} */
    public static long allocated(Path file) throws IOException, InterruptedException {
        Process stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
        String out = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (stat.waitFor() != 0) {
            throw new IOException("stat failed on " + file);
        }
        int space = out.indexOf(' ');
        return Long.parseLong(out.substring(0, space)) * Long.parseLong(out.substring(space + 1));
    }
}
