package dev.npymap.format;

import java.io.IOException;

/** A file that is not what the NPY format says, or not what the caller demanded of it. */
public final class NpyFormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** The file, as the caller named it. */
    private final String file;

    /** In bytes from the file's beginning. */
    private final long byteOffset;

    /**
     * Locates a problem.
     *
     * @param file the file, as the caller named it
     * @param byteOffset where in the file the trouble shows, in bytes from its beginning
     * @param problem what was expected there, and what was found
     */
    public NpyFormatException(String file, long byteOffset, String problem) {
        super(file + ": byte " + byteOffset + ": " + problem);
        this.file = file;
        this.byteOffset = byteOffset;
    }

    /** {@return the file, as the caller named it} */
    public String file() {
        return file;
    }

    /** {@return where in the file the trouble shows, in bytes from its beginning} */
    public long byteOffset() {
        return byteOffset;
    }
}
