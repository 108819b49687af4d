package dev.npymap.cli;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The members of an .npz archive, each extracted to a temporary file, since what is compressed cannot be mapped. */
final class NpzMembers implements AutoCloseable {
    private static final int MAGIC_LENGTH = 4;
    private static final List<String> MAGICS = List.of("504b0304", "504b0506");
    private static final String SUFFIX = ".npy";

    private final Path file;
    private final ZipFile zip;
    private final Path temporary;

    private NpzMembers(Path file, ZipFile zip, Path temporary) {
        this.file = file;
        this.zip = zip;
        this.temporary = temporary;
    }

    /** {@return whether NumPy would take the file for an archive: it begins with a zip's first record, or is an empty zip} */
    static boolean isArchive(Path file) throws IOException {
        // A pipe would wait for its writer.
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return MAGICS.contains(HexFormat.of().formatHex(in.readNBytes(MAGIC_LENGTH)));
        }
    }

    /**
     * Opens an archive.
     *
     * @throws NpyFormatException if it is not sound
     */
    static NpzMembers open(Path file) throws IOException {
        // What Python takes for the names that are not marked as UTF-8.
        Charset charset = Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
        Path temporary = Files.createTempFile("npymap-", SUFFIX);
        // For an interrupt; the usual end is close().
        temporary.toFile().deleteOnExit();
        try {
            return new NpzMembers(file, new ZipFile(file.toFile(), charset), temporary);
        } catch (ZipException e) {
            Files.delete(temporary);
            throw new NpyFormatException(file.toString(), 0, "not a sound zip archive: " + e.getMessage());
        }
    }

    /** {@return the members in the order of their names} */
    List<? extends ZipEntry> entries() {
        return zip.stream()
                .sorted(Comparator.comparing(entry -> name(entry).codePoints().toArray(), Arrays::compare))
                .toList();
    }

    /** {@return the name of a member as NumPy gives it} */
    static String name(ZipEntry entry) {
        String name = entry.getName();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /**
     * {@return a file that holds the member until the next one is extracted}
     *
     * @throws NpyFormatException if the member is damaged
     */
    Path extract(ZipEntry entry) throws IOException {
        long free = temporary.toFile().getUsableSpace();
        if (free > 0 && free < entry.getSize()) {
            throw new FileSystemException(
                    temporary.toString(),
                    null,
                    "no space: a member of " + file + " needs " + entry.getSize() + " bytes, and " + free
                            + " are free");
        }
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(temporary)) {
            long left = entry.getSize();
            while (left > 0) {
                int length = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (length < 0) {
                    break;
                }
                crc.update(buffer, 0, length);
                out.write(buffer, 0, length);
                left -= length;
            }
        } catch (ZipException e) {
            throw new NpyFormatException(file.toString(), 0, "a damaged member: " + e.getMessage());
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new NpyFormatException(file.toString(), 0, "a damaged member: its CRC-32 is another one");
        }
        return temporary;
    }

    @Override
    public void close() throws IOException {
        try {
            zip.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
