package dev.npymap.zip;

import dev.npymap.file.FileBytes;
import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * Where in a file a member's bytes lie: its local header was read, and agrees with the directory. Belongs to one open file.
 */
public final class MemberBytes {
    /** Deflate's best: a match of 258 bytes takes two bits. */
    private static final long MAX_RATIO = 1032;

    private static final int BUFFER = 1 << 16;

    private final ZipReader in;
    private final ZipMember member;
    private final long offset;
    private final boolean hasDescriptor;

    private MemberBytes(ZipReader in, ZipMember member, long offset, boolean hasDescriptor) {
        this.in = in;
        this.member = member;
        this.offset = offset;
        this.hasDescriptor = hasDescriptor;
    }

    static MemberBytes locate(ZipReader in, ZipMember member) throws IOException {
        CentralEntry entry = member.entry();
        checkReadable(in, member);
        long start = entry.headerOffset();
        ByteBuffer header = in.read(start, ZipFormat.LOCAL_SIZE);
        if (header.getInt(0) != ZipFormat.LOCAL) {
            throw in.wrong(
                    start,
                    "expected the local header of a member (50 4b 03 04), found "
                            + ZipReader.signature(header.getInt(0)));
        }
        int flags = Short.toUnsignedInt(header.getShort(6));
        int nameLength = Short.toUnsignedInt(header.getShort(26));
        int extraLength = Short.toUnsignedInt(header.getShort(28));
        // Of a length of its own: the directory's extra fields are other ones.
        long offset = start + ZipFormat.LOCAL_SIZE + nameLength + extraLength;
        if (offset > member.limit() - entry.storedSize()) {
            throw in.wrong(
                    start + 26,
                    "expected a name and extra fields that leave room for " + entry.storedSize() + " bytes before byte "
                            + member.limit() + ", found " + (nameLength + extraLength) + " bytes of them");
        }
        ByteBuffer variable = in.read(start + ZipFormat.LOCAL_SIZE, nameLength + extraLength);
        int unlike = (flags ^ entry.flags()) & ZipFormat.UNREADABLE;
        String name = CentralEntry.name(in, variable.slice(0, nameLength), flags, start);
        if (unlike != 0 || !name.equals(entry.localName())) {
            throw in.wrong(
                    start,
                    "expected the member that the directory calls " + quote(entry.localName()) + ", flags "
                            + hex(entry.flags()) + ", found " + quote(name) + ", flags " + hex(flags));
        }
        int method = Short.toUnsignedInt(header.getShort(8));
        if (method != entry.method()) {
            throw in.wrong(
                    start + 8,
                    "expected compression method " + entry.method() + " as in the directory, found " + method);
        }
        boolean hasDescriptor = (flags & ZipFormat.HAS_DESCRIPTOR) != 0;
        if (!hasDescriptor) {
            long extraAt = start + ZipFormat.LOCAL_SIZE + nameLength;
            ExtraFields extra = new ExtraFields(in, variable.slice(nameLength, extraLength), extraAt);
            checkSizes(in, entry, header, new Zip64Field(extra));
        }
        return new MemberBytes(in, member, offset, hasDescriptor);
    }

    private static void checkReadable(ZipReader in, ZipMember member) throws NpyFormatException {
        CentralEntry entry = member.entry();
        if ((entry.flags() & ZipFormat.UNREADABLE) != 0) {
            throw in.wrong(
                    member.entryOffset() + 8,
                    "expected a member that is neither encrypted nor a patch, found flags " + hex(entry.flags()));
        }
        if (entry.method() != ZipFormat.STORED && entry.method() != ZipFormat.DEFLATED) {
            throw in.wrong(
                    member.entryOffset() + 10,
                    "expected compression method 0 (stored) or 8 (deflated), found " + entry.method());
        }
        if (entry.method() == ZipFormat.STORED && entry.size() != entry.storedSize()) {
            throw in.wrong(
                    member.entryOffset() + 20,
                    "expected a stored member of as many bytes as it has in the archive, " + entry.storedSize()
                            + ", found one of " + entry.size());
        }
        if (entry.method() == ZipFormat.DEFLATED && entry.size() / MAX_RATIO > entry.storedSize()) {
            throw in.wrong(
                    member.entryOffset() + 20,
                    "expected a deflated member of at most " + MAX_RATIO + " times the " + entry.storedSize()
                            + " bytes that it has in the archive, found one of " + entry.size());
        }
    }

    private static void checkSizes(ZipReader in, CentralEntry entry, ByteBuffer header, Zip64Field zip64)
            throws NpyFormatException {
        long size = zip64.resolve(header.getInt(22), "the size");
        long storedSize = zip64.resolve(header.getInt(18), "the compressed size");
        if (size != entry.size() || storedSize != entry.storedSize()) {
            throw in.wrong(
                    entry.headerOffset() + 18,
                    "expected the sizes of the directory, " + entry.storedSize() + " bytes for " + entry.size()
                            + ", found " + storedSize + " bytes for " + size);
        }
    }

    private static String quote(String name) {
        return "'" + name + "'";
    }

    private static String hex(int flags) {
        return String.format("0x%04x", flags);
    }

    /** {@return its name} */
    public String name() {
        return member.name();
    }

    /** {@return whether the bytes lie in the file as they are, and not compressed} */
    public boolean isStored() {
        return member.entry().method() == ZipFormat.STORED;
    }

    /** {@return how many bytes the member has in the file} */
    public long storedSize() {
        return member.entry().storedSize();
    }

    /** {@return how many bytes it has when it is decompressed} */
    public long size() {
        return member.entry().size();
    }

    /** {@return the CRC-32 of its bytes, as the directory has it; from 0 to 2<sup>32</sup> - 1} */
    public long crc() {
        return Integer.toUnsignedLong(member.entry().crc());
    }

    /** {@return where in the file its bytes begin} */
    public long offset() {
        return offset;
    }

    /**
     * Writes the bytes as they lie in the file to a place in another one.
     *
     * @throws IOException if reading or writing fails; its message has the name of this file where it is reading
     */
    void copyTo(FileChannel target, long position) throws IOException {
        for (long done = 0; done < storedSize(); ) {
            long count = copySome(done, target, position + done);
            if (count == 0) {
                throw in.endedAt(offset + done);
            }
            done += count;
        }
    }

    private long copySome(long from, FileChannel target, long position) throws IOException {
        target.position(position);
        try {
            return channel().transferTo(offset + from, storedSize() - from, target);
        } catch (IOException e) {
            if (e.getClass() != IOException.class) {
                throw e;
            }
            // It does not tell which of the two files failed; a read and a write do.
            try {
                ByteBuffer some = in.read(offset + from, (int) Math.min(storedSize() - from, BUFFER));
                FileBytes.write(target, some, position);
                return some.limit();
            } catch (IOException told) {
                told.addSuppressed(e);
                throw told;
            }
        }
    }

    ZipMember member() {
        return member;
    }

    boolean hasDescriptor() {
        return hasDescriptor;
    }

    ZipReader in() {
        return in;
    }

    FileChannel channel() {
        return in.channel();
    }

    /**
     * {@return the member's bytes, decompressed, from the first one on}
     *
     * <p>With the last one it is checked that there are no more, and the CRC-32 of all. Closing it leaves the file open.
     */
    public ReadableByteChannel open() {
        return new MemberChannel(this, true);
    }

    /** {@return the same without a check of the CRC-32, which is wrong while the member is changed in place} */
    public ReadableByteChannel openUnchecked() {
        return new MemberChannel(this, false);
    }
}
