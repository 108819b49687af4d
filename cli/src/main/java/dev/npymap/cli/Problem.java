package dev.npymap.cli;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says what went wrong as a user of the command line wants to read it: the path, and what is the matter with it. */
final class Problem {
    private Problem() {}

    /**
     * {@return an error about a file that another one tells of}
     *
     * @param file the file, or an array in it
     * @param reason what is the matter with it
     * @param cause what told
     */
    static FileSystemException with(Object file, String reason, Throwable cause) {
        FileSystemException problem = new FileSystemException(file.toString(), null, reason);
        problem.initCause(cause);
        return problem;
    }

    /** {@return the problem with a file} */
    static String describe(Object file, Throwable e) {
        if (e instanceof UncheckedIOException u) {
            return describe(file, u.getCause());
        }
        return e instanceof NpyFormatException || e instanceof FileSystemException
                ? describe(e)
                : file + ": " + describe(e);
    }

    /** {@return the problem, with the path where the exception knows it} */
    static String describe(Throwable e) {
        return switch (e) {
            case FileSystemException f -> Objects.requireNonNullElse(f.getFile(), "?") + ": " + reason(f);
            case InternalError _ -> "it became shorter while it was read: " + e.getMessage();
            case OutOfMemoryError _ -> "not enough memory: " + e.getMessage();
            case UncheckedIOException u -> describe(u.getCause());
            case IOException _ -> Objects.requireNonNullElseGet(e.getMessage(), e::toString);
            // A defect of npymap: its kind is the better half of the message.
            default -> e.toString();
        };
    }

    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> e.getClass().getSimpleName();
        };
    }

    /** {@return what is wrong with the format, without the name of the file} */
    static String withoutFile(NpyFormatException e) {
        String prefix = e.file() + ": ";
        String message = e.getMessage();
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}
