package dev.npymap.parallel;

import dev.npymap.parallel.ShareStatus.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulated process, stopped before its next step. Immutable: it is what it does, where it is in that, and which results its
 * steps have had since. It goes on by running the real code from there again.
 *
 * @param id no two have the same, dead ones included
 * @param role what it does
 * @param at between which two claims
 * @param results what its steps since have returned
 * @param next the step it takes next; null when it has ended
 * @param holds the share that it has claimed and neither settled nor given back; {@link World#NOBODY} if there is none
 * @param settled the share whose {@code done()} returned with its last step; {@link World#NOBODY} if there is none
 * @param reopened the share that was reopened when its last step returned; {@link World#NOBODY} if there is none
 */
record Worker(int id, Role role, At at, List<Integer> results, Step next, int holds, int settled, int reopened) {
    /** Values are told apart by the process that writes them, and by its attempt. */
    private static final int ATTEMPTS = 6;

    private static final State[] PASSES = {State.FREE, State.CLAIMED};

    enum Role {
        /** Runs as {@link SharedFill#run} does. */
        RUNNER,
        /** Writes half of the first share that it claims, gives it back, and ends: its task has thrown. */
        GIVER,
        /** Reopens share 0, should it be done, and then runs. */
        REOPENER,
        /** Reopens share 0 and then runs, or ends at once if it is not done. */
        MENDER;

        private boolean isReopening() {
            return this == REOPENER || this == MENDER;
        }
    }

    /** Where a process is: it has filled so many shares, goes on with share {@code from}, and has looked at so many since. */
    record At(boolean isReopening, int from, int pass, int looked, int filled) {
        private boolean isEnd() {
            return pass == PASSES.length;
        }

        private At afterLook(int shares) {
            return looked + 1 < shares
                    ? new At(false, from, pass, looked + 1, filled)
                    : new At(false, from, pass + 1, 0, filled);
        }

        private At afterFill(int share) {
            return new At(false, share + 1, 0, 0, filled + 1);
        }
    }

    /** The world's rules that do not change on the way. */
    record Setting(int shares, Distortion distortion) {}

    static Worker start(int id, Role role, Setting setting) {
        At at = new At(role.isReopening(), 0, 0, 0, 0);
        return stop(new Worker(id, role, at, List.of(), null, World.NOBODY, World.NOBODY, World.NOBODY), setting);
    }

    boolean isEnded() {
        return next == null;
    }

    int value() {
        int value = id * ATTEMPTS + at.filled() + 1;
        if (at.filled() + 1 >= ATTEMPTS || value >= World.VALUES) {
            throw new IllegalStateException("too many processes or attempts to tell their values apart");
        }
        return value;
    }

    /** {@return this process stopped before the step after the next, whose result is given} */
    Worker resume(int result, Setting setting) {
        List<Integer> more = new ArrayList<>(results);
        more.add(result);
        return stop(new Worker(id, role, at, List.copyOf(more), null, holds, World.NOBODY, World.NOBODY), setting);
    }

    private static Worker stop(Worker worker, Setting setting) {
        At at = worker.at;
        List<Integer> results = worker.results;
        int settled = World.NOBODY;
        int reopened = World.NOBODY;
        while (!at.isEnd()) {
            Pass pass = new Pass(worker.role, at, setting, results);
            try {
                at = pass.run();
            } catch (Replay.Pause pause) {
                return new Worker(worker.id, worker.role, at, results, pause.step(), pass.holds, settled, reopened);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            settled = pass.settled;
            reopened = pass.reopened;
            results = List.of();
        }
        return new Worker(worker.id, worker.role, at, results, null, World.NOBODY, settled, reopened);
    }

    void describe(StringBuilder key) {
        key.append((char) id).append(role);
        key.append((char) (at.isReopening() ? 1 : 0)).append((char) at.from()).append((char) at.pass());
        key.append((char) at.looked()).append((char) at.filled()).append((char) results.size());
        results.forEach(result -> key.append((char) result.intValue()));
    }

    /** From one place to the next, by the real code: a look at one share, and if it can be had, all that follows. */
    private static final class Pass {
        private final Role role;
        private final At at;
        private final int shares;
        private final Replay replay;
        private final Distortion.Distorted storage;
        private final FillProtocol protocol;
        private int holds = World.NOBODY;
        private int settled = World.NOBODY;
        private int reopened = World.NOBODY;

        Pass(Role role, At at, Setting setting, List<Integer> results) {
            this.role = role;
            this.at = at;
            this.shares = setting.shares();
            this.replay = new Replay(results);
            this.storage = setting.distortion().of(replay);
            this.protocol = new FillProtocol(storage);
        }

        At run() throws IOException {
            if (at.isReopening()) {
                if (protocol.reopen(0)) {
                    reopened = 0;
                } else if (role == Role.MENDER) {
                    return new At(false, 0, PASSES.length, 0, 0);
                }
                return new At(false, 0, 0, 0, 0);
            }
            int n = (at.from() + at.looked()) % shares;
            if (storage.word(n).state().compareTo(PASSES[at.pass()]) > 0 || !protocol.claim(n)) {
                return at.afterLook(shares);
            }
            holds = n;
            replay.writeCell(n, 0);
            if (role == Role.GIVER) {
                protocol.giveBack(n);
                holds = World.NOBODY;
                return new At(false, n, PASSES.length, 0, 1);
            }
            replay.writeCell(n, 1);
            protocol.finish(n, storage.data(replay.data(n)));
            protocol.settle(n);
            holds = World.NOBODY;
            settled = n;
            return at.afterFill(n);
        }
    }
}
