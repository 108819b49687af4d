package dev.npymap.cli;

import java.io.IOException;
import java.util.Locale;

/** Results cannot be written: no fault of any file that is read. */
final class OutputException extends IOException {
    private static final long serialVersionUID = 1;

    OutputException(IOException cause) {
        super("standard output: " + cause.getMessage(), cause);
    }

    /** {@return whether the process that read from the pipe has ended, which is no error} */
    boolean isReaderGone() {
        // The text of EPIPE in the user's language, and Windows' ERROR_NO_DATA: each names a pipe.
        return getMessage().toLowerCase(Locale.ROOT).contains("pipe");
    }
}
