package dev.npymap.parallel;

import dev.npymap.Npy;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The array's file, as it was when the fill was opened.
 *
 * @param path as the user named it
 * @param realPath its own name, beside which ledger and locks are, whatever links lead to it
 * @param header its header
 * @param identity tells it from another file that bears its name later; null on Windows
 */
record FilledFile(Path path, Path realPath, NpyHeader header, Object identity) {
    /** What HotSpot's error says of an access to a map that met SIGBUS. */
    private static final String FAULT = "unsafe memory access";

    static FilledFile of(Path path) throws IOException {
        NpyHeader header = Npy.readHeader(path);
        if (header.shape().rank() == 0) {
            throw new FileSystemException(path.toString(), null, "a 0-d array has no rows to share");
        }
        Path realPath = path.toRealPath();
        return new FilledFile(path, realPath, header, attributes(realPath).fileKey());
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    /**
     * Checks that the name still leads to this file, and the file is as long as it was and has the header that it had: what is
     * written to a map of another one is lost, or behind its end, and shares of another array have other rows.
     */
    void check() throws IOException {
        checkFile();
        checkHeader(Npy.readHeader(realPath));
    }

    /** The same with the header that was read when the file was mapped last. */
    void check(NpyHeader found) throws IOException {
        checkFile();
        checkHeader(found);
    }

    private void checkFile() throws IOException {
        BasicFileAttributes now = attributes(realPath);
        if (!Objects.equals(identity, now.fileKey())) {
            throw new FileSystemException(path.toString(), null, "it was replaced by another file while it was filled");
        }
        if (now.size() < header.fileSize()) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "it was shortened while it was filled, from " + header.fileSize() + " bytes to " + now.size());
        }
    }

    private void checkHeader(NpyHeader found) throws FileSystemException {
        if (!found.equals(header)) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "its header was changed while it was filled: expected shape " + header.shape() + " of "
                            + header.dtype() + ", found " + found.shape() + " of " + found.dtype());
        }
    }

    /**
     * Tells why an access to a map of this file failed, if that is what the error is about; else returns.
     *
     * @throws IOException the reason; the error is its cause, or suppressed
     */
    void explain(InternalError error) throws IOException {
        if (error.getMessage() == null || !error.getMessage().contains(FAULT)) {
            return;
        }
        try {
            check();
        } catch (IOException e) {
            e.addSuppressed(error);
            throw e;
        }
        FileSystemException full = new FileSystemException(
                path.toString(),
                null,
                "a page of it could not be had: the disk is full, or fails; "
                        + realPath.toFile().getUsableSpace() + " bytes are free");
        full.initCause(error);
        throw full;
    }
}
