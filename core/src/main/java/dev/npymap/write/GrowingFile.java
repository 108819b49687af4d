package dev.npymap.write;

import dev.npymap.file.AppendJournal;
import dev.npymap.file.AppendLock;
import dev.npymap.file.Companions;
import dev.npymap.file.FileBytes;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file whose array gets more rows, in this order: the journal says so, and is forced; rows are written behind the array, and
 * forced; the header tells of them, by one write within one sector, and is forced. Whatever ends this process or the machine in
 * between, the file is valid, and has the rows of the last header.
 */
public final class GrowingFile implements WritableByteChannel {
    private final Path path;
    private final Path realPath;
    private final Object identity;
    private final FileChannel channel;
    private final AppendJournal journal;
    private final AppendLock lock;

    private NpyHeader header;
    private GrowthRoom room;

    /** With how many rows the file is as long as a file can be. */
    private long longest;

    private long end;

    private GrowingFile(
            Path path, Path realPath, Object identity, FileChannel channel, AppendJournal journal, AppendLock lock) {
        this.path = path;
        this.realPath = realPath;
        this.identity = identity;
        this.channel = channel;
        this.journal = journal;
        this.lock = lock;
    }

    /** Opens the file behind a channel. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path file) throws IOException;
    }

    /**
     * Opens a file, and removes the rows of an append that was not completed.
     *
     * @throws NpyFormatException if the file is malformed, refused, shorter or longer than its header says, or none that can grow
     * @throws FileSystemException if it has a ledger of shares, or another appender is at work on it
     */
    public static GrowingFile open(Path path) throws IOException {
        return open(path, file -> FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** As {@link #open(Path)}, by a channel of a test's. */
    static GrowingFile open(Path path, Opener opener) throws IOException {
        Path realPath = path.toRealPath();
        if (!attributes(realPath).isRegularFile()) {
            throw new FileSystemException(path.toString(), null, "not a regular file");
        }
        AppendLock lock = AppendLock.acquire(realPath);
        GrowingFile file = null;
        FileChannel channel = null;
        try {
            // Before it is opened: a file that replaces it after that has another one.
            Object identity = attributes(realPath).fileKey();
            channel = opener.open(realPath);
            GrowingFile opened = new GrowingFile(path, realPath, identity, channel, new AppendJournal(realPath), lock);
            opened.begin();
            file = opened;
            return file;
        } finally {
            if (file == null) {
                try (lock) {
                    if (channel != null) {
                        channel.close();
                    }
                }
            }
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private void begin() throws IOException {
        header = NpyHeader.read(channel, path, ReadOptions.defaults());
        checkForm();
        room = room();
        longest = longest();
        if (room.maxRows() == header.rows()) {
            throw wrong(room.offset(), "no row can be appended to its " + header.rows() + ": " + room.limit());
        }
        end = header.fileSize();
        long size = channel.size();
        if (size > end) {
            if (journal.read().orElse(-1) != end) {
                throw wrong(
                        end,
                        "expected the end of the file, found " + (size - end)
                                + " trailing bytes, which no append that was interrupted left");
            }
            channel.truncate(end);
            channel.force(true);
        }
        checkIdentity();
        journal.remove();
    }

    private void checkForm() throws IOException {
        int rank = header.shape().rank();
        if (rank == 0) {
            throw wrong(GrowthRoom.prefix(header), "a 0-d array has no rows to append to");
        }
        if (rank > 1 && header.order() == MemoryOrder.FORTRAN) {
            throw wrong(
                    GrowthRoom.prefix(header),
                    "rows cannot be appended to an array in Fortran order, whose last axis grows");
        }
        checkNoLedger();
    }

    private void checkNoLedger() throws FileSystemException {
        Path ledger = Companions.ledger(realPath);
        if (Files.exists(ledger, LinkOption.NOFOLLOW_LINKS)) {
            throw refusal(ledger + " is there, whose shares would not cover new rows: delete it first");
        }
    }

    private GrowthRoom room() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) header.payloadOffset());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, bytes.position()) < 0) {
                throw refusal("it was shortened while it was read");
            }
        }
        try {
            return GrowthRoom.of(bytes.array(), header);
        } catch (IllegalArgumentException e) {
            throw wrong(GrowthRoom.prefix(header), e.getMessage());
        }
    }

    /** As {@link NpyHeader} counts: a dimension of 0 hides no absurd one. */
    private long longest() {
        long rowBytes = header.dtype().itemSize();
        for (int axis = 1; axis < header.shape().rank(); axis++) {
            rowBytes *= Math.max(1, header.shape().dim(axis));
        }
        return rowBytes == 0 ? Long.MAX_VALUE : (Long.MAX_VALUE - header.payloadOffset()) / rowBytes;
    }

    /** About the file as it is. */
    private NpyFormatException wrong(long offset, String problem) {
        return new NpyFormatException(path.toString(), offset, problem);
    }

    /** About what is done with it. */
    private FileSystemException refusal(String reason) {
        return new FileSystemException(path.toString(), null, reason);
    }

    /** {@return the header, with the rows that were published} */
    public NpyHeader header() {
        return header;
    }

    /**
     * Checks that the file could have so many rows.
     *
     * @throws NpyFormatException if its header cannot tell that number
     * @throws FileSystemException if it would exceed 2<sup>63</sup> - 1 bytes
     */
    public void checkRows(long rows) throws IOException {
        if (rows < 0 || rows > room.maxRows()) {
            throw wrong(room.offset(), "it can have at most " + room.maxRows() + " rows: " + room.limit());
        }
        if (rows > longest) {
            throw refusal("it can have at most " + longest + " rows: with more it would exceed 2^63 - 1 bytes");
        }
    }

    /** Writes bytes of rows behind those that were written. */
    @Override
    public int write(ByteBuffer rows) throws IOException {
        if (end == header.fileSize() && rows.hasRemaining()) {
            if (channel.size() != end) {
                throw refusal("its size is " + channel.size() + " bytes, where its array ends at byte " + end
                        + ": another program changes it");
            }
            journal.begin(end);
        }
        int count = channel.write(rows, end);
        end += count;
        return count;
    }

    /**
     * Makes the rows that were written a part of the array.
     *
     * @param rows the number of all rows
     * @throws FileSystemException if another file has its name meanwhile, or it is filled by shares
     */
    public void publish(long rows) throws IOException {
        checkIdentity();
        // Again: a fill may have begun since this was opened.
        checkNoLedger();
        NpyHeader grown = new NpyHeader(
                header.version(), header.dtype(), header.order(), header.shape().with(0, rows), header.payloadOffset());
        if (grown.fileSize() != end) {
            throw new IllegalStateException(rows + " rows end at byte " + grown.fileSize() + ", not at byte " + end);
        }
        channel.force(false);
        GrowthRoom.Patch patch = room.patch(header.rows(), rows);
        FileBytes.write(channel, ByteBuffer.wrap(patch.text().getBytes(StandardCharsets.ISO_8859_1)), patch.offset());
        channel.force(false);
        header = grown;
    }

    private void checkIdentity() throws IOException {
        if (!Objects.equals(identity, attributes(realPath).fileKey())) {
            throw refusal("another file has its name now, and would not get the rows");
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Closes the file. Rows that were not published are cut off; where even that fails, the next appender does it. */
    @Override
    public void close() throws IOException {
        try (lock;
                journal;
                channel) {
            if (channel.isOpen()) {
                if (end > header.fileSize()) {
                    cut();
                }
                journal.remove();
            }
        }
    }

    /** To the length that the header tells now: where publishing failed, it is not known otherwise. */
    private void cut() throws IOException {
        long size = NpyHeader.read(channel, path, ReadOptions.defaults()).fileSize();
        if (channel.size() > size) {
            channel.truncate(size);
            channel.force(true);
        }
    }
}
