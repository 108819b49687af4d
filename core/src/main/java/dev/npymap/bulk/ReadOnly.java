package dev.npymap.bulk;

/** What a write to a read-only array throws. */
public final class ReadOnly {
    private ReadOnly() {}

    public static UnsupportedOperationException error() {
        return new UnsupportedOperationException(
                "the array is mapped READ_ONLY; map it READ_WRITE to change the file, or PRIVATE to change a copy");
    }
}
