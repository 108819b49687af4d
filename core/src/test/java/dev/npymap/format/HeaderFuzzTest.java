package dev.npymap.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.npymap.testing.NpyBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Any bytes are a file that is read, or one that is refused with its place: nothing else comes out. */
class HeaderFuzzTest {
    @FuzzTest
    void anyFile(byte[] file) throws IOException {
        NpyHeader header;
        try {
            // A payload of any size is taken for granted, lest most headers that are read be refused at the very end.
            header = read(file, Long.MAX_VALUE);
        } catch (NpyFormatException e) {
            assertThat(e.byteOffset()).isBetween(0L, (long) file.length);
            assertThat(e).hasMessageStartingWith("a.npy: byte " + e.byteOffset() + ": ");
            return;
        }
        assertThat(header.payloadOffset()).isBetween(10L, (long) file.length);

        NpyHeader written = NpyHeader.of(header.dtype(), header.order(), header.shape());

        assertThat(written.dtype()).isEqualTo(header.dtype());
        assertThat(written.shape()).isEqualTo(header.shape());
        assertThat(read(written.encode(), Long.MAX_VALUE)).isEqualTo(written);
    }

    @FuzzTest
    void anyText(byte[] text) throws IOException {
        for (FormatVersion version : FormatVersion.values()) {
            if (text.length <= 0xffff) {
                anyFile(NpyBytes.file(version.major(), text, 0));
            }
        }
    }

    private static NpyHeader read(byte[] file, long fileSize) throws IOException {
        ReadOptions options = ReadOptions.defaults().maxHeaderBytes(1 << 24);
        return new HeaderReader("a.npy", fileSize, options).read((into, position) -> read(file, into, (int) position));
    }

    private static int read(byte[] file, ByteBuffer into, int position) {
        int count = Math.min(into.remaining(), file.length - position);
        into.put(file, position, count);
        return count == 0 ? -1 : count;
    }
}
