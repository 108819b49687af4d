package dev.npymap.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A file to which another process appends while its header is read. */
class GrowingFileHeaderTest {
    private static final NpyHeader HEADER = NpyHeader.of(DType.INT64, MemoryOrder.C, Shape.of(10));

    private static NpyHeader read(long sizeBefore, long sizeAfter) throws IOException {
        byte[] bytes = HEADER.encode();
        return new HeaderReader("a.npy", sizeBefore, ReadOptions.defaults()).read(new HeaderReader.Source() {
            @Override
            public int read(ByteBuffer into, long position) {
                if (position > 0) {
                    return -1;
                }
                into.put(bytes);
                return bytes.length;
            }

            @Override
            public long size(long before) {
                assertThat(before).isEqualTo(sizeBefore);
                return sizeAfter;
            }
        });
    }

    @Test
    void sizeAfterTheHeaderWasReadCounts() throws IOException {
        assertThat(read(200, 208)).isEqualTo(HEADER);
    }

    @Test
    void fileThatIsStillTooShortIsRefused() {
        assertThatExceptionOfType(NpyFormatException.class)
                .isThrownBy(() -> read(200, 207))
                .withMessage(
                        "a.npy: byte 207: expected 80 bytes of payload for shape (10,) of 8-byte elements, so a file of"
                                + " 208 bytes, found the end of the file");
    }
}
