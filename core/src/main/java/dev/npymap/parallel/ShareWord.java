package dev.npymap.parallel;

/**
 * State and checksum of a share: the one word of a row that is written in one piece.
 *
 * @param state the state
 * @param crc the CRC-32 of the share's bytes; 0 unless it is done
 */
record ShareWord(ShareStatus.State state, int crc) {
    static final ShareWord FREE = new ShareWord(ShareStatus.State.FREE, 0);
    static final ShareWord CLAIMED = new ShareWord(ShareStatus.State.CLAIMED, 0);

    static ShareWord done(int crc) {
        return new ShareWord(ShareStatus.State.DONE, crc);
    }

    boolean isDone() {
        return state == ShareStatus.State.DONE;
    }
}
