package dev.npymap.zip;

/**
 * A member, as the directory told when it was read.
 *
 * @param entry its entry
 * @param entryOffset where in the file that is
 * @param limit where in the file the next member begins, or the directory: its bytes end there at the latest
 */
public record ZipMember(CentralEntry entry, long entryOffset, long limit) {
    /** {@return its name} */
    public String name() {
        return entry.name();
    }
}
