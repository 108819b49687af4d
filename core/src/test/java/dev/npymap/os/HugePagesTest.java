package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HugePagesTest {
    private static final long HUGE = 2 << 20;

    @TempDir
    private Path folder;

    private MemorySegment map(long begin, long size, Arena arena) throws IOException {
        Path file = folder.resolve("a.npy");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, begin, size, arena);
        }
    }

    /** Whether the kernel has them is its own affair; all bytes must keep, and it must not change its mind. */
    @Test
    void aFillIsTheSameWithThem() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = map(4096 + 128, 5 * HUGE, arena);
            segment.set(ValueLayout.JAVA_BYTE, 3 * HUGE, (byte) 7);
            boolean isTaken = HugePages.prefer(segment);

            assertThat(segment.get(ValueLayout.JAVA_BYTE, 3 * HUGE)).isEqualTo((byte) 7);
            segment.fill((byte) 9);
            if (isTaken) {
                assertThat(HugePages.prefer(segment)).isTrue();
            }
            assertThat(map(4096 + 128, 5 * HUGE, arena).mismatch(segment)).isEqualTo(-1);
        }
    }

    @Test
    void aSegmentWithoutAWholeOneIsLeftAlone() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(HugePages.prefer(map(0, HUGE - 1, arena))).isFalse();
            assertThat(HugePages.prefer(map(0, 4 * HUGE, arena).asSlice(0, 0))).isFalse();
            assertThat(HugePages.prefer(arena.allocate(8 * HUGE))).isFalse();
        }
    }

    @Test
    void aClosedArenaIsTold() throws IOException {
        MemorySegment segment;
        try (Arena arena = Arena.ofConfined()) {
            segment = map(0, 4 * HUGE, arena);
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> HugePages.prefer(segment))
                .withMessage("the segment's arena is closed");
    }
}
