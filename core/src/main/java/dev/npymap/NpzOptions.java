package dev.npymap;

/**
 * How an archive is written. Immutable; begin with {@link #defaults()}.
 *
 * @param isDeflated whether arrays are deflated, as by {@code np.savez_compressed}; else they are stored, and can be mapped
 * @param isReplacing whether an existing file is replaced
 * @param isSynced whether the archive is on the disk before it gets its name, and the name before the call returns
 */
public record NpzOptions(boolean isDeflated, boolean isReplacing, boolean isSynced) {
    private static final NpzOptions DEFAULTS = new NpzOptions(false, false, true);

    /** {@return the options of an archive of stored arrays, on the disk when it is made, that must not exist yet} */
    public static NpzOptions defaults() {
        return DEFAULTS;
    }

    /** {@return these options with arrays that take less space and more time, and cannot be mapped} */
    public NpzOptions deflate() {
        return new NpzOptions(true, isReplacing, isSynced);
    }

    /**
     * {@return these options, replacing a file that exists, atomically: readers see the old one or the new one, whole}
     *
     * <p>A symbolic link is replaced itself; what it leads to stays as it is. Folders and devices are not replaced.
     */
    public NpzOptions replace() {
        return new NpzOptions(isDeflated, true, isSynced);
    }

    /**
     * {@return these options without waiting for the disk, as {@code np.savez} does not}
     *
     * <p>What that gives up is told at {@link CreateOptions#unsynced}.
     */
    public NpzOptions unsynced() {
        return new NpzOptions(isDeflated, isReplacing, false);
    }
}
