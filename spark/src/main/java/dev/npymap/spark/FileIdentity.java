package dev.npymap.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What tells a file from another one of the same name. A file that is renamed to its place has another inode; one that rows are
 * appended to keeps its own. Devices are left out: each machine numbers them by itself.
 *
 * @param inode the inode; 0 where the file system has none
 * @param modified when it was modified, in milliseconds
 */
record FileIdentity(long inode, long modified) implements Serializable {
    /** {@return the identity of the file that has a name now} */
    static FileIdentity of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return new FileIdentity(0, 0);
        }
        Map<String, Object> found = Files.readAttributes(file, "unix:ino,lastModifiedTime");
        return new FileIdentity((long) found.get("ino"), ((FileTime) found.get("lastModifiedTime")).toMillis());
    }

    /**
     * {@return whether what a name leads to now is another file than this} Some file systems in user space number their files
     * anew on each machine; there the time tells that it is the same one.
     */
    boolean isReplacedBy(FileIdentity now) {
        return inode != now.inode && modified != now.modified;
    }
}
