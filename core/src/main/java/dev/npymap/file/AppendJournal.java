package dev.npymap.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small file beside an array's, which tells that bytes behind the array are rows of an append, and no one else's. It is on the
 * disk before the first of them is, and removed with the appender; what a killed one left counts as long as the array is
 * exactly as long as it was when the append began.
 */
public final class AppendJournal implements AutoCloseable {
    private static final String SUFFIX = "npymap-append";
    private static final Pattern TEXT = Pattern.compile("npymap append from byte ([0-9]{20})\n");

    private final Path journal;
    private FileChannel channel;

    /** @param file the array's file, by its real path */
    public AppendJournal(Path file) {
        this.journal = file.resolveSibling(FileCreator.prefix(file.getFileName().toString()) + SUFFIX);
    }

    /**
     * {@return the size that the array's file had, in bytes, when an append began that was not completed}; empty if there is no
     * journal, or one that was not complete itself, before any row was written.
     */
    public OptionalLong read() throws IOException {
        try (FileChannel reader = FileChannel.open(journal, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate(text(0).length + 1);
            int count = 0;
            while (bytes.hasRemaining() && count >= 0) {
                count = reader.read(bytes);
            }
            Matcher text = TEXT.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII));
            return text.matches() ? OptionalLong.of(Long.parseLong(text.group(1))) : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Notes that rows will be written from here on, and returns when that is on the disk.
     *
     * @param size the size of the array's file, in bytes
     */
    public void begin(long size) throws IOException {
        if (channel == null) {
            Files.deleteIfExists(journal);
            channel = FileChannel.open(journal, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FileCreator.sync(journal.getParent());
        }
        FileBytes.write(channel, ByteBuffer.wrap(text(size)), 0);
        channel.force(true);
    }

    private static byte[] text(long size) {
        return String.format(Locale.ROOT, "npymap append from byte %020d\n", size)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Removes it: no row is behind the array. */
    public void remove() throws IOException {
        Files.deleteIfExists(journal);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
