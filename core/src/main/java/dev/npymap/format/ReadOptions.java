package dev.npymap.format;

import dev.npymap.literal.PythonParser;

/**
 * What a reader accepts: the limits against hostile headers, and strictness. Immutable; begin with {@link #defaults()}.
 *
 * @param maxHeaderBytes the longest header text, in bytes. The default is 1 MiB; NumPy's is 10,000 characters, which files
 *     with hundreds of fields exceed
 * @param maxDepth how many brackets of a header may be open at once. The default, and the most, is 200, as in Python
 * @param maxValues how many values a header may hold, nested ones counted. The default is 1,000,000
 * @param rejectTrailingBytes whether bytes behind the payload are an error. By default they are ignored, as in NumPy
 */
public record ReadOptions(int maxHeaderBytes, int maxDepth, int maxValues, boolean rejectTrailingBytes) {
    private static final ReadOptions DEFAULTS = new ReadOptions(1 << 20, PythonParser.MAX_DEPTH, 1_000_000, false);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is less than 1, or {@code maxDepth} is more than 200
     */
    public ReadOptions {
        if (maxHeaderBytes < 1 || maxDepth < 1 || maxDepth > PythonParser.MAX_DEPTH || maxValues < 1) {
            throw new IllegalArgumentException(
                    "limits of " + maxHeaderBytes + " header bytes, depth " + maxDepth + ", " + maxValues + " values");
        }
    }

    /** {@return the options that suit files of the wild} */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * {@return these options with another limit of the header's length}
     *
     * @param limit the longest header text, in bytes
     */
    public ReadOptions maxHeaderBytes(int limit) {
        return new ReadOptions(limit, maxDepth, maxValues, rejectTrailingBytes);
    }

    /**
     * {@return these options with another limit of nesting}
     *
     * @param limit how many brackets may be open at once, 1 to 200
     */
    public ReadOptions maxDepth(int limit) {
        return new ReadOptions(maxHeaderBytes, limit, maxValues, rejectTrailingBytes);
    }

    /**
     * {@return these options with another limit of the number of values}
     *
     * @param limit how many values a header may hold
     */
    public ReadOptions maxValues(int limit) {
        return new ReadOptions(maxHeaderBytes, maxDepth, limit, rejectTrailingBytes);
    }

    /**
     * {@return these options, strict or not about bytes behind the payload}
     *
     * @param reject whether such bytes are an error
     */
    public ReadOptions rejectTrailingBytes(boolean reject) {
        return new ReadOptions(maxHeaderBytes, maxDepth, maxValues, reject);
    }
}
