package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.testing.FolderState;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a new file waits for, as the JDK's own flight recorder tells: {@code FileChannel.force}, of which file. */
class UnsyncedTest {
    private static final CreateOptions DEFAULTS = CreateOptions.defaults();

    record Tick(long time, double price) {}

    @TempDir
    private static Path parts;

    @TempDir
    private Path folder;

    @TempDir
    private Path recordings;

    /** Makes a file. */
    @FunctionalInterface
    interface Maker {
        void make(Path path, boolean isSynced) throws IOException;
    }

    @BeforeAll
    static void makeParts() throws IOException {
        Npy.save(parts.resolve("0.npy"), new double[] {1, 2});
        NpyParts.create(parts, DType.FLOAT64, Shape.SCALAR, List.of("0.npy"));
    }

    private static CreateOptions options(boolean isSynced) {
        return isSynced ? DEFAULTS : DEFAULTS.unsynced();
    }

    private static Arguments maker(String name, Maker maker) {
        return argumentSet(name, maker);
    }

    static Stream<Arguments> makers() {
        return Stream.of(
                maker("save", (path, isSynced) -> Npy.save(path, new double[] {1, 2}, options(isSynced))),
                maker("replace", (path, isSynced) -> {
                    Npy.save(path, new double[] {1, 2}, options(isSynced).replace());
                }),
                maker("records", (path, isSynced) -> {
                    Stream<Tick> ticks = Stream.of(new Tick(1, 2));
                    Npy.save(path, MethodHandles.lookup(), Tick.class, ticks, DType.of(Tick.class), options(isSynced));
                }),
                maker("create", (path, isSynced) -> Npy.create(path, DType.INT8, Shape.of(5), options(isSynced))),
                maker("allocate", (path, isSynced) -> {
                    Npy.allocate(
                            path, DType.INT8, Shape.of(5), options(isSynced).sparse());
                }),
                maker("compact", (path, isSynced) -> NpyParts.open(parts).compact(path, options(isSynced))),
                maker("archive", (path, isSynced) -> {
                    NpzOptions archive = NpzOptions.defaults();
                    Npz.write(path, isSynced ? archive : archive.unsynced(), out -> out.add("x", new double[] {1, 2}));
                }));
    }

    @ParameterizedTest
    @MethodSource("makers")
    void fileAndThenItsNameAreForcedToTheDisk(Maker maker) throws IOException {
        List<Path> forced = forced(maker, true);

        assertThat(forced).hasSize(2).endsWith(folder.toRealPath());
        // Its name is gone.
        assertThat(forced.getFirst().getParent()).isEqualTo(folder.toRealPath());
        assertThat(forced.getFirst().getFileName().toString()).endsWith(".npymap-tmp");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void nothingIsForcedUnsynced(Maker maker) throws IOException {
        assertThat(forced(maker, false)).isEmpty();
    }

    private List<Path> forced(Maker maker, boolean isSynced) throws IOException {
        Path file = recordings.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            maker.make(folder.resolve("a.npy"), isSynced);
            recording.stop();
            recording.dump(file);
        }
        assertThat(FolderState.names(folder)).containsExactly("a.npy");
        Path real = folder.toRealPath();
        return RecordingFile.readAllEvents(file).stream()
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(real))
                .toList();
    }

    @Test
    void unsyncedFilesHoldTheSame() throws IOException {
        Npy.save(folder.resolve("synced"), new double[] {1, 2});
        Npy.save(folder.resolve("unsynced"), new double[] {1, 2}, DEFAULTS.unsynced());

        assertThat(folder.resolve("unsynced")).hasSameBinaryContentAs(folder.resolve("synced"));
    }

    @Test
    void everyOtherOptionKeepsIt() {
        CreateOptions unsynced = DEFAULTS.unsynced();

        assertThat(DEFAULTS.isSynced()).isTrue();
        assertThat(Stream.of(
                        unsynced.fortran().sparse().replace(),
                        DEFAULTS.fortran().unsynced().sparse().replace(),
                        DEFAULTS.fortran().sparse().replace().unsynced()))
                .containsOnly(new CreateOptions(MemoryOrder.FORTRAN, Optional.empty(), true, true, false));
        assertThat(NpzOptions.defaults().unsynced().deflate().replace()).isEqualTo(new NpzOptions(true, true, false));
    }
}
