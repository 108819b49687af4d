package dev.npymap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/** Reads UTF-8, without a byte order mark at its beginning, and says where there is something else. */
final class Utf8Reader extends Reader {
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final InputStream in;
    private final String name;
    private final LongConsumer progress;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();

    /** How many bytes came before those in the buffer. */
    private long before;

    private OptionalInt otherHalf = OptionalInt.empty();
    private boolean isAtEnd;
    private boolean hasBegun;

    /**
     * A reader.
     *
     * @param in the bytes
     * @param name what they come from, for messages
     * @param progress is told how many bytes were read up to now
     */
    Utf8Reader(InputStream in, String name, LongConsumer progress) {
        this.in = in;
        this.name = name;
        this.progress = progress;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (otherHalf.isPresent()) {
            target[from] = (char) otherHalf.getAsInt();
            otherHalf = OptionalInt.empty();
            return 1;
        }
        CharBuffer chars = CharBuffer.wrap(target, from, length);
        while (true) {
            int start = bytes.position();
            CoderResult result = decoder.decode(bytes, chars, isAtEnd);
            before += bytes.position() - start;
            if (result.isError()) {
                throw new FileSystemException(
                        name, null, "expected text in UTF-8, found other bytes at byte " + before);
            }
            int count = withoutMark(target, from, chars.position() - from);
            if (count > 0) {
                return count;
            }
            chars.position(from);
            if (result.isOverflow()) {
                target[from] = half();
                return 1;
            }
            if (isAtEnd) {
                return -1;
            }
            fill();
        }
    }

    /** The first of a pair of surrogates, where there is room for one. */
    private char half() {
        int start = bytes.position();
        CharBuffer pair = CharBuffer.allocate(2);
        decoder.decode(bytes, pair, isAtEnd);
        before += bytes.position() - start;
        otherHalf = OptionalInt.of(pair.get(1));
        return pair.get(0);
    }

    private int withoutMark(char[] target, int from, int count) {
        boolean isMarked = !hasBegun && count > 0 && target[from] == BYTE_ORDER_MARK;
        hasBegun |= count > 0;
        if (isMarked) {
            System.arraycopy(target, from + 1, target, from, count - 1);
            return count - 1;
        }
        return count;
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        isAtEnd = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        progress.accept(before + bytes.remaining());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
