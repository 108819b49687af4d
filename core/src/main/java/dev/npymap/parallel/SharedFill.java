package dev.npymap.parallel;

import dev.npymap.MapAdvice;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.file.Companions;
import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * One file that processes fill together, share by share, such that a killed one loses nothing: a ledger beside the file
 * remembers which shares are done, and a share that was claimed by a dead process can be claimed again at once.
 *
 * {@snippet :
 * SharedFill fill = SharedFill.open(path, 64);             // in every process, on every run
 * fill.run(share -> {                                      // whatever is neither done nor held by another process
 *     DoubleAccessor x = share.doubles("x");
 *     for (long row = 0; row < x.size(); row++) x.set(row, model(share.firstRow() + row));
 * });
 * }
 *
 * <p>Beside {@code big.npy} stand {@code big.npy.ledger.npy}, a structured array of one row a share, which NumPy reads too, and
 * {@code big.npy.lock}, an empty file. A claim is the kernel's lock on byte n of the latter; it ends with the process, however
 * that comes about, so there are no timeouts and no stale claims. The order of all steps, what each crash leaves, and what is
 * not promised on network file systems, is told in {@code docs/protocol.md}.
 *
 * <p>A task must write all of its share whenever it is run: another process may have written a part of it before, and died. So
 * a share is mapped with {@link MapAdvice#FILL}, where Java has native access; a sparse file then gets its blocks 2 MiB at a
 * time, also beyond the share's borders.
 *
 * <p>Immutable, and safe for use by many threads; a share is held by one claim of one thread, in one process. Claims work among
 * all processes that see the file on one machine, containers included. No close is needed: the ledger is unmapped when this
 * is unreachable, and the lock file is open only while a claim lives.
 *
 * @apiNote A claim of an empty share that is done at once costs some 20 to 50 microseconds, beside what the disk takes to sync;
 *     that of a share of 2 MiB or more brings its first 2 MiB into memory too. The checksum reads the share once more, at some
 *     gigabytes a second.
 */
public final class SharedFill {
    private final FilledFile file;
    private final Ledger ledger;
    private final FillOptions options;
    private final FillProtocol protocol;

    private SharedFill(FilledFile file, Ledger ledger, FillOptions options, Path locks) {
        this.file = file;
        this.ledger = ledger;
        this.options = options;
        this.protocol = new FillProtocol(new MappedFill(ledger, locks, options.isSynced()));
    }

    /**
     * Opens the fill of a file in shares as {@code numpy.array_split} cuts them, and begins it where nobody has begun it yet.
     *
     * @param path the file, which exists
     * @param shares into how many shares its rows are divided
     * @return the fill
     * @throws NoSuchFileException if there is no such file
     * @throws NpyFormatException if the file is malformed, or its ledger is: also if it was begun with other numbers
     * @throws IOException if file or ledger cannot be opened or made
     * @throws IllegalArgumentException if {@code shares} is less than 1
     */
    public static SharedFill open(Path path, long shares) throws IOException {
        return open(path, shares, FillOptions.defaults());
    }

    /**
     * Opens the fill of a file, and begins it where nobody has begun it yet. Of many processes that do so at once, one begins.
     *
     * @param path the file, which exists
     * @param shares into how many shares its rows are divided; the same for all that open it
     * @param options how they are divided, the same for all, and how lasting they are when they are done
     * @return the fill
     * @throws NoSuchFileException if there is no such file
     * @throws NpyFormatException if the file is malformed, or its ledger is: also if it was begun with other numbers
     * @throws IOException if file or ledger cannot be opened or made
     * @throws IllegalArgumentException if {@code shares} is less than 1
     */
    public static SharedFill open(Path path, long shares, FillOptions options) throws IOException {
        if (shares < 1) {
            throw new IllegalArgumentException("a file in " + shares + " shares");
        }
        FilledFile file = FilledFile.of(path);
        Path ledgerPath = Companions.ledger(file.realPath());
        if (Files.notExists(ledgerPath, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Ledger.create(ledgerPath, file.header(), shares, options.alignment());
            } catch (FileAlreadyExistsException e) {
                // Another process began it.
            }
        }
        Ledger ledger = Ledger.map(ledgerPath, MapMode.READ_WRITE);
        ledger.check(file, shares, options.alignment());
        return new SharedFill(file, ledger, options, Companions.lock(file.realPath()));
    }

    /**
     * Looks at the fill of a file without taking part: the ledger is mapped read-only, and {@code claim}, {@code run} and
     * {@code reopen} throw {@link UnsupportedOperationException}.
     *
     * @param path the file, which exists
     * @return the fill
     * @throws NoSuchFileException if there is no such file, or nobody has begun to fill it in shares
     * @throws NpyFormatException if the file is malformed, or its ledger is
     * @throws IOException if file or ledger cannot be opened
     */
    public static SharedFill inspect(Path path) throws IOException {
        FilledFile file = FilledFile.of(path);
        Path ledgerPath = Companions.ledger(file.realPath());
        if (Files.notExists(ledgerPath)) {
            throw new NoSuchFileException(
                    path.toString(), null, "nobody has begun to fill it in shares: there is no " + ledgerPath);
        }
        Ledger ledger = Ledger.map(ledgerPath, MapMode.READ_ONLY);
        // Of a ledger that is wrong in these two as well, other numbers than its own: then it is refused.
        long shares = Math.max(1, ledger.shares());
        long alignment = ledger.shares() == 0 ? 1 : Math.max(1, ledger.place(0).alignment());
        ledger.check(file, shares, alignment);
        return new SharedFill(file, ledger, FillOptions.defaults().aligned(alignment), null);
    }

    FilledFile file() {
        return file;
    }

    FillProtocol protocol() {
        return protocol;
    }

    MappedData data(NpyArray array) {
        return new MappedData(file.path(), array, options.isSynced());
    }

    /**
     * {@return the name of a file's ledger, {@code big.npy.ledger.npy}; whether there is one is not looked at}
     *
     * @param file the file's {@linkplain Path#toRealPath real path}: a ledger stands beside the file itself, not beside a link
     *     to it
     */
    public static Path ledgerOf(Path file) {
        return Companions.ledger(file);
    }

    /**
     * {@return the name of the file whose bytes those lock who hold shares, {@code big.npy.lock}, likewise}
     *
     * @param file the file's {@linkplain Path#toRealPath real path}
     */
    public static Path lockOf(Path file) {
        return Companions.lock(file);
    }

    /** {@return into how many shares the file is divided} */
    public long shares() {
        return ledger.shares();
    }

    /** What fills a share. */
    @FunctionalInterface
    public interface Task {
        /**
         * Fills a share, from its first byte to its last.
         *
         * @param share its rows and no others, mapped read-write for this thread until this method returns
         * @throws IOException if that cannot be done; the share is given back then, and the exception goes to the caller
         */
        void fill(NpyArray share) throws IOException;
    }

    /**
     * Fills shares, one after the other, until none is left that is neither done nor held by others. Many threads and processes
     * may run this at once; when all have returned, none having thrown or died, all shares are done.
     *
     * @param task fills one
     * @return how many shares were filled here
     * @throws FileSystemException if an access to the share met the end of a file that was shortened, or a full disk
     * @throws ClosedByInterruptException if this thread is interrupted when it claims the next share: what was filled is done
     * @throws IOException if the task throws it, or as {@link #claim()} and {@link ShareClaim#done()} do
     */
    public long run(Task task) throws IOException {
        long filled = 0;
        long next = 0;
        while (true) {
            try (ShareClaim share = claimFirst(next, null).orElse(null)) {
                if (share == null) {
                    return filled;
                }
                fill(share, task);
                filled++;
                next = share.n() + 1;
            }
        }
    }

    private void fill(ShareClaim share, Task task) throws IOException {
        try {
            task.fill(share.array());
            share.done();
        } catch (InternalError e) {
            file.explain(e);
            throw e;
        }
    }

    /**
     * Claims the first share that is free, or else the first one whose holder has died, mapped for this thread until it is done or
     * closed.
     *
     * @return the claim; empty if each share is done or held
     * @throws FileSystemException if the file was shortened or replaced since this was opened
     * @throws ClosedByInterruptException if this thread is interrupted; the share is free again
     * @throws IOException if lock or file cannot be opened or mapped
     */
    public Optional<ShareClaim> claim() throws IOException {
        return claimFirst(0, null);
    }

    /**
     * As {@link #claim()}, in an arena of the caller's.
     *
     * @param arena decides how long the share is mapped and which threads may use it; whoever writes to it when the claim has
     *     ended writes to somebody else's share
     * @return the claim; empty if each share is done or held
     * @throws FileSystemException if the file was shortened or replaced since this was opened
     * @throws ClosedByInterruptException if this thread is interrupted; the share is free again
     * @throws IOException if lock or file cannot be opened or mapped
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public Optional<ShareClaim> claim(Arena arena) throws IOException {
        return claimFirst(0, Objects.requireNonNull(arena));
    }

    /**
     * Claims one share, mapped for this thread until it is done or closed: for process n of N, which has its own.
     *
     * @param n which, counted from 0
     * @return the claim; empty if the share is done, or another thread or process holds it
     * @throws FileSystemException if the file was shortened or replaced since this was opened
     * @throws ClosedByInterruptException if this thread is interrupted; the share is free again
     * @throws IOException if lock or file cannot be opened or mapped
     * @throws IndexOutOfBoundsException if there is no share n
     */
    public Optional<ShareClaim> claim(long n) throws IOException {
        return claimOne(Objects.checkIndex(n, shares()), null);
    }

    /**
     * As {@link #claim(long)}, in an arena of the caller's.
     *
     * @param n which, counted from 0
     * @param arena as in {@link #claim(Arena)}
     * @return the claim; empty if the share is done, or another thread or process holds it
     * @throws FileSystemException if the file was shortened or replaced since this was opened
     * @throws ClosedByInterruptException if this thread is interrupted; the share is free again
     * @throws IOException if lock or file cannot be opened or mapped
     * @throws IndexOutOfBoundsException if there is no share n
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public Optional<ShareClaim> claim(long n, Arena arena) throws IOException {
        return claimOne(Objects.checkIndex(n, shares()), Objects.requireNonNull(arena));
    }

    /** The first one from a share on, and then from share 0 on: many small ones are not all read for each of them. */
    private Optional<ShareClaim> claimFirst(long from, Arena arena) throws IOException {
        checkWritable();
        // What is called claimed almost always is. But its holder may have died, or may give it back meanwhile.
        for (ShareStatus.State last : List.of(ShareStatus.State.FREE, ShareStatus.State.CLAIMED)) {
            for (long i = 0; i < shares(); i++) {
                long n = i < shares() - from ? from + i : from + i - shares();
                if (ledger.word(n).state().compareTo(last) <= 0) {
                    Optional<ShareClaim> claim = claimOne(n, arena);
                    if (claim.isPresent()) {
                        return claim;
                    }
                }
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("MustBeClosed") // the claim closes it
    private Optional<ShareClaim> claimOne(long n, Arena arena) throws IOException {
        checkWritable();
        if (arena != null) {
            // One that cannot be used must fail before there is a claim.
            arena.allocate(0);
        }
        if (!protocol.claim(n)) {
            return Optional.empty();
        }
        Arena own = arena == null ? Arena.ofConfined() : null;
        ShareClaim claim = null;
        try {
            Window share = Window.share(n, shares()).aligned(options.alignment());
            NpyArray array = Npy.map(file.realPath(), MapMode.READ_WRITE, share, own == null ? arena : own);
            // Now, with the map in hand: it is one of the file that was opened.
            file.check(array.header());
            array.advise(MapAdvice.FILL);
            claim = new ShareClaim(this, n, array, own);
            return Optional.of(claim);
        } finally {
            if (claim == null) {
                if (own != null) {
                    own.close();
                }
                protocol.giveBack(n);
            }
        }
    }

    private void checkWritable() {
        if (!ledger.isWritable()) {
            throw new UnsupportedOperationException("this fill was opened to be inspected only");
        }
    }

    /**
     * {@return what the ledger tells of one share at this moment}
     *
     * @param n which, counted from 0
     * @throws IndexOutOfBoundsException if there is no share n
     * @throws UncheckedIOException if its row holds no valid state
     */
    public ShareStatus status(long n) {
        return ledger.status(Objects.checkIndex(n, shares()));
    }

    /**
     * {@return what the ledger tells of every share, in their order}
     *
     * @throws UncheckedIOException if a row holds no valid state
     */
    public List<ShareStatus> status() {
        return LongStream.range(0, shares()).mapToObj(ledger::status).toList();
    }

    /**
     * {@return whether every share is done}
     *
     * @throws UncheckedIOException if a row holds no valid state
     */
    public boolean isDone() {
        return LongStream.range(0, shares()).allMatch(n -> ledger.word(n).isDone());
    }

    /**
     * {@return the CRC-32 of the bytes that a share has in the file now, as {@link ShareStatus#crc32()} has what they were when it
     * was done}
     *
     * @param n which, counted from 0
     * @throws FileSystemException if the file was shortened or replaced since this was opened
     * @throws IOException if the file cannot be opened or mapped
     * @throws IndexOutOfBoundsException if there is no share n
     */
    public long checksum(long n) throws IOException {
        return checksum(n, _ -> {});
    }

    /**
     * As {@link #checksum(long)}, also in what it throws, telling how far it has come.
     *
     * @param n which, counted from 0
     * @param progress takes the size of each block that was read, in bytes; their sum is the share's size
     * @return as there
     * @throws IOException as there
     */
    public long checksum(long n, LongConsumer progress) throws IOException {
        Window share = Window.share(Objects.checkIndex(n, shares()), shares()).aligned(options.alignment());
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(file.realPath(), MapMode.READ_ONLY, share, arena);
            file.check(array.header());
            return Integer.toUnsignedLong(data(array).checksum(progress));
        }
    }

    /**
     * Reads every byte of every share that is done, and compares checksums.
     *
     * @return the shares that differ, as the ledger has them; empty if none does
     * @throws FileSystemException if the file was shortened or replaced since this was opened
     * @throws IOException if the file cannot be opened or mapped
     * @throws UncheckedIOException if a row holds no valid state
     */
    public List<ShareStatus> verify() throws IOException {
        List<ShareStatus> differing = new ArrayList<>();
        for (long n = 0; n < shares(); n++) {
            ShareStatus share = ledger.status(n);
            // Looked at twice: another process may have opened and filled it anew meanwhile.
            if (share.state() == ShareStatus.State.DONE
                    && checksum(n) != share.crc32()
                    && ledger.status(n).equals(share)) {
                differing.add(share);
            }
        }
        return differing;
    }

    /**
     * Makes a share that is done free again, so that it will be filled anew: for one whose bytes differ.
     *
     * @param n which, counted from 0
     * @return whether it was done, and is free now
     * @throws IOException if its lock cannot be had
     * @throws UncheckedIOException if the disk does not take the ledger's row
     * @throws IndexOutOfBoundsException if there is no share n
     */
    public boolean reopen(long n) throws IOException {
        checkWritable();
        return protocol.reopen(Objects.checkIndex(n, shares()));
    }

    /** {@return the file and the number of its shares} */
    @Override
    public String toString() {
        return "SharedFill[" + file.path() + ", " + shares() + " shares]";
    }
}
