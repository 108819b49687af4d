package dev.npymap.os;

/**
 * The errors of C functions that npymap tells apart, or whose plain name helps the reader of a message.
 *
 * <p>Numbers are those of Linux's {@code asm-generic/errno.h}, which all of JDK 25's 64-bit Linux ports share, and of
 * macOS's {@code sys/errno.h}; texts are those of glibc's {@code strerror(3)}, in English everywhere.
 */
enum Errno {
    /** What success reports; never negative, so no error has it. */
    NONE(0, 0, "Success"),
    EPERM(1, 1, "Operation not permitted"),
    ENOENT(2, 2, "No such file or directory"),
    EINTR(4, 4, "Interrupted system call"),
    EIO(5, 5, "Input/output error"),
    ENOMEM(12, 12, "Cannot allocate memory"),
    EACCES(13, 13, "Permission denied"),
    EFAULT(14, 14, "Bad address"),
    EEXIST(17, 17, "File exists"),
    EXDEV(18, 18, "Invalid cross-device link"),
    ENOTDIR(20, 20, "Not a directory"),
    EISDIR(21, 21, "Is a directory"),
    EINVAL(22, 22, "Invalid argument"),
    EFBIG(27, 27, "File too large"),
    ENOSPC(28, 28, "No space left on device"),
    EROFS(30, 30, "Read-only file system"),
    ENAMETOOLONG(36, 63, "File name too long"),
    ENOSYS(38, 78, "Function not implemented"),
    ENOTEMPTY(39, 66, "Directory not empty"),
    EOPNOTSUPP(95, 102, "Operation not supported"),
    /** Linux gives it the number of {@link #EOPNOTSUPP}. */
    ENOTSUP(95, 45, "Operation not supported"),
    EDQUOT(122, 69, "Disk quota exceeded"),
    /** An error without a name here. */
    OTHER(Integer.MIN_VALUE, Integer.MIN_VALUE, "Unknown error");

    private final int number;
    private final String text;

    Errno(int linux, int macos, String text) {
        this.number = Platform.CURRENT == Platform.MACOS ? macos : linux;
        this.text = text;
    }

    /** {@return the result that reports this error, as {@link CFunction#call} gives it} */
    int result() {
        return -number;
    }

    /** {@return the error that a result of {@link CFunction#call} reports} */
    static Errno of(int result) {
        if (result >= 0) {
            return NONE;
        }
        for (Errno errno : values()) {
            if (errno.result() == result) {
                return errno;
            }
        }
        return OTHER;
    }

    /** {@return text and name of the error that a result reports, for an exception's message} */
    static String describe(int result) {
        Errno errno = of(result);
        return errno.text + (errno == OTHER ? " (errno " + -result + ")" : " (" + errno + ")");
    }
}
