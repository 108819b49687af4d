package dev.npymap.parallel;

/**
 * How a file is divided, and how lasting a share is when it is done. Immutable; begin with {@link #defaults()}.
 *
 * @param alignment the block size, in bytes, to which the inner borders of shares are aligned; 1 leaves them as {@code
 *     numpy.array_split} puts them
 * @param isSynced whether {@link ShareClaim#done()} returns only when data and ledger are on the disk
 */
public record FillOptions(long alignment, boolean isSynced) {
    private static final FillOptions DEFAULTS = new FillOptions(1, true);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if {@code alignment} is less than 1
     */
    public FillOptions {
        if (alignment < 1) {
            throw new IllegalArgumentException("shares aligned to " + alignment + " bytes");
        }
    }

    /** {@return the options of shares as {@code numpy.array_split} cuts them, that are on the disk when they are done} */
    public static FillOptions defaults() {
        return DEFAULTS;
    }

    /**
     * {@return these options with borders moved so that no two shares touch one block of the file}
     *
     * <p>All that open one fill must agree on it. As {@link dev.npymap.Window.Share#aligned(long)}.
     *
     * @param blockBytes the block size, in bytes
     * @throws IllegalArgumentException if {@code blockBytes} is less than 1
     */
    public FillOptions aligned(long blockBytes) {
        return new FillOptions(blockBytes, isSynced);
    }

    /**
     * {@return these options without waiting for the disk}
     *
     * <p>Faster for small shares. A killed process loses nothing even so, but after a power cut a share may be done in the
     * ledger whose bytes never reached the disk: {@link SharedFill#verify} finds it.
     */
    public FillOptions unsynced() {
        return new FillOptions(alignment, false);
    }
}
