package dev.npymap.parallel;

import dev.npymap.os.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The real world: a mapped ledger, and the kernel's locks. */
record MappedFill(Ledger ledger, Path locks, boolean isSynced) implements FillStorage {
    @Override
    public ShareWord word(long n) {
        return ledger.word(n);
    }

    @Override
    public void commit(long n, ShareWord word) {
        ledger.commit(n, word);
    }

    @Override
    public boolean tryLock(long n) throws IOException {
        return ShareLocks.tryLock(locks, n);
    }

    @Override
    public void unlock(long n) throws IOException {
        ShareLocks.unlock(locks, n);
    }

    @Override
    public void writeOwner(long n) {
        ledger.writeOwner(n, ProcessHandle.current().pid(), HostName.CURRENT, Instant.now());
    }

    @Override
    public void writeFinished(long n) {
        ledger.writeFinished(n, Instant.now());
    }

    @Override
    public void forceRow(long n) {
        if (isSynced) {
            ledger.force(n);
        }
    }
}
