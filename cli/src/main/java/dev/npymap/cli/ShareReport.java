package dev.npymap.cli;

import dev.npymap.os.HostName;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    /** How many bytes of a host's name the ledger keeps. */
    private static final int HOST_LENGTH = 56;

    private static final String HERE = cut(HostName.CURRENT);

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
            case CLAIMED -> isGone(share) ? State.ABANDONED : State.CLAIMED;
        };
    }

    /** A number means nothing on another machine, nor where machines have no names. */
    private static boolean isGone(ShareStatus share) {
        return !HERE.isEmpty()
                && share.host().equals(HERE)
                && !ProcessHandle.of(share.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    private static String cut(String host) {
        byte[] bytes = host.getBytes(StandardCharsets.UTF_8);
        return new String(Arrays.copyOf(bytes, Math.min(bytes.length, HOST_LENGTH)), StandardCharsets.UTF_8);
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
