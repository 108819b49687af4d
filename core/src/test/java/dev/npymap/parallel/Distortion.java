package dev.npymap.parallel;

import java.io.IOException;
import java.util.function.Function;

/** The protocol with one step left out, or two exchanged: what the explorer must find. */
enum Distortion {
    NONE(Distorted::new),
    DATA_IS_NOT_FORCED(storage -> new Distorted(storage) {
        @Override
        Data data(Data real) {
            return new Unforced(real);
        }
    }),
    DATA_IS_FORCED_AFTER_THE_COMMIT(storage -> new Distorted(storage) {
        private Data late;

        @Override
        Data data(Data real) {
            late = real;
            return new Unforced(real);
        }

        @Override
        public void forceRow(long n) throws IOException {
            if (late != null) {
                late.force();
            }
            super.forceRow(n);
        }
    }),
    A_HELD_LOCK_IS_GIVEN_AGAIN(storage -> new Distorted(storage) {
        @Override
        public boolean tryLock(long n) throws IOException {
            super.tryLock(n);
            return true;
        }
    }),
    THE_STATE_IS_NOT_READ_AGAIN_UNDER_THE_LOCK(storage -> new Distorted(storage) {
        private ShareWord before;
        private boolean isLocked;

        @Override
        public ShareWord word(long n) {
            if (before == null || !isLocked) {
                before = super.word(n);
            }
            return before;
        }

        @Override
        public boolean tryLock(long n) throws IOException {
            isLocked = super.tryLock(n);
            return isLocked;
        }
    }),
    THE_STATE_IS_WRITTEN_BEFORE_THE_CHECKSUM(storage -> new Distorted(storage) {
        @Override
        public void commit(long n, ShareWord word) {
            super.commit(n, new ShareWord(word.state(), 0));
            super.commit(n, word);
        }
    }),
    REOPENING_DOES_NOT_FORCE_THE_ROW(storage -> new Forcing(storage) {
        @Override
        boolean isToForce(boolean isClaimer, boolean isFiller) {
            return isClaimer;
        }
    }),
    A_REOPENED_SHARE_IS_FREE_AT_ONCE(storage -> new Distorted(storage) {
        private boolean isClaimer;

        @Override
        public void writeOwner(long n) {
            isClaimer = true;
            super.writeOwner(n);
        }

        @Override
        public void commit(long n, ShareWord word) {
            super.commit(n, isClaimer ? word : ShareWord.FREE);
        }
    }),
    CLAIMING_DOES_NOT_FORCE_THE_ROW_OF_A_DEAD_HOLDER(storage -> new Forcing(storage) {
        @Override
        boolean isToForce(boolean isClaimer, boolean isFiller) {
            return !isClaimer || isFiller;
        }
    }),
    SETTLING_DOES_NOT_FORCE_THE_ROW(storage -> new Forcing(storage) {
        @Override
        boolean isToForce(boolean isClaimer, boolean isFiller) {
            return !isFiller;
        }
    }),
    THE_LOCK_IS_FREED_BEFORE_THE_LAST_WORD(storage -> new Distorted(storage) {
        private ShareWord late;

        @Override
        public void commit(long n, ShareWord word) {
            if (word.equals(ShareWord.CLAIMED)) {
                super.commit(n, word);
            } else {
                late = word;
            }
        }

        @Override
        public void unlock(long n) throws IOException {
            super.unlock(n);
            if (late != null) {
                super.commit(n, late);
            }
        }
    }),
    THE_LOCK_IS_KEPT(storage -> new Distorted(storage) {
        @Override
        public void unlock(long n) {
            // Until the process ends.
        }
    });

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Function<FillStorage, Distorted> maker;

    Distortion(Function<FillStorage, Distorted> maker) {
        this.maker = maker;
    }

    Distorted of(FillStorage storage) {
        return maker.apply(storage);
    }

    /** Passes every step on; each distortion changes one. */
    static class Distorted implements FillStorage {
        private final FillStorage storage;

        Distorted(FillStorage storage) {
            this.storage = storage;
        }

        Data data(Data real) {
            return real;
        }

        @Override
        public ShareWord word(long n) {
            return storage.word(n);
        }

        @Override
        public void commit(long n, ShareWord word) {
            storage.commit(n, word);
        }

        @Override
        public boolean tryLock(long n) throws IOException {
            return storage.tryLock(n);
        }

        @Override
        public void unlock(long n) throws IOException {
            storage.unlock(n);
        }

        @Override
        public void writeOwner(long n) {
            storage.writeOwner(n);
        }

        @Override
        public void writeFinished(long n) {
            storage.writeFinished(n);
        }

        @Override
        public void forceRow(long n) throws IOException {
            storage.forceRow(n);
        }
    }

    /** Forces a row or not, by who does it: one that reopens the share, one that claims it, or one that has filled it. */
    private abstract static class Forcing extends Distorted {
        private boolean isClaimer;
        private boolean isFiller;

        Forcing(FillStorage storage) {
            super(storage);
        }

        abstract boolean isToForce(boolean isClaimer, boolean isFiller);

        @Override
        public void writeOwner(long n) {
            isClaimer = true;
            super.writeOwner(n);
        }

        @Override
        public void commit(long n, ShareWord word) {
            isFiller = word.isDone();
            super.commit(n, word);
        }

        @Override
        public void forceRow(long n) throws IOException {
            if (isToForce(isClaimer, isFiller)) {
                super.forceRow(n);
            }
        }
    }

    private static final class Unforced implements FillStorage.Data {
        private final FillStorage.Data real;

        Unforced(FillStorage.Data real) {
            this.real = real;
        }

        @Override
        public int checksum() throws IOException {
            return real.checksum();
        }

        @Override
        public void force() {
            // That is the fault.
        }
    }
}
