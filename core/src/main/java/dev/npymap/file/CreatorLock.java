package dev.npymap.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by the one creator of a path, among all threads and processes of this machine: a {@link LockFile} beside it.
 */
final class CreatorLock implements AutoCloseable {
    /**
     * Threads of this JVM wait here, before they open the lock file: closing any descriptor of a file drops all locks of the
     * process on it. A turn is kept as long as a thread has it or waits for it; a creator may take as long as the stream lasts
     * that it saves, so creators of two files must not wait for each other. Names that differ in case only share a turn, since
     * they may be one file.
     */
    private static final ConcurrentHashMap<String, Turn> TURNS = new ConcurrentHashMap<>();

    private static final int MAX_PAUSE_MILLIS = 20;

    private final Turn turn;
    private final LockFile lock;

    private CreatorLock(Turn turn, LockFile lock) {
        this.turn = turn;
        this.lock = lock;
    }

    /** One name's. The number of its users is guarded by the map's entry. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        private final String name;
        private int users;

        private Turn(String name) {
            this.name = name;
        }

        static Turn join(Path file) {
            return TURNS.compute(file.toString().toLowerCase(Locale.ROOT), (name, turn) -> {
                Turn joined = turn == null ? new Turn(name) : turn;
                joined.users++;
                return joined;
            });
        }

        void leave() {
            TURNS.computeIfPresent(name, (_, turn) -> --turn.users == 0 ? null : turn);
        }
    }

    /**
     * Waits until this thread alone holds the lock {@code file}, whose folder is a real path.
     *
     * @throws InterruptedIOException if the thread is interrupted meanwhile
     * @throws FileSystemException if the lock file can be neither made nor opened
     */
    static CreatorLock acquire(Path file) throws IOException {
        Turn turn = Turn.join(file);
        boolean acquired = false;
        try {
            if (turn.lock.isHeldByCurrentThread()) {
                throw new FileSystemException(file.toString(), null, "this thread is creating the file already");
            }
            turn.lock.lockInterruptibly();
            try {
                for (int pause = 1; ; pause = Math.min(2 * pause, MAX_PAUSE_MILLIS)) {
                    Optional<LockFile> lock = LockFile.tryAcquire(file);
                    if (lock.isPresent()) {
                        acquired = true;
                        return new CreatorLock(turn, lock.get());
                    }
                    Thread.sleep(pause);
                }
            } finally {
                if (!acquired) {
                    turn.lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another creator of the file was at work");
        } finally {
            if (!acquired) {
                turn.leave();
            }
        }
    }

    /** {@return the lock, if a lock file is there (a killed creator left it, or one is at work) and nobody holds it} */
    static Optional<CreatorLock> acquireAbandoned(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Turn turn = Turn.join(file);
        Optional<CreatorLock> lock = Optional.empty();
        try {
            if (!turn.lock.isHeldByCurrentThread() && turn.lock.tryLock()) {
                try {
                    lock = LockFile.tryAcquire(file).map(held -> new CreatorLock(turn, held));
                } finally {
                    if (lock.isEmpty()) {
                        turn.lock.unlock();
                    }
                }
            }
            return lock;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lock;
        } finally {
            if (lock.isEmpty()) {
                turn.leave();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            turn.lock.unlock();
            turn.leave();
        }
    }
}
