package dev.npymap.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.testing.FolderState;
import dev.npymap.testing.NpyFiles;
import dev.npymap.write.RecordingChannel.Force;
import dev.npymap.write.RecordingChannel.Step;
import dev.npymap.write.RecordingChannel.Truncate;
import dev.npymap.write.RecordingChannel.Write;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever part of the steps since the last force reaches the disk, sector by sector and in any order, the file is valid and
 * has a complete prefix of the rows; and the next appender takes it up.
 */
class PowerCutTest {
    private static final int SECTOR = 512;

    @TempDir
    private Path folder;

    private RecordingChannel recording;

    private RecordingChannel record(Path file) throws IOException {
        recording = new RecordingChannel(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
        return recording;
    }

    /** Three publications, of which two make the number of rows a digit longer. */
    private List<Step> grow(Path file) throws IOException {
        try (GrowingFile growing = GrowingFile.open(file, this::record);
                Arena arena = Arena.ofConfined()) {
            ElementWriter out = new ElementWriter(growing, growing.header().fileSize(), DType.INT64, arena);
            for (int rows : new int[] {40, 99, 160}) {
                long[] more = LongStream.range(growing.header().rows(), rows).toArray();
                out.putArray(Arrays.copyOf(more, more.length / 2));
                out.flush();
                out.putArray(Arrays.copyOfRange(more, more.length / 2, more.length));
                out.flush();
                growing.publish(rows);
            }
        }
        return recording.steps;
    }

    @Test
    void rowsAreForcedBeforeTheHeaderTellsOfThem() throws IOException {
        Path file = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 9);

        assertThat(grow(file).toString().replace("Force[]", "force"))
                .isEqualTo("[write 120 at 200, write 128 at 320, force, write 7 at 61, force, "
                        + "write 232 at 448, write 240 at 680, force, write 2 at 61, force, "
                        + "write 240 at 920, write 248 at 1160, force, write 8 at 61, force]");
    }

    @Test
    void everyPowerCutLeavesAValidFile() throws IOException {
        Path file = NpyFiles.counting(folder.resolve("a.npy"), MemoryOrder.C, 9);
        byte[] durable = Files.readAllBytes(file);
        List<Write> pending = new ArrayList<>();
        long published = 9;
        int cuts = 0;
        for (Step step : grow(file)) {
            switch (step) {
                case Write write -> {
                    pending.addAll(sectors(write));
                    for (int subset = 0; subset < 1 << pending.size(); subset++) {
                        published = Math.max(published, check(apply(durable, pending, subset), durable));
                        cuts++;
                    }
                }
                case Force _ -> {
                    durable = apply(durable, pending, -1);
                    pending.clear();
                }
                case Truncate truncate -> throw new AssertionError(truncate);
            }
        }
        assertThat(published).isEqualTo(160);
        assertThat(cuts).isGreaterThan(30);
    }

    private static List<Write> sectors(Write write) {
        List<Write> parts = new ArrayList<>();
        long end = write.position() + write.bytes().length;
        for (long from = write.position(); from < end; ) {
            long to = Math.min(end, (from / SECTOR + 1) * SECTOR);
            parts.add(new Write(from, Arrays.copyOfRange(write.bytes(), (int) (from - write.position()), (int)
                    (to - write.position()))));
            from = to;
        }
        return parts;
    }

    private static byte[] apply(byte[] file, List<Write> writes, int subset) {
        byte[] result = file.clone();
        for (int i = 0; i < writes.size(); i++) {
            if ((subset >> i & 1) != 0) {
                int position = (int) writes.get(i).position();
                byte[] bytes = writes.get(i).bytes();
                result = Arrays.copyOf(result, Math.max(result.length, position + bytes.length));
                System.arraycopy(bytes, 0, result, position, bytes.length);
            }
        }
        return result;
    }

    /** The journal was forced before the first row of a publication was written, so it is there, with the size until then. */
    private long check(byte[] image, byte[] durable) throws IOException {
        Path cut = Files.createDirectories(folder.resolve("cut")).resolve("a.npy");
        long begun = Npy.readHeader(Files.write(cut, durable)).fileSize();
        Files.writeString(
                cut.resolveSibling(".a.npy.npymap-append"), "npymap append from byte %020d\n".formatted(begun));
        NpyArray found = Npy.map(Files.write(cut, image));
        assertThat(found.longs().toArray())
                .isEqualTo(LongStream.range(0, found.rows()).toArray());
        long rows = found.rows();

        GrowingFile.open(cut).close();

        assertThat(cut).hasSize(found.header().fileSize());
        assertThat(Npy.map(cut).rows()).isEqualTo(rows);
        assertThat(FolderState.names(cut.getParent())).containsExactly("a.npy");
        return rows;
    }
}
