package dev.npymap.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The names of members: in UTF-8 where they say so, else in code page 437, as APPNOTE.TXT (appendix D) has it and Python's
 * {@code zipfile} does. The JDK's own charset of that name is in a module that need not be there.
 */
final class ZipNames {
    /** What the bytes from 0x80 on stand for. */
    private static final String CP437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

    private ZipNames() {}

    /**
     * {@return the name that some bytes are}
     *
     * @throws CharacterCodingException if they are to be UTF-8, and are not
     */
    static String decode(ByteBuffer bytes, int flags) throws CharacterCodingException {
        if ((flags & ZipFormat.UTF8) != 0) {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        }
        StringBuilder name = new StringBuilder(bytes.remaining());
        while (bytes.hasRemaining()) {
            int code = bytes.get() & 0xff;
            name.append(code < 0x80 ? (char) code : CP437.charAt(code - 0x80));
        }
        return name.toString();
    }
}
