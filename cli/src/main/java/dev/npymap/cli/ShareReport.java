package dev.npymap.cli;

import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the ledger says of a share, and of a claimed one whether the process that claimed it still is. Only processes are looked
 * at: to ask the lock file, which alone decides, could cost this JVM a claim of its own ({@code docs/protocol.md}).
 *
 * @param share what the ledger says
 * @param state one more state than the ledger has
 */
record ShareReport(ShareStatus share, State state) {
    /** What is known of a share. */
    enum State {
        DONE,
        CLAIMED,
        /** Claimed, by a process of this machine that is no more: whoever claims next takes it. */
        ABANDONED,
        FREE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return what is known of share n now} */
    static ShareReport of(SharedFill fill, long n) {
        ShareStatus share = fill.status(n);
        while (true) {
            State state = state(share);
            if (state != State.ABANDONED) {
                return new ShareReport(share, state);
            }
            // It may have finished the share, and ended, since the ledger was read.
            ShareStatus again = fill.status(n);
            if (again.equals(share)) {
                return new ShareReport(share, state);
            }
            share = again;
        }
    }

    private static State state(ShareStatus share) {
        return switch (share.state()) {
            case FREE -> State.FREE;
            case DONE -> State.DONE;
            case CLAIMED -> share.isAbandoned() ? State.ABANDONED : State.CLAIMED;
        };
    }

    /** {@return whether a reader of many shares wants to see this one} */
    boolean isOfInterest() {
        return state == State.CLAIMED || state == State.ABANDONED || share.attempt() > 1;
    }

    /** {@return the first row and the last one} */
    static String rows(ShareStatus share) {
        return share.rows() == 0 ? "none" : share.firstRow() + ".." + (share.firstRow() + share.rows() - 1);
    }

    /** {@return a checksum in hexadecimal digits} */
    static String hex(long crc32) {
        return HexFormat.of().toHexDigits((int) crc32);
    }
}
