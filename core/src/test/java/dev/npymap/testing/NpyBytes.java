package dev.npymap.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Files made by hand, so that they can be wrong in any way. */
public final class NpyBytes {
    private NpyBytes() {}

    /** {@return a header with the text of three values as they stand} */
    public static String text(String descr, String fortranOrder, String shape) {
        return "{'descr': " + descr + ", 'fortran_order': " + fortranOrder + ", 'shape': " + shape + ", }\n";
    }

    /** {@return a file whose header has this text, and whose payload is zeros} */
    public static byte[] file(int major, String text, int payloadSize) {
        Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return file(major, text.getBytes(charset), payloadSize);
    }

    /** {@return a file whose header has these bytes for its text, and whose payload is zeros} */
    public static byte[] file(int major, byte[] text, int payloadSize) {
        ByteBuffer file = ByteBuffer.allocate(prefixLength(major) + text.length + payloadSize)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
        if (major == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        file.put(text);
        return file.array();
    }

    /** {@return the number of bytes before the header's text} */
    public static int prefixLength(int major) {
        return major == 1 ? 10 : 12;
    }

    /** {@return the numbers in a Python tuple} */
    public static long[] dims(String tuple) {
        return Pattern.compile("[0-9]+")
                .matcher(tuple)
                .results()
                .mapToLong(number -> Long.parseLong(number.group()))
                .toArray();
    }

    /** {@return the first bytes of a file} */
    public static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }
}
