package dev.npymap.parallel;

import java.io.IOException;

/**
 * The order of steps by which processes share a file; {@code docs/protocol.md} tells why it is safe.
 *
 * <p>A claim <em>is</em> a lock of the kernel's, which dies with its process. The ledger's state only tells what is done, and
 * who did it; only the holder of a share's lock writes its row.
 */
final class FillProtocol {
    private final FillStorage storage;

    FillProtocol(FillStorage storage) {
        this.storage = storage;
    }

    /** {@return whether the caller now holds share n, which it then fills from its first byte to its last} */
    boolean claim(long n) throws IOException {
        if (storage.word(n).isDone() || !storage.tryLock(n)) {
            return false;
        }
        boolean isClaimed = false;
        try {
            // Again: the former holder may have finished between the two steps above.
            ShareWord word = storage.word(n);
            if (!word.isDone()) {
                storage.writeOwner(n);
                storage.commit(n, ShareWord.CLAIMED);
                if (word.equals(ShareWord.CLAIMED)) {
                    // Its holder died. If it was reopening the share, the disk may still call it done.
                    storage.forceRow(n);
                }
                isClaimed = true;
            }
        } finally {
            if (!isClaimed) {
                storage.unlock(n);
            }
        }
        return isClaimed;
    }

    /**
     * Records that share n, which the caller holds, is filled. After an error the caller still holds it, and it is not done;
     * after success {@link #settle} is to follow.
     */
    void finish(long n, FillStorage.Data data) throws IOException {
        int crc = data.checksum();
        // Before the commit: no done share without its data, whenever the power fails.
        data.force();
        storage.writeFinished(n);
        storage.commit(n, ShareWord.done(crc));
    }

    /** Makes what {@link #finish} recorded last, and gives up the lock, whatever comes of the former. */
    void settle(long n) throws IOException {
        try {
            storage.forceRow(n);
        } finally {
            storage.unlock(n);
        }
    }

    /** Gives up share n, which the caller holds and has not finished. */
    void giveBack(long n) throws IOException {
        try {
            storage.commit(n, ShareWord.FREE);
        } finally {
            storage.unlock(n);
        }
    }

    /** {@return whether share n was done and is free again, because its bytes are not those that were recorded} */
    boolean reopen(long n) throws IOException {
        // Before the lock: it would hide a share that is not done from those who look for one to fill.
        if (!storage.word(n).isDone() || !storage.tryLock(n)) {
            return false;
        }
        try {
            // Again: another may have reopened it meanwhile.
            if (!storage.word(n).isDone()) {
                return false;
            }
            // What is free is not done on the disk. Until that is so it is claimed: should this process die, the next
            // holder forces the row before it writes any data.
            storage.commit(n, ShareWord.CLAIMED);
            storage.forceRow(n);
            storage.commit(n, ShareWord.FREE);
            return true;
        } finally {
            storage.unlock(n);
        }
    }
}
