package dev.npymap.parallel;

import java.io.IOException;

/**
 * Each step that {@link FillProtocol} takes in the world: ledger, locks and data of one file. Steps that one process takes are
 * seen by all others at once, in their order; what survives a power cut is only what was forced.
 *
 * <p>Small, since the tests put a world in its place in which every order of steps and every crash between them is tried.
 */
interface FillStorage {
    /** {@return state and checksum of share n, read together, and before whatever is read next} */
    ShareWord word(long n);

    /** Writes state and checksum of share n, together, and after all that was written before. */
    void commit(long n, ShareWord word);

    /** {@return whether this process, and in it this caller alone, now holds the lock of share n} */
    boolean tryLock(long n) throws IOException;

    /** Gives the lock of share n back. */
    void unlock(long n) throws IOException;

    /** Notes in the row of share n who begins to fill it, when, and for the how-manieth time. */
    void writeOwner(long n);

    /** Notes in the row of share n when it was filled. */
    void writeFinished(long n);

    /** Returns when the row of share n is on the disk. */
    void forceRow(long n) throws IOException;

    /** The bytes of one share, as its holder sees them. */
    interface Data {
        /** {@return their CRC-32} */
        int checksum() throws IOException;

        /** Returns when they are on the disk. */
        void force() throws IOException;
    }
}
