package dev.npymap.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The directory of a zip. Immutable; it holds no file open.
 *
 * <p>What it says is compared with what the file can hold before anything is believed: a member lies before the directory and
 * overlaps no other, so that a small archive cannot say that it holds much.
 */
public final class ZipArchive {
    /**
     * The largest directory that is read, in bytes: it is held in memory, about thrice, and this one tells of a million members
     * with names of 80 bytes.
     */
    static final long MAX_DIRECTORY = 128L << 20;

    private final String file;
    private final long prefix;
    private final List<ZipMember> members;

    private ZipArchive(String file, long prefix, List<ZipMember> members) {
        this.file = file;
        this.prefix = prefix;
        this.members = members;
    }

    /**
     * Reads a directory.
     *
     * @param channel the file
     * @param file its name, for messages
     * @return the archive
     * @throws dev.npymap.format.NpyFormatException if the directory is malformed, or says what cannot be
     * @throws IOException if reading fails
     */
    public static ZipArchive read(FileChannel channel, String file) throws IOException {
        ZipReader in = ZipReader.of(channel, file);
        EndRecord end = EndRecord.read(in);
        checkSize(in, end);
        ByteBuffer directory = in.read(end.directoryOffset(), (int) end.directorySize());
        List<ZipMember> found = new ArrayList<>((int) end.entries());
        while (directory.hasRemaining()) {
            long offset = end.directoryOffset() + directory.position();
            CentralEntry entry = CentralEntry.read(in, directory, end.directoryOffset(), end.prefix());
            found.add(new ZipMember(entry, offset, 0));
        }
        if (found.size() != end.entries()) {
            throw in.wrong(
                    end.directoryOffset(),
                    "expected a directory of " + end.entries() + " entries, found " + found.size());
        }
        return new ZipArchive(file, end.prefix(), limited(in, found, end.directoryOffset()));
    }

    private static void checkSize(ZipReader in, EndRecord end) throws IOException {
        if (end.directorySize() > MAX_DIRECTORY) {
            throw in.wrong(
                    end.directoryOffset(),
                    "expected a directory of at most " + MAX_DIRECTORY + " bytes, found one of " + end.directorySize());
        }
        if (end.entries() < 0 || end.entries() > end.directorySize() / ZipFormat.CENTRAL_SIZE) {
            throw in.wrong(
                    end.directoryOffset(),
                    "expected at most " + end.directorySize() / ZipFormat.CENTRAL_SIZE + " entries in a directory of "
                            + end.directorySize() + " bytes, found " + Long.toUnsignedString(end.entries()));
        }
    }

    /** {@return the members in the order of the directory, each with its limit} */
    private static List<ZipMember> limited(ZipReader in, List<ZipMember> members, long directory) throws IOException {
        Integer[] byOffset = new Integer[members.size()];
        for (int i = 0; i < byOffset.length; i++) {
            byOffset[i] = i;
        }
        Arrays.sort(
                byOffset, Comparator.comparingLong(i -> members.get(i).entry().headerOffset()));
        List<ZipMember> limited = new ArrayList<>(members);
        long limit = directory;
        for (int i = byOffset.length - 1; i >= 0; i--) {
            ZipMember member = members.get(byOffset[i]);
            limited.set(
                    byOffset[i], new ZipMember(member.entry(), member.entryOffset(), checkLimit(in, member, limit)));
            limit = member.entry().headerOffset();
        }
        return List.copyOf(limited);
    }

    private static long checkLimit(ZipReader in, ZipMember member, long limit) throws IOException {
        CentralEntry entry = member.entry();
        long least = (long) ZipFormat.LOCAL_SIZE + entry.nameLength();
        // Neither side overflows: sizes and offsets are below 2^62.
        if (entry.headerOffset() > limit || entry.storedSize() > limit - entry.headerOffset() - least) {
            throw in.wrong(
                    member.entryOffset(),
                    "expected a member that ends before byte " + limit + ", where the next one or the directory begins,"
                            + " found one of " + entry.storedSize() + " bytes at " + entry.headerOffset());
        }
        return limit;
    }

    /** {@return the members in the order of the directory; of several with one name, all} */
    public List<ZipMember> members() {
        return members;
    }

    /**
     * Finds the bytes of a member. The file may have been changed since the directory was read: what it says now is compared
     * with what it said.
     *
     * @param channel the file
     * @param member one of this archive's
     * @return where they lie
     * @throws dev.npymap.format.NpyFormatException if its local header disagrees with the directory, the directory has become
     *     another one, or the member is one that cannot be read: encrypted, or compressed by an unusual method
     * @throws IOException if reading fails
     */
    public MemberBytes locate(FileChannel channel, ZipMember member) throws IOException {
        ZipReader in = ZipReader.of(channel, file);
        CentralEntry known = member.entry();
        if (in.size() < member.entryOffset() + known.length()) {
            throw changed(in, in.size());
        }
        ByteBuffer bytes = in.read(member.entryOffset(), known.length());
        CentralEntry found = CentralEntry.read(in, bytes, member.entryOffset(), prefix);
        if (!found.withCrc(known.crc()).equals(known)) {
            throw changed(in, member.entryOffset());
        }
        return MemberBytes.locate(in, new ZipMember(found, member.entryOffset(), member.limit()));
    }

    private static IOException changed(ZipReader in, long offset) {
        return in.wrong(offset, "the archive was changed after it was opened: its directory is another one here");
    }
}
