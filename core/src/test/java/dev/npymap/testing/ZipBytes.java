package dev.npymap.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zip archives made by hand, after APPNOTE.TXT, so that they can be wrong in any way. */
public final class ZipBytes {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DESCRIPTOR = 1 << 3;
    private static final int UTF8 = 1 << 11;
    private static final long ALL_ONES = 0xffff_ffffL;

    /** Which of the three optional forms a member has. */
    public enum Form {
        /** 32-bit sizes, before the member. */
        PLAIN,
        /** A zip64 field in the local header and in the directory, whatever the sizes. */
        ZIP64,
        /** Sizes behind the member, after a signature. */
        DESCRIPTOR,
        /** Sizes behind the member, without a signature. */
        BARE_DESCRIPTOR
    }

    private record Member(
            int local, int data, int stored, ByteBuffer name, int method, int flags, int crc, int size, Form form) {}

    private final List<Member> members = new ArrayList<>();
    private final List<Integer> centrals = new ArrayList<>();
    private final int prefix;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 22).order(ByteOrder.LITTLE_ENDIAN);
    private int directory;
    private int end;

    /** Begins an archive. */
    public ZipBytes() {
        this(0);
    }

    /** Begins an archive behind other bytes, of which its offsets do not know. */
    public ZipBytes(int prefix) {
        this.prefix = prefix;
        bytes.position(prefix);
    }

    /** Adds a stored member. */
    public ZipBytes stored(String name, byte[] content) {
        return stored(name, content, Form.PLAIN, 0);
    }

    /** Adds a stored member with an extra field of so many bytes, at least 4, in its local header alone. */
    public ZipBytes stored(String name, byte[] content, Form form, int extra) {
        return add(name.getBytes(StandardCharsets.UTF_8), UTF8, STORED, content, content, form, extra);
    }

    /** Adds a stored member whose name is in code page 437. */
    public ZipBytes storedAs(byte[] name, byte[] content) {
        return add(name, 0, STORED, content, content, Form.PLAIN, 0);
    }

    /** Adds a deflated member. */
    public ZipBytes deflated(String name, byte[] content) {
        return deflated(name, content, Form.PLAIN);
    }

    /** Adds a deflated member. */
    public ZipBytes deflated(String name, byte[] content, Form form) {
        return add(name.getBytes(StandardCharsets.UTF_8), UTF8, DEFLATED, content, deflate(content), form, 0);
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private ZipBytes add(byte[] name, int nameFlag, int method, byte[] content, byte[] stored, Form form, int extra) {
        boolean described = form == Form.DESCRIPTOR || form == Form.BARE_DESCRIPTOR;
        CRC32 crc32 = new CRC32();
        crc32.update(content);
        int crc = (int) crc32.getValue();
        int flags = nameFlag | (described ? DESCRIPTOR : 0);
        int local = bytes.position();
        int zip64 = form == Form.ZIP64 ? 20 : 0;
        bytes.putInt(0x04034b50).putShort((short) 45).putShort((short) flags).putShort((short) method);
        bytes.putShort((short) 0).putShort((short) 0x21).putInt(described ? 0 : crc);
        bytes.putInt(described ? 0 : form == Form.ZIP64 ? -1 : stored.length);
        bytes.putInt(described ? 0 : form == Form.ZIP64 ? -1 : content.length);
        bytes.putShort((short) name.length).putShort((short) (extra + zip64)).put(name);
        if (extra > 0) {
            bytes.putShort((short) 0xcafe).putShort((short) (extra - 4)).put(new byte[extra - 4]);
        }
        if (form == Form.ZIP64) {
            bytes.putShort((short) 1)
                    .putShort((short) 16)
                    .putLong(content.length)
                    .putLong(stored.length);
        }
        int data = bytes.position();
        bytes.put(stored);
        if (form == Form.DESCRIPTOR) {
            bytes.putInt(0x08074b50);
        }
        if (described) {
            bytes.putInt(crc).putInt(stored.length).putInt(content.length);
        }
        members.add(new Member(
                local, data, stored.length, ByteBuffer.wrap(name), method, flags, crc, content.length, form));
        return this;
    }

    /** Ends the archive: directory, zip64 records if asked for, end record. */
    public ZipBytes end(boolean zip64, String comment) {
        directory = bytes.position();
        for (Member member : members) {
            centrals.add(bytes.position());
            central(member);
        }
        int size = bytes.position() - directory;
        if (zip64) {
            int record = bytes.position();
            bytes.putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0);
            bytes.putLong(members.size()).putLong(members.size()).putLong(size).putLong(directory - prefix);
            bytes.putInt(0x07064b50).putInt(0).putLong(record - prefix).putInt(1);
        }
        end = bytes.position();
        int count = zip64 ? 0xffff : members.size();
        bytes.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
        bytes.putInt(zip64 ? (int) ALL_ONES : size).putInt(zip64 ? (int) ALL_ONES : directory - prefix);
        bytes.putShort((short) comment.length()).put(comment.getBytes(StandardCharsets.ISO_8859_1));
        bytes.flip();
        return this;
    }

    /** Ends an archive as most are ended. */
    public ZipBytes end() {
        return end(false, "");
    }

    private void central(Member member) {
        boolean zip64 = member.form == Form.ZIP64;
        bytes.putInt(0x02014b50).putShort((short) 45).putShort((short) 45).putShort((short) member.flags);
        bytes.putShort((short) member.method)
                .putShort((short) 0)
                .putShort((short) 0x21)
                .putInt(member.crc);
        bytes.putInt(zip64 ? -1 : member.stored).putInt(zip64 ? -1 : member.size);
        bytes.putShort((short) member.name.capacity())
                .putShort((short) (zip64 ? 28 : 0))
                .putShort((short) 0);
        bytes.putShort((short) 0).putShort((short) 0).putInt(0);
        bytes.putInt(zip64 ? -1 : member.local - prefix).put(member.name.duplicate());
        if (zip64) {
            bytes.putShort((short) 1).putShort((short) 24).putLong(member.size).putLong(member.stored);
            bytes.putLong(member.local - prefix);
        }
    }

    /** {@return where a member's local header begins} */
    public int local(int member) {
        return members.get(member).local;
    }

    /** {@return where a member's bytes begin} */
    public int data(int member) {
        return members.get(member).data;
    }

    /** {@return where a member's bytes end} */
    public int dataEnd(int member) {
        return members.get(member).data + members.get(member).stored;
    }

    /** {@return where a member's directory entry begins} */
    public int central(int member) {
        return centrals.get(member);
    }

    /** {@return where the directory begins} */
    public int directory() {
        return directory;
    }

    /** {@return where the end record begins} */
    public int endRecord() {
        return end;
    }

    /** Replaces one byte. */
    public ZipBytes put8(int at, int value) {
        bytes.put(at, (byte) value);
        return this;
    }

    /** Replaces two bytes, as a little-endian number. */
    public ZipBytes put16(int at, int value) {
        bytes.putShort(at, (short) value);
        return this;
    }

    /** Replaces four bytes. */
    public ZipBytes put32(int at, long value) {
        bytes.putInt(at, (int) value);
        return this;
    }

    /** Replaces eight bytes. */
    public ZipBytes put64(int at, long value) {
        bytes.putLong(at, value);
        return this;
    }

    /** {@return the archive} */
    public byte[] toBytes() {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        return copy;
    }
}
