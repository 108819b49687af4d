package dev.npymap.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark with a folder of its own for its files. Every benchmark method is named {@code who_task}: those of one task
 * do the same work and return the same result.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {FolderState.NATIVE_ACCESS, FolderState.YOUNG, FolderState.COLLECTOR})
public abstract class FolderState {
    /** JMH's measured JVMs are not started from the jar, whose manifest would say it. */
    static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /**
     * A young generation that a short run has been through some times: else it puts each new array on pages that were never
     * touched, and measures how the kernel clears them, where NumPy gets back the memory that it has just given up.
     */
    static final String YOUNG = "-Xmn64m";

    /** G1's young regions move through all of a heap that grows, so that arrays would lie on fresh pages all the same. */
    static final String COLLECTOR = "-XX:+UseParallelGC";

    /** Names a folder that all JVMs of a question share, which the suite removes. */
    static final String SHARED_FOLDER = "npymap.benchmarks.shared";

    private Path folder;

    /** For the subclasses. */
    FolderState() {}

    /**
     * Makes the folder and what the benchmark needs.
     *
     * @throws IOException if the disk fails
     */
    @Setup(Level.Trial)
    public final void setUp() throws IOException {
        String shared = System.getProperty(SHARED_FOLDER, System.getProperty("java.io.tmpdir"));
        folder = Files.createTempDirectory(Path.of(shared), "npymap-benchmark");
        prepare(folder);
    }

    /**
     * Removes the folder.
     *
     * @throws IOException if the disk fails
     */
    @TearDown(Level.Trial)
    public final void tearDown() throws IOException {
        try {
            release();
        } finally {
            delete(folder);
        }
    }

    /** Makes what the benchmark needs. */
    abstract void prepare(Path folder) throws IOException;

    /** Ends the processes that the benchmark started: before their files are removed. */
    void release() {}

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
