package dev.npymap.parallel;

/**
 * One step of a simulated process: what it asks of the world.
 *
 * @param kind what it does
 * @param share to which share
 * @param argument the word that is committed, the cell that is read or written; else 0
 */
record Step(Kind kind, int share, int argument) {
    enum Kind {
        READ_WORD,
        COMMIT,
        TRY_LOCK,
        UNLOCK,
        WRITE_OWNER,
        WRITE_FINISHED,
        FORCE_ROW,
        READ_CELL,
        WRITE_CELL,
        FORCE_CELLS
    }
}
