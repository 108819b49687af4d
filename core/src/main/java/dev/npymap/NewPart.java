package dev.npymap;

import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that is to become a part: read before the manifest is locked, since many headers take long, and looked at again then.
 *
 * @param path the file
 * @param identity what tells it from another one of its name; null where the file system has nothing of the kind
 * @param entry what the manifest is to say about it
 */
record NewPart(Path path, Object identity, Manifest.Entry entry) {
    static NewPart read(Path folder, String file, Manifest wanted) throws IOException {
        Path path = folder.resolve(new Manifest.Entry(file, 0, 0).file());
        // Before it is opened: a file that replaces it after that has another one.
        Object identity = FileMapper.identity(path);
        try (FileChannel channel = FileMapper.open(path, MapMode.READ_ONLY)) {
            NpyHeader header = wanted.readHeader(path, channel);
            return new NewPart(path, identity, new Manifest.Entry(file, header.rows(), channel.size()));
        } catch (IOException e) {
            throw named(path, e);
        }
    }

    /** What the operating system says of a file that is open has no name. */
    private static IOException named(Path path, IOException e) {
        if (e.getClass() != IOException.class) {
            return e;
        }
        FileSystemException named = new FileSystemException(path.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
    }

    /**
     * Checks that it is still there, and still this file.
     *
     * @throws FileSystemException if it is not
     */
    void check() throws IOException {
        // Opened, since a client of NFS may answer from memory what is only looked at.
        try (FileChannel channel = FileMapper.open(path, MapMode.READ_ONLY)) {
            if (channel.size() != entry.bytes() || !Objects.equals(identity, FileMapper.identity(path))) {
                throw new FileSystemException(
                        path.toString(), null, "it was changed or replaced while it was about to be listed");
            }
        }
    }
}
