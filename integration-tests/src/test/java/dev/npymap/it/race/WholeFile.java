package dev.npymap.it.race;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a file of int64 must be from the moment on when it bears its name. Looked at without npymap's own reader. */
record WholeFile(Path path, Shape shape) {
    private NpyHeader header() {
        return NpyHeader.of(DType.INT64, MemoryOrder.C, shape);
    }

    /** {@return what is wrong with the file, if it is there and anything is} */
    Optional<String> defect() {
        NpyHeader header = header();
        try (InputStream in = Files.newInputStream(path)) {
            long size = Files.size(path);
            String head = new String(in.readNBytes((int) header.payloadOffset()), ISO_8859_1);
            if (size != header.fileSize()) {
                return Optional.of("it has " + size + " bytes, expected " + header.fileSize());
            }
            return head.equals(new String(header.encode(), ISO_8859_1))
                    ? Optional.empty()
                    : Optional.of("its header is " + head);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    /** {@return whether every byte of the payload is 0} */
    boolean isZero() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(header().payloadOffset());
            byte[] block = new byte[1 << 20];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                for (int i = 0; i < count; i++) {
                    if (block[i] != 0) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
