package dev.npymap.parallel;

import dev.npymap.os.HostName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the ledger tells of one share: its row, read at one moment. Immutable.
 *
 * @param n which share, counted from 0
 * @param firstRow its first row in the file, counted from 0
 * @param rows how many rows it has
 * @param byteOffset where its bytes begin, counted from the beginning of the file
 * @param byteCount how many bytes it has
 * @param alignment the block size, in bytes, to which the borders of shares are aligned; 1 if they are not
 * @param state what is known of it
 * @param attempt how many times it was claimed, modulo 2<sup>32</sup>
 * @param pid the process that claimed it last, by its number on {@code host}; 0 if none did
 * @param host the machine of that process, or its container; cut to 56 bytes, and empty if none did
 * @param started when it was claimed last
 * @param finished when it was done
 * @param crc32 the CRC-32 of its bytes, as {@link java.util.zip.CRC32} and Python's {@code zlib.crc32} compute it; 0 unless
 *     it is done
 */
public record ShareStatus(
        long n,
        long firstRow,
        long rows,
        long byteOffset,
        long byteCount,
        long alignment,
        State state,
        long attempt,
        long pid,
        String host,
        Optional<Instant> started,
        Optional<Instant> finished,
        long crc32) {
    /** What is known of a share. */
    public enum State {
        /** Nobody is at work on it. */
        FREE(0),
        /** A process is filling it; or was, when it died: its claim died with it, and the share can be claimed. */
        CLAIMED(1),
        /** Its bytes are complete, and their checksum is known. */
        DONE(2);

        /** A copy for itself, and no stream over it: a claim reads the states of all shares before the first free one. */
        private static final State[] ALL = values();

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** {@return the number that stands for it in the ledger} */
        public int number() {
            return number;
        }

        /** {@return the state that a number of the ledger stands for, if it does} */
        static Optional<State> of(int number) {
            for (State state : ALL) {
                if (state.number == number) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** Checks that no part is null. */
    public ShareStatus {
        Objects.requireNonNull(state);
        Objects.requireNonNull(host);
        Objects.requireNonNull(started);
        Objects.requireNonNull(finished);
    }

    /**
     * {@return whether it is claimed by a process of this machine that is no more: whoever claims next takes it}
     *
     * <p>For people: a claim itself asks the kernel. What runs elsewhere is not known here, nor what runs in another container
     * that has this one's name.
     */
    public boolean isAbandoned() {
        return state == State.CLAIMED
                // A number means nothing on another machine, nor where machines have no names.
                && !host.isEmpty()
                && host.equals(Ledger.host(HostName.CURRENT))
                && !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
