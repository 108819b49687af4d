package dev.npymap.it.fault;

import dev.npymap.it.peer.LoudSkip;
import dev.npymap.it.process.Command;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A small disk of the test's own, which it can fill: a file system that root mounts, and this unmounts. */
final class OwnDisk implements AutoCloseable {
    private static final String WANTED = System.getenv().getOrDefault("NPYMAP_PEER", "");

    private final Path folder;
    private final Path work;

    private OwnDisk(Path folder, Path work) {
        this.folder = folder;
        this.work = work;
    }

    /** How its file system gives blocks to pages. */
    enum Kind {
        /** In memory; a page that is only read takes one too. */
        TMPFS,
        /** On blocks of a device, here a file's, with a journal, and with blocks chosen when they are written. */
        EXT4
    }

    /**
     * Makes one, empty, of some 16 MB.
     *
     * @param work an empty folder on another disk
     * @param test what is skipped, loudly, where no disk can be made; a failure where CI wants everything
     */
    static OwnDisk make(Kind kind, Path work, Class<?> test) throws IOException {
        Path folder = Files.createDirectory(work.resolve("disk"));
        try {
            switch (kind) {
                case TMPFS -> run(work, "mount", "-t", "tmpfs", "-o", "size=16m", "npymap", folder.toString());
                case EXT4 -> {
                    Path image = work.resolve("image");
                    run(work, "truncate", "-s", "20M", image.toString());
                    run(work, "mkfs.ext4", "-q", "-m", "0", image.toString());
                    run(work, "mount", "-t", "ext4", "-o", "loop", image.toString(), folder.toString());
                }
            }
            return new OwnDisk(folder, work);
        } catch (IOException | AssertionError e) {
            if (WANTED.equals("docker")) {
                throw new AssertionError("NPYMAP_PEER=docker, but no disk of its own for " + test.getSimpleName(), e);
            }
            throw LoudSkip.of(
                    test.getSimpleName() + " on " + kind,
                    List.of(
                            "What happens on a full " + kind + " was not tried here.",
                            "It needs Linux, root, and the right to mount.",
                            String.valueOf(e.getMessage()).strip().replace("\n", ": ")));
        }
    }

    Path folder() {
        return folder;
    }

    long free() throws IOException {
        // What ext4 frees counts as free when its journal was written.
        run(work, "sync", "-f", folder.toString());
        return folder.toFile().getUsableSpace();
    }

    /** Fills it up to the last block, by a file that can be deleted. */
    Path fill() throws IOException {
        Path filler = folder.resolve("filler");
        for (int block : new int[] {1 << 20, 1 << 12, 1 << 9}) {
            // Freed and delayed blocks appear when all is synced.
            for (long before = -1; before != Files.size(append(filler, block)); before = Files.size(filler)) {
                run(work, "sync", "-f", folder.toString());
            }
        }
        return filler;
    }

    private static Path append(Path filler, int block) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] bytes = new byte[block];
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static void run(Path folder, String... command) throws IOException {
        try {
            Command.of(folder, command).run().success();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(String.join(" ", command));
        }
    }

    @Override
    public void close() throws IOException {
        // Lazily: this JVM may still have a ledger mapped that nobody uses, and it goes when that is unmapped.
        run(work, "umount", "-l", folder.toString());
        Files.delete(folder);
    }
}
