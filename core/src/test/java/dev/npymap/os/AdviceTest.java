package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    private static final int SIZE = 1 << 20;

    /** The first line of each mapping in {@code smaps}: from where to where it goes. */
    private static final Pattern RANGE = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ");

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofConfined();
    private MemorySegment segment;

    @BeforeEach
    void mapFile() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), new byte[SIZE]);
        try (FileChannel channel = FileChannel.open(file)) {
            segment = channel.map(MapMode.READ_ONLY, 0, SIZE, arena);
        }
    }

    @AfterEach
    void closeArena() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "FILL", mode = EnumSource.Mode.EXCLUDE)
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "only these kernels have madvise")
    void isTakenForAnyPartOfAMap(Advice advice) {
        assertThat(advice.give(segment)).isTrue();
        assertThat(advice.give(segment.asSlice(SIZE - 1))).isTrue();
        assertThat(advice.give(segment.asSlice(1, 1))).isTrue();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc/self/smaps is Linux's")
    void reachesEveryPageThatTheSegmentTouchesAndNoOther() throws Exception {
        long page = Long.parseLong(Command.run("getconf", "PAGESIZE").out());
        MemorySegment slice = segment.asSlice(2 * page - 1, page + 2); // the end of page 1, page 2, the begin of page 3

        Advice.RANDOM.give(slice);

        assertThat(flags(segment, page - 1)).doesNotContain("rr");
        assertThat(flags(segment, page)).contains("rr");
        assertThat(flags(segment, 4 * page - 1)).contains("rr");
        assertThat(flags(segment, 4 * page)).doesNotContain("rr");

        Advice.SEQUENTIAL.give(slice);
        assertThat(flags(slice, 0)).contains("sr").doesNotContain("rr");

        Advice.NORMAL.give(slice);
        assertThat(flags(slice, 0)).doesNotContain("sr", "rr");
    }

    @Test
    void noBytesNeedNoAdvice() {
        assertThat(Advice.RANDOM.give(segment.asSlice(3, 0))).isTrue();
        assertThat(Advice.RANDOM.give(MemorySegment.NULL)).isTrue();
    }

    @Test
    void isOnlyForMaps() {
        assertThat(Advice.RANDOM.give(arena.allocate(8))).isFalse();
        assertThat(Advice.RANDOM.give(MemorySegment.ofArray(new byte[8]))).isFalse();
    }

    @Test
    void closedMapIsRefused() {
        arena.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> Advice.RANDOM.give(segment))
                .withMessage("the segment's arena is closed");
    }

    /** {@return the kernel's flags of the memory at an offset, as {@code rr} and {@code sr} of proc_pid_smaps(5)} */
    private static List<String> flags(MemorySegment segment, long offset) throws IOException {
        long address = segment.address() + offset;
        boolean found = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher range = RANGE.matcher(line);
            if (range.lookingAt()) {
                found = Long.compareUnsigned(Long.parseUnsignedLong(range.group(1), 16), address) <= 0
                        && Long.compareUnsigned(Long.parseUnsignedLong(range.group(2), 16), address) > 0;
            } else if (found && line.startsWith("VmFlags: ")) {
                return Pattern.compile(" ").splitAsStream(line).toList();
            }
        }
        throw new AssertionError("no memory at " + Long.toHexString(address));
    }
}
