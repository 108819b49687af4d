package dev.npymap.spark;

/** What becomes of parts that a folder has already. */
enum WriteMode {
    /** There are none, or the write fails. */
    CREATE,
    /** They stay, and the new ones follow them. */
    APPEND,
    /** The new ones take their place. */
    OVERWRITE
}
