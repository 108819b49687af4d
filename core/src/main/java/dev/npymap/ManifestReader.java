package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyFormatException;
import dev.npymap.literal.JsonParser;
import dev.npymap.literal.Literal;
import dev.npymap.literal.LiteralException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a manifest, and refuses everything that is not exactly one, with its place. */
final class ManifestReader {
    /** Some half a million files. */
    static final int MAX_BYTES = 1 << 26;

    /** The manifest, the list of files, a file. */
    private static final int MAX_DEPTH = 3;

    private static final int MAX_VALUES = 1 << 22;

    /** As long as a header may be by default. */
    private static final int MAX_DESCR = 1 << 20;

    private static final List<String> KEYS = List.of("npymap", "descr", "row_shape", "parts");
    private static final List<String> PART_KEYS = List.of("file", "rows", "bytes");

    private final String file;

    private ManifestReader(String file) {
        this.file = file;
    }

    static Manifest read(Path folder) throws IOException {
        Path path = folder.resolve(Manifest.NAME);
        byte[] bytes;
        try (FileChannel channel = FileMapper.open(path, MapMode.READ_ONLY)) {
            bytes = Channels.newInputStream(channel).readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw absent(folder, path);
        }
        return new ManifestReader(path.toString()).read(bytes);
    }

    private static FileSystemException absent(Path folder, Path path) {
        if (Files.isDirectory(folder)) {
            return new NoSuchFileException(
                    path.toString(),
                    null,
                    "the folder has no manifest: it holds no parts, or their writing was not completed");
        }
        return Files.exists(folder)
                ? new FileSystemException(folder.toString(), null, "a file, where a folder of parts was expected")
                : new NoSuchFileException(path.toString(), null, "there is no folder " + folder);
    }

    /** As if a file of that name held these bytes. */
    static Manifest read(String file, byte[] bytes) throws NpyFormatException {
        return new ManifestReader(file).read(bytes);
    }

    private Manifest read(byte[] bytes) throws NpyFormatException {
        if (bytes.length > MAX_BYTES) {
            throw new NpyFormatException(file, MAX_BYTES, "expected a manifest of at most " + MAX_BYTES + " bytes");
        }
        String text = decode(bytes);
        try {
            return manifest(JsonParser.parse(text, MAX_DEPTH, MAX_VALUES));
        } catch (LiteralException e) {
            int offset = text.substring(0, e.offset()).getBytes(StandardCharsets.UTF_8).length;
            throw new NpyFormatException(file, offset, e.problem());
        }
    }

    private String decode(byte[] bytes) throws NpyFormatException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, chars, true).isError()) {
            throw new NpyFormatException(
                    file, in.position(), "expected text in UTF-8, found a malformed sequence of bytes");
        }
        return chars.flip().toString();
    }

    private static Manifest manifest(Literal root) {
        Literal[] values = values(root, "a manifest", KEYS);
        DType dtype = dtype(text(values[1], "a dtype"));
        Shape rowShape = shape(values[2]);
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Literal part : items(values[3], "an array of parts")) {
            Literal[] entry = values(part, "a part", PART_KEYS);
            Literal.Text name = text(entry[0], "the name of a file");
            try {
                entries.add(new Manifest.Entry(
                        name.value(), number(entry[1], "a number of rows"), number(entry[2], "a number of bytes")));
            } catch (LiteralException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new LiteralException(e.getMessage(), name.start());
            }
        }
        try {
            return new Manifest(dtype, rowShape, entries);
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), values[3].start());
        }
    }

    /** The values of exactly these keys. Another version may have others, so it is looked at first. */
    private static Literal[] values(Literal object, String what, List<String> keys) {
        if (!(object instanceof Literal.Dict dict)) {
            throw unexpected(what + " as an object", object);
        }
        Literal[] values = new Literal[keys.size()];
        LiteralException unknown = null;
        for (Literal.Entry entry : dict.entries()) {
            Literal.Text key = (Literal.Text) entry.key();
            int index = keys.indexOf(key.value());
            if (index < 0 && unknown == null) {
                unknown = new LiteralException(
                        "expected one of the keys " + String.join(", ", keys) + ", found " + key.value(), key.start());
            } else if (index >= 0) {
                if (values[index] != null) {
                    throw new LiteralException("the key " + key.value() + " for the second time", key.start());
                }
                values[index] = entry.value();
            }
        }
        if (keys.equals(KEYS) && values[0] != null) {
            checkVersion(values[0]);
        }
        if (unknown != null) {
            throw unknown;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                throw new LiteralException("expected the key " + keys.get(i) + " in " + what, dict.end() - 1);
            }
        }
        return values;
    }

    private static void checkVersion(Literal version) {
        long found = number(version, "the version of the manifest");
        if (found != Manifest.VERSION) {
            throw new LiteralException(
                    "expected a manifest of version " + Manifest.VERSION + ", found " + found, version.start());
        }
    }

    private static DType dtype(Literal.Text descr) {
        if (descr.value().length() > MAX_DESCR) {
            throw new LiteralException("expected a dtype of at most " + MAX_DESCR + " characters", descr.start());
        }
        try {
            return DType.of(descr.value());
        } catch (LiteralException e) {
            // A place within the dtype, of which escapes were read already.
            throw new LiteralException(e.problem() + ", at character " + e.offset() + " of the dtype", descr.start());
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), descr.start());
        }
    }

    private static Shape shape(Literal shape) {
        long[] dims = items(shape, "the shape of a row as an array").stream()
                .mapToLong(dim -> number(dim, "a dimension"))
                .toArray();
        try {
            return Shape.of(dims);
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), shape.start());
        }
    }

    private static List<Literal> items(Literal value, String what) {
        if (value instanceof Literal.Sequence sequence) {
            return sequence.items();
        }
        throw unexpected(what, value);
    }

    private static Literal.Text text(Literal value, String what) {
        if (value instanceof Literal.Text text) {
            return text;
        }
        throw unexpected(what + " as a string", value);
    }

    private static long number(Literal value, String what) {
        if (value instanceof Literal.Int number) {
            return number.value();
        }
        throw unexpected(what + " as an integer", value);
    }

    private static LiteralException unexpected(String expected, Literal found) {
        String kind = switch (found) {
            case Literal.Dict _ -> "an object";
            case Literal.Sequence _ -> "an array";
            case Literal.Text _ -> "a string";
            default -> "an integer";
        };
        return new LiteralException("expected " + expected + ", found " + kind, found.start());
    }
}
