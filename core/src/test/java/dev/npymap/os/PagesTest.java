package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sparse file in memory, mapped. (Full disks of both kinds are in the integration tests.) */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nothing is done, and nothing is promised")
class PagesTest {
    private static final int SIZE = 1 << 20;

    private final Arena arena = Arena.ofConfined();
    private Path folder;
    private Path file;
    private MemorySegment segment;

    @BeforeEach
    void mapFile() throws IOException {
        folder = Files.createTempDirectory(Path.of("/dev/shm"), "npymap");
        file = folder.resolve("a.npy");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SIZE);
            segment = sparse.getChannel().map(MapMode.READ_WRITE, 0, SIZE, arena);
        }
    }

    @AfterEach
    void closeArenaAndDeleteFolder() throws Exception {
        if (arena.scope().isAlive()) {
            arena.close();
        }
        Command.run("rm", "-r", folder.toString());
    }

    @Test
    void givesABlockToEveryPageThatTheSegmentTouchesAndToNoOther() throws Exception {
        long page = Long.parseLong(Command.run("getconf", "PAGESIZE").out());
        assertThat(Command.allocated(file)).isZero();

        MemorySegment slice = segment.asSlice(2 * page - 1, page + 2); // the end of page 1, page 2, the begin of page 3
        assertThat(Pages.populate(slice, true, file, 2 * page - 1)).isTrue();
        assertThat(Command.allocated(file)).isEqualTo(3 * page);

        assertThat(Pages.populate(segment, true, file, 0)).isTrue();
        assertThat(Command.allocated(file)).isEqualTo(SIZE);
        assertThat(file).hasBinaryContent(new byte[SIZE]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileCutShortIsNamedWithThePlace(boolean isWritten) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(5000);
        }
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Pages.populate(segment.asSlice(100, 400_000), isWritten, file, 100))
                .withMessage(
                        "%s: cannot populate 400000 bytes from byte 100: the file was shortened to 5000 bytes", file);
    }

    @Test
    void aReadOnlyMapCanBeReadAlone() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment readOnly = channel.map(MapMode.READ_ONLY, 0, SIZE, arena);

            assertThat(Pages.populate(readOnly, false, file, 0)).isTrue();
            assertThat(Pages.populate(readOnly, true, file, 0))
                    .as("what the kernel refuses")
                    .isFalse();
        }
    }

    @Test
    void noBytesNeedNoPages() throws IOException {
        assertThat(Pages.populate(segment.asSlice(3, 0), true, file, 3)).isTrue();
        assertThat(Pages.populate(MemorySegment.NULL, true, file, 0)).isTrue();
    }

    @Test
    void isOnlyForMaps() throws IOException {
        assertThat(Pages.populate(arena.allocate(8), true, file, 0)).isFalse();
        assertThat(Pages.populate(MemorySegment.ofArray(new byte[8]), true, file, 0))
                .isFalse();
    }

    @Test
    void closedMapIsRefused() {
        arena.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> Pages.populate(segment, true, file, 0))
                .withMessage("the segment's arena is closed");
    }
}
