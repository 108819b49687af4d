package dev.npymap.parallel;

import dev.npymap.NpyArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;

/**
 * A share that this process alone holds, mapped: fill it from its first byte to its last, then call {@link #done}.
 *
 * <p>Whatever an earlier holder wrote may still be in it. Closing a claim that is not done gives the share back, for anyone to
 * claim; so does the death of the process, by the kernel.
 *
 * {@snippet :
 * try (ShareClaim share = fill.claim(n).orElseThrow()) {
 *     DoubleAccessor x = share.array().doubles("x");
 *     for (long row = 0; row < x.size(); row++) x.set(row, model(share.array().firstRow() + row));
 *     share.done();
 * }
 * }
 *
 * <p>Safe for use by many threads, but for the array, whose threads the arena decides: a claim that was made without an arena
 * is mapped for the thread that made it, and is to be done and closed by it.
 */
public final class ShareClaim implements AutoCloseable {
    private final SharedFill fill;
    private final long n;
    private final NpyArray array;

    /** The claim's own, or null if the caller gave one. */
    private final Arena arena;

    private boolean isOpen = true;

    ShareClaim(SharedFill fill, long n, NpyArray array, Arena arena) {
        this.fill = fill;
        this.n = n;
        this.array = array;
        this.arena = arena;
    }

    /** {@return which share this is, counted from 0} */
    public long n() {
        return n;
    }

    /**
     * {@return the rows of the share and no others, mapped read-write}
     *
     * <p>Without an arena of the caller's, they are unmapped by {@link #done} and {@link #close}.
     */
    public NpyArray array() {
        return array;
    }

    /**
     * Records that the share is filled, and gives up the claim: computes the checksum of its bytes, forces them to the disk,
     * writes checksum and state to the ledger, and forces that. When it returns, the share is done for good.
     *
     * @throws IllegalStateException if the claim is done or closed already, or the caller's arena is closed
     * @throws WrongThreadException if the array is confined to another thread
     * @throws FileSystemException if the file was shortened, removed or replaced since it was mapped; the share is not done,
     *     and the claim still holds it
     * @throws ClosedByInterruptException if this thread is interrupted; the share is not done, and the claim still holds it, so
     *     that this can be called again
     * @throws IOException if a lock cannot be given back
     * @throws UncheckedIOException if the disk does not take the bytes
     */
    public synchronized void done() throws IOException {
        if (!isOpen) {
            throw new IllegalStateException("share " + n + " is not claimed any more");
        }
        checkUsable();
        fill.file().check();
        fill.protocol().finish(n, fill.data(array));
        isOpen = false;
        try {
            unmap();
        } finally {
            fill.protocol().settle(n);
        }
    }

    /**
     * Gives the share back, unless it is done. Does nothing the second time.
     *
     * @throws WrongThreadException if the array is confined to another thread
     * @throws UncheckedIOException if the lock cannot be given back
     */
    @Override
    public synchronized void close() {
        if (!isOpen) {
            return;
        }
        // First: nothing is written to a share that somebody else may hold.
        unmap();
        isOpen = false;
        try {
            fill.protocol().giveBack(n);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of an empty share no byte is read, and so no access would fail before it is done. */
    private void checkUsable() {
        if (!array.segment().scope().isAlive()) {
            throw new IllegalStateException("the arena in which share " + n + " is mapped is closed");
        }
        if (!array.segment().isAccessibleBy(Thread.currentThread())) {
            throw new WrongThreadException("share " + n + " is mapped for another thread");
        }
    }

    private void unmap() {
        if (arena != null) {
            arena.close();
        }
    }
}
