package dev.npymap.cli;

import java.io.IOException;
import java.util.Locale;

/** A {@code U} holds a value that the output has no character for; NumPy itself keeps any 32 bits. */
final class NotTextException extends IOException {
    private static final long serialVersionUID = 1;

    NotTextException(int value) {
        super("the value 0x" + Integer.toHexString(value).toUpperCase(Locale.ROOT)
                + " among the characters of a U cannot be written as text");
    }
}
