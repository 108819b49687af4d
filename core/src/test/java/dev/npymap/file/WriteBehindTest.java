package dev.npymap.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBehindTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private FileChannel channel;

    /** Bytes that the disk was told to begin with. */
    private record Range(long from, long to) {}

    private final List<Range> told = new ArrayList<>();
    private int closed;

    private final class Listener implements WriteBehind.Disk {
        @Override
        public void begin(long offset, long length) {
            told.add(new Range(offset, offset + length));
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @BeforeEach
    void open() throws IOException {
        channel = FileChannel.open(folder.resolve("a.npy"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    private void write(boolean isForced, int size, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        try (WriteBehind disk = new WriteBehind(channel.position(), isForced, Listener::new)) {
            for (int i = 0; i < count; i++) {
                FileBytes.write(channel, bytes.clear());
                disk.advance(size);
                if (!told.isEmpty()) {
                    assertThat(told.getLast().to()).isLessThanOrEqualTo(channel.position());
                }
            }
        }
    }

    /** Of the size of a step, of less, and of what does not go into it. */
    @ParameterizedTest
    @ValueSource(ints = {8 * MIB, MIB, 3 * MIB - 5})
    void theDiskIsToldOfRangesThatFollowEachOtherAndAreWritten(int size) throws IOException {
        channel.write(ByteBuffer.allocate(128));

        write(true, size, 1 + 40 * MIB / size);

        assertThat(told).hasSizeBetween(4, 6);
        long next = 128;
        for (Range range : told) {
            assertThat(range.from()).isEqualTo(next);
            assertThat(range.to()).isGreaterThanOrEqualTo(next + 8 * MIB);
            next = range.to();
        }
        // The rest is for the force.
        assertThat(channel.position() - next).isBetween(0L, 8L * MIB);
        assertThat(closed).isOne();
    }

    @Test
    void ofASmallFileTheDiskIsNotTold() throws IOException {
        write(true, MIB, 7);

        assertThat(told).isEmpty();
        assertThat(closed).isZero();
    }

    @Test
    void ofAFileThatIsNotForcedTheDiskIsNotTold() throws IOException {
        write(false, 8 * MIB, 3);

        assertThat(told).isEmpty();
        assertThat(closed).isZero();
        assertThat(channel.size()).isEqualTo(24 * MIB);
    }
}
