package dev.npymap.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A rename that never replaces, which {@link java.nio.file.Files#move Files.move} cannot promise: it looks first and
 * renames later, so of many racing movers several win.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/rename.2.html">renameat2(2)</a>
 */
public final class Rename {
    /** From Linux's {@code linux/fcntl.h} and {@code linux/fs.h}. */
    private static final int AT_FDCWD = -100;

    private static final int RENAME_NOREPLACE = 1;

    /** From macOS's {@code sys/stdio.h}. */
    private static final int RENAME_EXCL = 4;

    private static final CFunction RENAME = switch (Platform.CURRENT) {
        case LINUX ->
            CFunction.find(
                    "renameat2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        case MACOS -> CFunction.find("renamex_np", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        case OTHER -> CFunction.MISSING;
    };

    private Rename() {}

    /**
     * Renames a file, at once and only if the new name is free, symbolic links of that name included.
     *
     * @param from the file
     * @param to its new name, on the same file system
     * @return {@code false} if nothing was done, since the platform or the file system cannot do this, or native access
     *     is denied
     * @throws FileAlreadyExistsException if there is a file named {@code to}
     * @throws FileSystemException if the rename fails otherwise
     */
    public static boolean noReplace(Path from, Path to) throws FileSystemException {
        int result = Platform.CURRENT == Platform.MACOS
                ? RENAME.call(from, to, RENAME_EXCL)
                : RENAME.call(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
        return switch (Errno.of(result)) {
            case NONE -> true;
            case EINVAL, ENOSYS, EOPNOTSUPP, ENOTSUP -> false;
            case EEXIST -> throw new FileAlreadyExistsException(to.toString());
            default -> throw new FileSystemException(from.toString(), to.toString(), Errno.describe(result));
        };
    }
}
