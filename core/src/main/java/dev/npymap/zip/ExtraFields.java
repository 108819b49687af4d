package dev.npymap.zip;

import dev.npymap.format.NpyFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.zip.CRC32;

/**
 * The extra fields of a record: an id, a length and as many bytes, one after the other. APPNOTE.TXT 4.5.1, and {@code
 * _decodeExtra} of Python's {@code zipfile}.
 *
 * @param in the file, for messages
 * @param bytes all of them
 * @param offset where in the file they begin
 */
record ExtraFields(ZipReader in, ByteBuffer bytes, long offset) {
    private static final int HEADER_SIZE = 4;

    /** 4.6.9: the name in UTF-8, and the CRC-32 of the name that it replaces. */
    private static final int UNICODE_PATH = 0x7075;

    private static final int UNICODE_PATH_HEAD = 5;

    /** {@return the first field of an id, little-endian; null where there is none} */
    ByteBuffer find(int id) throws NpyFormatException {
        ByteBuffer rest = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        // What is left, and too short for a field, is padding of old zipalign.
        while (rest.remaining() >= HEADER_SIZE) {
            int at = rest.position();
            int found = Short.toUnsignedInt(rest.getShort());
            int length = Short.toUnsignedInt(rest.getShort());
            if (length > rest.remaining()) {
                throw in.wrong(
                        offset + at,
                        "expected an extra field that ends with the others, found one of " + length + " bytes, where "
                                + rest.remaining() + " are left");
            }
            if (found == id) {
                return rest.slice(rest.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            rest.position(rest.position() + length);
        }
        return null;
    }

    /** {@return the name that replaces another one; that one where none does, as where it was changed later} */
    String name(String name, ByteBuffer encoded) throws NpyFormatException {
        ByteBuffer field = find(UNICODE_PATH);
        if (field == null || field.remaining() <= UNICODE_PATH_HEAD || field.get(0) != 1) {
            return name;
        }
        CRC32 crc = new CRC32();
        crc.update(encoded);
        if (field.getInt(1) != (int) crc.getValue()) {
            return name;
        }
        try {
            return ZipNames.decode(field.position(UNICODE_PATH_HEAD), ZipFormat.UTF8);
        } catch (CharacterCodingException e) {
            throw in.wrong(
                    offset, "expected a name in UTF-8 in the Unicode path field, found a malformed sequence of bytes");
        }
    }
}
