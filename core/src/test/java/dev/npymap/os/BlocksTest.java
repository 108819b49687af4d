package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BlocksTest {
    /** Neither a multiple of a page nor of the blocks of zeros that are written. */
    private static final long SIZE = 2_500_001;

    private static final byte[] HEAD = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void makesTheFileExactlyAsLongAsAskedAndKeepsWhatItHolds() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), HEAD);

        Blocks.reserve(file, SIZE);

        assertThat(file).hasBinaryContent(Arrays.copyOf(HEAD, (int) SIZE));
    }

    @Test
    void writesZerosFromThePresentEnd() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), HEAD);

        Blocks.writeZeros(file, SIZE);

        assertThat(file).hasBinaryContent(Arrays.copyOf(HEAD, (int) SIZE));
    }

    @Test
    void emptyFileNeedsNoBlocks() throws IOException {
        Path file = Files.createFile(folder.resolve("a.npy"));

        assertThat(Blocks.reserve(file, 0)).isFalse();
        assertThat(file).isEmptyFile();
    }

    @Test
    void noZerosAreWrittenWhereBlocksCannotBeReservedAtOnce() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Path file = Files.write(zip.getPath("a.npy"), HEAD);

            assertThat(Blocks.tryReserve(file, SIZE)).isFalse();
            assertThat(Files.readAllBytes(file)).isEqualTo(HEAD);
        }
    }

    @Test
    void neverShortensAFile() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), HEAD);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Blocks.reserve(file, 2))
                .withMessage("cannot reserve 2 bytes for %s: it has 3 already", file);
        assertThat(file).hasBinaryContent(HEAD);
    }

    @Test
    void missingFileIsReportedAsTheJdkDoes() {
        Path file = folder.resolve("missing.npy");

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Blocks.reserve(file, SIZE))
                .withMessage(file.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void folderIsReportedAsTheJdkDoes() {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Blocks.reserve(folder, SIZE))
                .withMessageStartingWith(folder.toString());
    }

    @Test
    void interruptOfTheWriterIsReportedAsTheJdkDoes() throws IOException {
        Path file = Files.createFile(folder.resolve("a.npy"));
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(() -> Blocks.writeZeros(file, SIZE));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void fileThatOnlyJavaKnowsGetsZeros() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Path file = Files.write(zip.getPath("a.npy"), HEAD);

            assertThat(Blocks.reserve(file, SIZE)).isFalse();
            assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(HEAD, (int) SIZE));
        }
    }

    /** On tmpfs, which always has fallocate, and refuses at once what is larger than itself. */
    @Nested
    @EnabledOnOs(value = OS.LINUX, disabledReason = "fallocate, tmpfs and stat -c are Linux's")
    class OnLinux {
        private Path memory;

        @BeforeEach
        void createFolder() throws IOException {
            memory = Files.createTempDirectory(Path.of("/dev/shm"), "npymap");
        }

        @AfterEach
        void deleteFolder() throws IOException, InterruptedException {
            Command.run("rm", "-r", memory.toString());
        }

        @Test
        void allocatesABlockForEveryByte() throws Exception {
            Path file = Files.write(memory.resolve("a.npy"), HEAD);

            assertThat(Blocks.reserve(file, SIZE)).isTrue();
            assertThat(file).hasBinaryContent(Arrays.copyOf(HEAD, (int) SIZE));
            assertThat(Command.allocated(file)).isGreaterThanOrEqualTo(SIZE);
        }

        @Test
        void fillsTheHolesOfASparseFile() throws Exception {
            Path file = memory.resolve("a.npy");
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(SIZE);
            }
            assertThat(Command.allocated(file)).isZero();

            assertThat(Blocks.reserve(file, SIZE)).isTrue();
            assertThat(Command.allocated(file)).isGreaterThanOrEqualTo(SIZE);
        }

        @Test
        void zerosAreNoHoles() throws Exception {
            Path file = Files.write(memory.resolve("a.npy"), HEAD);

            Blocks.writeZeros(file, SIZE);

            assertThat(Command.allocated(file)).isGreaterThanOrEqualTo(SIZE);
        }

        @Test
        void moreThanTheDiskHoldsIsRefused() throws IOException {
            Path file = Files.createFile(memory.resolve("a.npy"));
            assertThat(Files.getFileStore(file).type()).isEqualTo("tmpfs");
            long size = Files.getFileStore(file).getTotalSpace() + 1;

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Blocks.reserve(file, size))
                    .withMessage("%s: cannot reserve %d bytes: No space left on device (ENOSPC)", file, size);
            assertThat(file).isEmptyFile();
        }

        @Test
        void fullDiskIsNamedWhenZerosAreWritten() {
            Path full = Path.of("/dev/full"); // full(4): every write to it fails with ENOSPC

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Blocks.reserve(full, SIZE))
                    .withMessageMatching("/dev/full: cannot reserve 2500001 bytes: .+")
                    .withCauseExactlyInstanceOf(IOException.class);
        }

        @Test
        void fileSizeLimitIsNamed() throws Exception {
            Path file = Files.createFile(memory.resolve("a.npy"));
            List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 65536 && exec \"$@\"", "sh"));
            command.addAll(Command.java(List.of("--enable-native-access=ALL-UNNAMED"), "reserve", memory, 1L << 30));

            assertThat(Command.run(Map.of(), command).out())
                    .isEqualTo("java.nio.file.FileSystemException: " + file
                            + ": cannot reserve 1073741824 bytes: File too large (EFBIG)");
            assertThat(file).isEmptyFile();
        }

        /** In a locale that knows ASCII alone, Java shows a path's other bytes as question marks or worse. */
        @Test
        void everyNameIsUnderstood() throws Exception {
            String[] names = {
                "plain", "with space", "50%25+1#?;", "gr\\303\\266\\303\\237e", "latin1-\\351", "\\346\\225\\260"
            };
            for (String name : names) {
                String escaped = name.replace("%", "%%");
                Command.run("sh", "-c", "touch \"$(printf '%s/%s')\"".formatted(memory, escaped));
            }

            Command probe = Command.probe(
                    Map.of("LC_ALL", "C"), List.of("--enable-native-access=ALL-UNNAMED"), "reserve", memory, SIZE);

            assertThat(probe.out().lines()).hasSize(names.length).containsOnly("true");
        }
    }
}
