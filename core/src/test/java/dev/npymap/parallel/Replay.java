package dev.npymap.parallel;

import java.util.List;

/**
 * The storage of a simulated process: hands out the results that its steps have had, and at the first one without a result
 * throws a {@link Pause} that carries the step.
 *
 * <p>A {@code finally} through which the pause goes takes no step: it gets the same pause again.
 */
final class Replay implements FillStorage {
    private final List<Integer> results;
    private int used;
    private Pause pause;

    Replay(List<Integer> results) {
        this.results = results;
    }

    /** Stops a process before a step. An error, so that no code under test catches it. */
    static final class Pause extends Error {
        private static final long serialVersionUID = 1;

        private final transient Step step;

        Pause(Step step) {
            super(null, null, false, false);
            this.step = step;
        }

        Step step() {
            return step;
        }
    }

    private int take(Step.Kind kind, long share, int argument) {
        if (pause == null && used < results.size()) {
            return results.get(used++);
        }
        if (pause == null) {
            pause = new Pause(new Step(kind, (int) share, argument));
        }
        throw pause;
    }

    @Override
    public ShareWord word(long n) {
        return World.decode(take(Step.Kind.READ_WORD, n, 0));
    }

    @Override
    public void commit(long n, ShareWord word) {
        take(Step.Kind.COMMIT, n, World.encode(word));
    }

    @Override
    public boolean tryLock(long n) {
        return take(Step.Kind.TRY_LOCK, n, 0) == 1;
    }

    @Override
    public void unlock(long n) {
        take(Step.Kind.UNLOCK, n, 0);
    }

    @Override
    public void writeOwner(long n) {
        take(Step.Kind.WRITE_OWNER, n, 0);
    }

    @Override
    public void writeFinished(long n) {
        take(Step.Kind.WRITE_FINISHED, n, 0);
    }

    @Override
    public void forceRow(long n) {
        take(Step.Kind.FORCE_ROW, n, 0);
    }

    void writeCell(long n, int cell) {
        take(Step.Kind.WRITE_CELL, n, cell);
    }

    /** {@return the cells of share n} */
    Data data(long n) {
        return new Data() {
            @Override
            public int checksum() {
                int first = take(Step.Kind.READ_CELL, n, 0);
                return World.checksum(first, take(Step.Kind.READ_CELL, n, 1));
            }

            @Override
            public void force() {
                take(Step.Kind.FORCE_CELLS, n, 0);
            }
        };
    }
}
