package dev.npymap.format;

/**
 * The headers that were parsed lately, by their bytes: a program that maps window after window of one file, or of files that
 * are alike, would spend more time on parsing than on opening. What a header says depends on its bytes and on the limits
 * alone, so an entry is never stale; each file is still opened and read, and its size compared with its header.
 *
 * <p>A place for each hash: a newcomer replaces who was there. Entries are immutable, so threads may race for a place, and
 * find one of theirs there.
 */
final class ParsedHeaders {
    /** Of the prefix and the text, in bytes. Longer ones are rare, and would take memory for as long as the class lives. */
    static final int LONGEST = 4096;

    private static final Entry[] ENTRIES = new Entry[32];

    private record Entry(String bytes, ReadOptions limits, NpyHeader header) {}

    private ParsedHeaders() {}

    /**
     * {@return what a header says, null if it has to be parsed}
     *
     * @param bytes prefix and text, a character for each byte; at most {@link #LONGEST}
     */
    static NpyHeader find(String bytes, ReadOptions limits) {
        Entry entry = ENTRIES[place(bytes)];
        boolean same = entry != null && entry.bytes.equals(bytes) && entry.limits.equals(limits);
        return same ? entry.header : null;
    }

    static void keep(String bytes, ReadOptions limits, NpyHeader header) {
        ENTRIES[place(bytes)] = new Entry(bytes, limits, header);
    }

    private static int place(String bytes) {
        return Math.floorMod(bytes.hashCode(), ENTRIES.length);
    }
}
