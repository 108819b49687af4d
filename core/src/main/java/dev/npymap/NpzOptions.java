package dev.npymap;

/**
 * How an archive is written. Immutable; begin with {@link #defaults()}.
 *
 * @param isDeflated whether arrays are deflated, as by {@code np.savez_compressed}; else they are stored, and can be mapped
 * @param isReplacing whether an existing file is replaced
 */
public record NpzOptions(boolean isDeflated, boolean isReplacing) {
    private static final NpzOptions DEFAULTS = new NpzOptions(false, false);

    /** {@return the options of an archive of stored arrays that must not exist yet} */
    public static NpzOptions defaults() {
        return DEFAULTS;
    }

    /** {@return these options with arrays that take less space and more time, and cannot be mapped} */
    public NpzOptions deflate() {
        return new NpzOptions(true, isReplacing);
    }

    /**
     * {@return these options, replacing a file that exists, atomically: readers see the old one or the new one, whole}
     *
     * <p>A symbolic link is replaced itself; what it leads to stays as it is. Folders and devices are not replaced.
     */
    public NpzOptions replace() {
        return new NpzOptions(isDeflated, true);
    }
}
