package dev.npymap.it.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * A header to judge.
 *
 * @param major the version
 * @param minor the version's second part, which must be 0
 * @param hex its text, as the file has it
 */
record HeaderSample(int major, int minor, String hex) {
    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(ISO_8859_1);

    static HeaderSample of(int major, int minor, byte[] text) {
        return new HeaderSample(major, minor, HexFormat.of().formatHex(text));
    }

    /** {@return this sample in the words of {@code headers.py}} */
    String toLine() {
        return major + "\t" + minor + "\t" + hex;
    }

    /** {@return the text as a reader sees it} */
    String text() {
        return new String(bytes(), major == 3 ? UTF_8 : ISO_8859_1);
    }

    private byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Overwrites the beginning of a file with this header. */
    void write(Path file) throws IOException {
        byte[] text = bytes();
        ByteBuffer out = ByteBuffer.allocate(MAGIC.length + 2 + Integer.BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) major).put((byte) minor);
        if (major == 1) {
            out.putShort((short) text.length);
        } else {
            out.putInt(text.length);
        }
        out.put(text);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(out.flip(), 0);
        }
    }

    @Override
    public String toString() {
        return "version " + major + "." + minor + ": " + text();
    }
}
