package dev.npymap;

import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import java.util.Objects;
import java.util.Optional;

/**
 * How a file is created. Immutable; begin with {@link #defaults()}.
 *
 * @param order how the payload lies; C order by default
 * @param version the format version; by default the smallest that can hold the header, as NumPy chooses
 * @param isSparse whether blocks are left to be allocated when they are first written
 * @param isReplacing whether an existing file is replaced
 * @param isSynced whether the file is on the disk before it gets its name, and the name before the call returns
 */
public record CreateOptions(
        MemoryOrder order, Optional<FormatVersion> version, boolean isSparse, boolean isReplacing, boolean isSynced) {
    private static final CreateOptions DEFAULTS =
            new CreateOptions(MemoryOrder.C, Optional.empty(), false, false, true);

    /** Checks that no part is null. */
    public CreateOptions {
        Objects.requireNonNull(order);
        Objects.requireNonNull(version);
    }

    /** {@return the options of a file in C order, with its blocks reserved, on the disk when it is made, that must not exist yet} */
    public static CreateOptions defaults() {
        return DEFAULTS;
    }

    /** {@return these options with the payload in Fortran order} */
    public CreateOptions fortran() {
        return new CreateOptions(MemoryOrder.FORTRAN, version, isSparse, isReplacing, isSynced);
    }

    /**
     * {@return these options with a fixed format version}
     *
     * @param version the version
     */
    public CreateOptions version(FormatVersion version) {
        return new CreateOptions(order, Optional.of(version), isSparse, isReplacing, isSynced);
    }

    /**
     * {@return these options without a reservation of blocks}
     *
     * <p>Creation then takes no space. But first writes are slower, and where the disk has filled up meanwhile a write to the
     * map throws {@link InternalError}; an atomic addition, exchange or compare-and-set by interpreted code even ends the JVM.
     * {@link NpyArray#populate()} takes the blocks of an array later, and fails with an {@code IOException} then.
     */
    public CreateOptions sparse() {
        return new CreateOptions(order, version, true, isReplacing, isSynced);
    }

    /**
     * {@return these options, replacing a file that exists, atomically: readers see the old one or the new one, whole}
     *
     * <p>A symbolic link is replaced itself; what it leads to stays as it is. Folders and devices are not replaced.
     */
    public CreateOptions replace() {
        return new CreateOptions(order, version, isSparse, true, isSynced);
    }

    /**
     * {@return these options without waiting for the disk, as {@code np.save} does not}
     *
     * <p>For what can be made again. Still nobody sees a part of the file, and a process that ends loses nothing: the kernel has
     * every byte before the file has its name, and writes them to the disk when it likes, within some half a minute. When the
     * power or the kernel fails before, the file may have its name and not its bytes: be empty, too short, or full of zeros,
     * without anything that tells; and what it replaced may be gone as well.
     *
     * <p>No later call makes up for it: {@link NpyArray#force} and a {@link dev.npymap.parallel.SharedFill} wait for the bytes of
     * their windows, and not for header and name. On a network file system a full disk may be found out only after the file was
     * made.
     *
     * <p>{@link Npy#allocate} and {@link Npy#create} still wait where they reserve blocks by writing zeros, for want of another way
     * (another system than Linux, a network file system, no native access): only so are they sure of them. {@link #sparse} ones do
     * not.
     *
     * @apiNote A save takes as long as writing to memory then, and several times as long otherwise: as long as the disk takes.
     */
    public CreateOptions unsynced() {
        return new CreateOptions(order, version, isSparse, isReplacing, false);
    }
}
