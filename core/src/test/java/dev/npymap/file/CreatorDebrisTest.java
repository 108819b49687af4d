package dev.npymap.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.FolderState;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed, hostile or foreign creators leave beside a file, and what creators do with it. */
class CreatorDebrisTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private Path lock() {
        return folder.resolve(".a.npy.npymap-lock");
    }

    private Path temporary() {
        return folder.resolve(".a.npy." + UUID.randomUUID() + ".npymap-tmp");
    }

    private void create() throws IOException {
        Npy.create(file(), DType.INT8, Shape.of(3));
    }

    @Test
    void lockFileThatIsALinkIsRefusedAndItsTargetUntouched() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(lock(), victim);

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(this::create)
                .withMessage("%s: no regular file, though its name is that of a lock", file());
        assertThat(victim).hasContent("precious");
    }

    @Test
    void lockFileIsNeverWrittenTo() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createLink(lock(), victim);

        create();

        assertThat(victim).hasContent("precious");
        assertThat(FolderState.names(folder)).containsExactlyInAnyOrder("a.npy", "victim");
    }

    @Test
    void creatorKilledAfterPublishingIsSweptByTheNextThatIsRefused() throws IOException {
        create();
        Files.createLink(temporary(), file());
        Files.createFile(lock());

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(this::create);

        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void creatorKilledAfterPublishingIsSweptByTheNextThatOpens() throws IOException {
        create();
        Files.createLink(temporary(), file());
        Files.createFile(lock());

        try (Arena arena = Arena.ofConfined()) {
            Npy.openOrCreate(file(), DType.INT8, Shape.of(3), CreateOptions.defaults(), Window.all(), arena);
        }

        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void liveCreatorIsNotSwept() throws Exception {
        create();
        Path temporary = Files.createFile(temporary());
        try (CreatorLock _ = CreatorLock.acquire(lock());
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<?> another = executor.submit(() ->
                    assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(this::create));
            another.get();
            assertThat(temporary).exists();
        }
    }

    @Test
    void interruptedWaiterLeavesTheLockToItsHolder() throws Exception {
        try (CreatorLock _ = CreatorLock.acquire(lock());
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<?> waiter = executor.submit(() -> {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(InterruptedIOException.class)
                        .isThrownBy(this::create)
                        .withMessage("interrupted while another creator of the file was at work");
            });
            waiter.get();
            assertThat(lock()).exists();
        }
        assertThat(FolderState.names(folder)).isEmpty();
    }

    @Test
    void failedMapLeavesNothing() throws IOException {
        // No address space holds it, though a sparse file may.
        Shape shape = Shape.of(1L << 52);
        CreateOptions sparse = CreateOptions.defaults().sparse();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Npy.create(file(), DType.INT8, shape, sparse))
                .withMessageStartingWith(file() + ": ");

        assertThat(FolderState.names(folder)).isEmpty();
    }

    /** Creators that replace one another's files all get the array that they made. */
    @Test
    void everyReplacerGetsItsOwnArray() throws Exception {
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            var replacers = IntStream.range(0, threads)
                    .mapToObj(n -> executor.submit(() -> {
                        for (int round = 0; round < 25; round++) {
                            together.await();
                            NpyArray array = Npy.create(
                                    file(),
                                    DType.INT64,
                                    Shape.of(10 + n),
                                    CreateOptions.defaults().replace());
                            assertThat(array.shape()).isEqualTo(Shape.of(10 + n));
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> replacer : replacers) {
                replacer.get();
            }
        }
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    @Test
    void replacingSparesWhatIsNoFile() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> Npy.create(
                        fifo, DType.INT8, Shape.of(1), CreateOptions.defaults().replace()))
                .withMessage("%s: neither a file nor a link, and so not replaced", fifo);
    }

    @Test
    void anErrorThatNamesNoPathStaysWhatItIs() {
        FileSystemException mine = new FileSystemException("no\0path", null, "mine");

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> FileCreator.create(file(), false, false, (_, _) -> {
                    throw mine;
                }))
                .isSameAs(mine);
        assertThat(folder).isEmptyDirectory();
    }
}
