package dev.npymap.zip;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of a member, decompressed; as many as the directory says, and with the CRC-32 that it says, or an error. */
final class MemberChannel implements ReadableByteChannel {
    private static final int BUFFER = 1 << 16;

    private final MemberBytes member;
    private final ZipReader in;
    private final boolean checksCrc;
    private final CRC32 crc = new CRC32();

    /** Null for a stored member. */
    private final Inflater inflater;

    private final ByteBuffer compressed;

    /** Bytes of the archive that were not read yet. */
    private long stored;

    /** Bytes that were not given out yet. */
    private long left;

    private boolean open = true;

    MemberChannel(MemberBytes member, boolean checksCrc) {
        this.member = member;
        this.checksCrc = checksCrc;
        this.in = member.in();
        this.inflater = member.isStored() ? null : new Inflater(true);
        this.compressed = ByteBuffer.allocate(member.isStored() ? 0 : BUFFER);
        this.stored = member.storedSize();
        this.left = member.size();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (left == 0) {
            checkEnd();
            return -1;
        }
        int start = into.position();
        int limit = into.limit();
        into.limit((int) Math.min(limit, start + left));
        try {
            if (inflater == null) {
                copy(into);
            } else {
                inflate(into);
            }
        } finally {
            into.limit(limit);
        }
        int count = into.position() - start;
        if (checksCrc) {
            crc.update(into.slice(start, count));
        }
        left -= count;
        if (left == 0) {
            checkEnd();
        }
        return count;
    }

    private void copy(ByteBuffer into) throws IOException {
        stored -= in.read(into, next());
    }

    /** {@return where in the file the next byte lies that was not read yet} */
    private long next() {
        return member.offset() + member.storedSize() - stored;
    }

    /** Inflates at least one byte. */
    private void inflate(ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.position() == start && into.hasRemaining()) {
            if (inflater.finished()) {
                throw wrong("expected " + left + " more bytes of a deflated member, found its end");
            }
            inflateSome(into);
        }
    }

    private void inflateSome(ByteBuffer into) throws IOException {
        try {
            if (inflater.inflate(into) == 0 && !inflater.finished() && inflater.needsInput()) {
                fill();
            }
        } catch (DataFormatException e) {
            throw wrong("expected deflated bytes, found others: " + e.getMessage());
        }
    }

    private void fill() throws IOException {
        if (stored == 0) {
            throw wrong("expected the end of deflated bytes, found that of the member");
        }
        copy(compressed.clear().limit((int) Math.min(stored, BUFFER)));
        inflater.setInput(compressed.flip());
    }

    private void checkEnd() throws IOException {
        if (inflater != null) {
            ByteBuffer more = ByteBuffer.allocate(1);
            while (!inflater.finished()) {
                inflateSome(more);
                if (more.position() > 0) {
                    throw wrong("expected a deflated member of " + member.size() + " bytes, found more");
                }
            }
            if (stored + inflater.getRemaining() > 0) {
                throw wrong("expected the end of a deflated member, found " + (stored + inflater.getRemaining())
                        + " bytes behind it");
            }
        }
        if (checksCrc && crc.getValue() != member.crc()) {
            throw in.wrong(
                    member.offset(),
                    String.format(
                            "expected bytes with the CRC-32 %08x, found some with %08x: they are damaged, or were changed"
                                    + " in place",
                            member.crc(), crc.getValue()));
        }
    }

    private NpyFormatException wrong(String problem) {
        return in.wrong(next() - inflater.getRemaining(), problem);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        if (inflater != null) {
            inflater.end();
        }
    }
}
