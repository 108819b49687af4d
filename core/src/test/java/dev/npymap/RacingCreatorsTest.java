package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.FolderState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Threads of one JVM that create one file at once. (Processes do so in the integration tests.) */
@Tag("threads")
class RacingCreatorsTest {
    private static final int THREADS = 32;
    private static final Shape SHAPE = Shape.of(1000);

    @TempDir
    private Path folder;

    /** One thread's way to the file. */
    private interface Racer<T> {
        T run(int thread) throws IOException;
    }

    private static <T> List<T> race(Racer<T> racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            tasks.add(() -> {
                start.await();
                return racer.run(number);
            });
        }
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
        }
        return results;
    }

    private String create(Path path) throws IOException {
        try {
            Npy.create(path, DType.INT64, SHAPE);
            return "created";
        } catch (FileAlreadyExistsException e) {
            return e.getReason();
        }
    }

    @RepeatedTest(20)
    void exactlyOneCreates() throws Exception {
        Path path = folder.resolve("a.npy");

        List<String> results = race(thread -> create(path));

        assertThat(results).containsOnlyOnce("created").containsOnly("created", "it exists, and is left as it is");
        assertThat(Npy.map(path).longs().toArray()).isEqualTo(new long[1000]);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    /** Two names of one folder, one of them through a link. */
    @RepeatedTest(5)
    void exactlyOneCreatesWhateverThePathIsCalled() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        List<String> results = race(thread -> create((thread % 2 == 0 ? real : link).resolve("a.npy")));

        assertThat(results).containsOnlyOnce("created");
        assertThat(FolderState.names(real)).containsExactly("a.npy");
    }

    @RepeatedTest(5)
    void everyThreadHasAFileOfItsOwn() throws Exception {
        List<String> results = race(thread -> create(folder.resolve(thread + ".npy")));

        assertThat(results).containsOnly("created").hasSize(THREADS);
        assertThat(FolderState.names(folder)).hasSize(THREADS).allMatch(name -> name.endsWith(".npy"));
    }

    @RepeatedTest(5)
    void allOpenTheOneFileThatOneOfThemCreates() throws Exception {
        Path path = folder.resolve("a.npy");

        race(thread -> {
            try (Arena arena = Arena.ofConfined()) {
                NpyArray share = Npy.openOrCreate(
                        path, DType.INT64, SHAPE, CreateOptions.defaults(), Window.share(thread, THREADS), arena);
                LongAccessor numbers = share.longs();
                for (long row = 0; row < share.rows(); row++) {
                    numbers.set(row, share.firstRow() + row);
                }
                return share.rows();
            }
        });

        assertThat(Npy.map(path).longs().toArray())
                .isEqualTo(LongStream.range(0, 1000).toArray());
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }

    /** Readers see the old file or the new one, whole. */
    @RepeatedTest(5)
    void replacingIsAtomic() throws Exception {
        Path path = folder.resolve("a.npy");
        Npy.create(path, DType.INT64, SHAPE);

        List<Long> sizes = race(thread -> {
            if (thread % 4 == 0) {
                Npy.allocate(
                        path,
                        DType.INT64,
                        Shape.of(2000 + thread),
                        CreateOptions.defaults().replace());
            }
            return Npy.map(path).rows();
        });

        assertThat(sizes).allMatch(rows -> rows >= 1000);
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
    }
}
