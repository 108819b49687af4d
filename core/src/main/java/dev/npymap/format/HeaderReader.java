package dev.npymap.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.literal.Literal;
import dev.npymap.literal.LiteralException;
import dev.npymap.literal.PythonParser;
import dev.npymap.literal.PythonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a header. The rules are those of {@code _read_array_header} in NumPy's {@code lib/_format_impl.py}, but that absurd
 * shapes and short files are refused at once, and located.
 */
final class HeaderReader {
    /** Enough for the header of most files, so that one read gets all of it. */
    private static final int FIRST_READ = 512;

    /** What fits in a Java array, prefix included. */
    private static final int MAX_TEXT = Integer.MAX_VALUE - 64;

    private static final List<String> KEYS = List.of("descr", "fortran_order", "shape");

    private final String file;
    private final long fileSize;
    private final ReadOptions options;
    private int textOffset;
    private FormatVersion version;
    private String text;

    HeaderReader(String file, long fileSize, ReadOptions options) {
        this.file = file;
        this.fileSize = fileSize;
        this.options = options;
    }

    /** Fills a buffer from an absolute position of a file; may read less than fits, -1 at the end. */
    @FunctionalInterface
    interface Source {
        int read(ByteBuffer into, long position) throws IOException;

        /** The size of the file now, in bytes, where it had another one before the header was read. */
        default long size(long before) throws IOException {
            return before;
        }
    }

    NpyHeader read(Source source) throws IOException {
        ByteBuffer head = readFully(source, ByteBuffer.allocate(FIRST_READ), 0).order(ByteOrder.LITTLE_ENDIAN);
        version = version(head);
        textOffset = HeaderWriter.prefixLength(version);
        int length = textLength(head);
        ByteBuffer bytes = head;
        if (textOffset + length > head.limit()) {
            bytes = ByteBuffer.allocate(textOffset + length).put(head);
            bytes = readFully(source, bytes, head.limit());
            if (bytes.limit() < textOffset + length) {
                throw wrong(bytes.limit(), "the file ended here while it was read");
            }
        }
        boolean kept = textOffset + length <= ParsedHeaders.LONGEST;
        String encoded = kept ? new String(bytes.array(), 0, textOffset + length, ISO_8859_1) : "";
        NpyHeader header = kept ? ParsedHeaders.find(encoded, options) : null;
        if (header == null) {
            text = decode(bytes.slice(textOffset, length));
            header = parse(textOffset + length);
            if (kept) {
                ParsedHeaders.keep(encoded, options, header);
            }
        }
        checkSize(header, fileSize < header.fileSize() ? source.size(fileSize) : fileSize);
        return header;
    }

    /** Reads until the buffer is full or the file ends, and flips it; {@code position} is that of the buffer's next byte. */
    private static ByteBuffer readFully(Source source, ByteBuffer buffer, long position) throws IOException {
        long next = position;
        while (buffer.hasRemaining()) {
            int count = source.read(buffer, next);
            if (count <= 0) {
                break;
            }
            next += count;
        }
        return buffer.flip();
    }

    private FormatVersion version(ByteBuffer head) throws NpyFormatException {
        byte[] magic = HeaderWriter.MAGIC;
        byte[] found = new byte[Math.min(magic.length, head.limit())];
        head.get(0, found);
        if (!Arrays.equals(magic, found)) {
            String what = found.length == 0
                    ? "an empty file"
                    : HexFormat.ofDelimiter(" ").formatHex(found);
            if (found.length > 2 && found[0] == 'P' && found[1] == 'K') {
                what += ", a zip archive (an .npz file?)";
            } else if (found.length > 0 && found[0] == (byte) 0x80) {
                what += ", perhaps a Python pickle";
            } else if (found.length == magic.length && isText(found)) {
                what += ", perhaps text";
            }
            throw wrong(0, "expected the magic 93 4e 55 4d 50 59 of an NPY file, found " + what);
        }
        if (head.limit() < magic.length + 2) {
            throw wrong(head.limit(), "expected a format version, found the end of the file");
        }
        int major = head.get(magic.length) & 0xff;
        int minor = head.get(magic.length + 1) & 0xff;
        for (FormatVersion known : FormatVersion.values()) {
            if (known.major() == major && minor == 0) {
                return known;
            }
        }
        throw wrong(magic.length, "expected format version 1.0, 2.0 or 3.0, found " + major + "." + minor);
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private int textLength(ByteBuffer head) throws NpyFormatException {
        int at = textOffset - version.lengthBytes();
        if (head.limit() < textOffset) {
            throw wrong(head.limit(), "expected the header's length, found the end of the file");
        }
        long length = version == FormatVersion.V1_0 ? head.getShort(at) & 0xffffL : head.getInt(at) & 0xffffffffL;
        int limit = Math.min(options.maxHeaderBytes(), MAX_TEXT);
        if (length > limit) {
            throw wrong(at, "expected a header of at most " + limit + " bytes, found one of " + length);
        }
        if (textOffset + length > fileSize) {
            throw wrong(
                    at,
                    "expected a header that ends within the file's " + fileSize + " bytes, found one that ends at byte "
                            + (textOffset + length));
        }
        return (int) length;
    }

    private String decode(ByteBuffer bytes) throws IOException {
        CharsetDecoder decoder = version.charset().newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.remaining());
        if (decoder.decode(bytes, chars, true).isError()) {
            throw wrong(textOffset + bytes.position(), "expected text in UTF-8, found a malformed sequence of bytes");
        }
        return chars.flip().toString();
    }

    private NpyHeader parse(int payloadOffset) throws NpyFormatException {
        boolean python2Longs = version != FormatVersion.V3_0;
        try {
            Literal root = PythonParser.parse(text, options.maxDepth(), options.maxValues(), python2Longs);
            if (!(root instanceof Literal.Dict dict)) {
                throw new LiteralException("expected a dict, found " + root.kind(), root.start());
            }
            Literal[] values = values(dict);
            DType dtype = dtype(values[0]);
            MemoryOrder order = order(values[1]);
            Shape shape = shape(values[2]);
            try {
                while (dtype instanceof SubarrayType subarray) {
                    shape = shape.append(subarray.shape());
                    dtype = subarray.base();
                }
                return new NpyHeader(version, dtype, order, shape, payloadOffset);
            } catch (IllegalArgumentException e) {
                throw new LiteralException(e.getMessage(), values[2].start());
            }
        } catch (LiteralException e) {
            throw wrong(byteOffset(e.offset()), e.problem());
        }
    }

    /** The values of the three keys. As in a Python dict, the last of several equal keys wins. */
    private static Literal[] values(Literal.Dict dict) {
        Literal[] values = new Literal[KEYS.size()];
        for (Literal.Entry entry : dict.entries()) {
            int index = entry.key() instanceof Literal.Text key ? KEYS.indexOf(key.value()) : -1;
            if (index < 0) {
                String found = entry.key() instanceof Literal.Text key
                        ? PythonText.repr(key.value())
                        : entry.key().kind();
                throw new LiteralException(
                        "expected one of the keys 'descr', 'fortran_order', 'shape', found " + found,
                        entry.key().start());
            }
            values[index] = entry.value();
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                throw new LiteralException(
                        "expected the key '" + KEYS.get(i) + "', found the end of the header's dict", dict.end() - 1);
            }
        }
        return values;
    }

    private DType dtype(Literal descr) {
        if (!(descr instanceof Literal.Text || descr instanceof Literal.Sequence)) {
            throw new LiteralException(
                    "expected a dtype as a str, list or tuple, found " + descr.kind(), descr.start());
        }
        try {
            return DType.of(text.substring(descr.start(), descr.end()));
        } catch (LiteralException e) {
            throw new LiteralException(e.problem(), descr.start() + e.offset());
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), descr.start());
        }
    }

    private static MemoryOrder order(Literal fortranOrder) {
        if (fortranOrder instanceof Literal.Bool bool) {
            return bool.value() ? MemoryOrder.FORTRAN : MemoryOrder.C;
        }
        throw new LiteralException(
                "expected fortran_order as True or False, found " + fortranOrder.kind(), fortranOrder.start());
    }

    private static Shape shape(Literal shape) {
        if (!(shape instanceof Literal.Sequence sequence) || !sequence.tuple()) {
            throw new LiteralException("expected shape as a tuple of ints, found " + shape.kind(), shape.start());
        }
        for (Literal item : sequence.items()) {
            if (!(item instanceof Literal.Int)) {
                throw new LiteralException("expected a dimension as an int, found " + item.kind(), item.start());
            }
        }
        try {
            return Shape.of(sequence.items().stream()
                    .mapToLong(item -> ((Literal.Int) item).value())
                    .toArray());
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), shape.start());
        }
    }

    /** An appender may have written rows, and then a header of more rows, after the size was asked for. */
    private void checkSize(NpyHeader header, long size) throws NpyFormatException {
        if (size < header.fileSize()) {
            throw wrong(
                    size,
                    "expected " + header.payloadSize() + " bytes of payload for shape " + header.shape() + " of "
                            + header.dtype().itemSize() + "-byte elements, so a file of " + header.fileSize()
                            + " bytes, found the end of the file");
        }
        if (options.rejectTrailingBytes() && size > header.fileSize()) {
            throw wrong(
                    header.fileSize(),
                    "expected the end of the file, found " + (size - header.fileSize()) + " trailing bytes");
        }
    }

    private long byteOffset(int character) {
        return (long) textOffset + text.substring(0, character).getBytes(version.charset()).length;
    }

    private NpyFormatException wrong(long offset, String problem) {
        return new NpyFormatException(file, offset, problem);
    }
}
