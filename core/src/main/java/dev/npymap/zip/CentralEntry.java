package dev.npymap.zip;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * What the directory says about a member.
 *
 * @param name its name
 * @param localName its name in the local header: where that is not UTF-8, a field of the directory may have a better one
 * @param flags its general purpose flags
 * @param method how it is compressed
 * @param crc the CRC-32 of its bytes
 * @param storedSize how many bytes it has in the archive
 * @param size how many it has when it is decompressed
 * @param headerOffset where in the file its local header begins
 * @param nameLength how many bytes its name takes
 * @param length how many bytes the entry takes in the directory
 */
public record CentralEntry(
        String name,
        String localName,
        int flags,
        int method,
        int crc,
        long storedSize,
        long size,
        long headerOffset,
        int nameLength,
        int length) {
    /**
     * {@return the next entry of some bytes, whose position moves behind it}
     *
     * @param in the file, for messages
     * @param bytes a part of the directory
     * @param start where in the file that part begins
     * @param prefix how many bytes stand before the archive
     */
    static CentralEntry read(ZipReader in, ByteBuffer bytes, long start, long prefix) throws IOException {
        int at = bytes.position();
        long offset = start + at;
        if (bytes.remaining() < ZipFormat.CENTRAL_SIZE) {
            throw in.wrong(
                    offset,
                    "expected a directory entry of at least " + ZipFormat.CENTRAL_SIZE + " bytes, found the last "
                            + bytes.remaining() + " of the directory");
        }
        if (bytes.getInt(at) != ZipFormat.CENTRAL) {
            throw in.wrong(
                    offset, "expected a directory entry (50 4b 01 02), found " + ZipReader.signature(bytes.getInt(at)));
        }
        int nameLength = unsigned16(bytes, at + 28);
        int extraLength = unsigned16(bytes, at + 30);
        int length = ZipFormat.CENTRAL_SIZE + nameLength + extraLength + unsigned16(bytes, at + 32);
        if (length > bytes.remaining()) {
            throw in.wrong(
                    offset,
                    "expected an entry that ends with the directory, found one of " + length + " bytes, where "
                            + bytes.remaining() + " are left");
        }
        int flags = unsigned16(bytes, at + 8);
        ByteBuffer encoded = bytes.slice(at + ZipFormat.CENTRAL_SIZE, nameLength);
        String localName = name(in, encoded.duplicate(), flags, offset);
        int extraAt = at + ZipFormat.CENTRAL_SIZE + nameLength;
        ExtraFields extra = new ExtraFields(in, bytes.slice(extraAt, extraLength), start + extraAt);
        Zip64Field zip64 = new Zip64Field(extra);
        // In the order in which the field has those that it has.
        long size = zip64.resolve(bytes.getInt(at + 24), "the size");
        long storedSize = zip64.resolve(bytes.getInt(at + 20), "the compressed size");
        long headerOffset = zip64.resolve(bytes.getInt(at + 42), "the offset of the local header");
        checkDisk(in, unsigned16(bytes, at + 34), offset);
        bytes.position(at + length);
        return new CentralEntry(
                checked(in, extra.name(localName, encoded), offset),
                localName,
                flags,
                unsigned16(bytes, at + 10),
                bytes.getInt(at + 16),
                storedSize,
                size,
                headerOffset + prefix,
                nameLength,
                length);
    }

    /** {@return the same entry with another CRC: the one thing of it that is ever changed in place} */
    CentralEntry withCrc(int crc) {
        return new CentralEntry(
                name, localName, flags, method, crc, storedSize, size, headerOffset, nameLength, length);
    }

    static String name(ZipReader in, ByteBuffer bytes, int flags, long record) throws NpyFormatException {
        String name;
        try {
            name = ZipNames.decode(bytes, flags);
        } catch (CharacterCodingException e) {
            throw in.wrong(record, "expected a name in UTF-8, found a malformed sequence of bytes");
        }
        return checked(in, name, record);
    }

    private static String checked(ZipReader in, String name, long record) throws NpyFormatException {
        if (name.indexOf('\0') >= 0) {
            throw in.wrong(record, "expected a name without NUL, found one with it");
        }
        return name;
    }

    private static void checkDisk(ZipReader in, int disk, long offset) throws NpyFormatException {
        // What refers to the zip64 field means the one disk too, since the end record knows of no other.
        if (disk != 0 && disk != ZipFormat.IN_ZIP64_16) {
            throw in.wrong(offset + 34, "expected a member in this file, found one on disk " + disk);
        }
    }

    private static int unsigned16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }
}
