package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Any bytes are an archive whose arrays are mapped and read, or are refused with their place: nothing else comes out. */
class NpzFuzzTest {
    private static final long MOST = 1 << 20;

    private static final Path FILE = temporary();

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("npymap-fuzz-", ".npz");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @FuzzTest
    void anyArchive(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        try {
            Npz npz = Npz.open(FILE);
            for (String name : npz.names()) {
                try {
                    use(npz, name);
                } catch (NpyFormatException e) {
                    check(e, bytes.length);
                }
            }
        } catch (NpyFormatException e) {
            check(e, bytes.length);
        }
        assertThat(Files.size(FILE)).isEqualTo(bytes.length);
    }

    private static void check(NpyFormatException e, long size) {
        assertThat(e.file()).startsWith(FILE.toString());
        if (e.file().equals(FILE.toString())) {
            assertThat(e.byteOffset()).isBetween(0L, size);
        }
    }

    private static void use(Npz npz, String name) throws IOException {
        NpzMember member = npz.member(name);
        if (!member.isStored()) {
            read(npz, member);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            touch(npz.map(name, MapMode.PRIVATE, Window.all(), arena).segment());
            NpyArray array = npz.map(name, MapMode.READ_ONLY, Window.all(), arena);
            touch(array.segment());
            // A wrong CRC is all that may keep it from being read.
            npz.repair(name);
            if (member.size() <= MOST) {
                assertThat(array.segment().mismatch(npz.read(name, arena).segment()))
                        .isEqualTo(-1);
            }
        }
    }

    private static void read(Npz npz, NpzMember member) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = npz.read(member.name(), arena, MOST, _ -> {});

            assertThat(array.header().fileSize()).isLessThanOrEqualTo(member.size());
            assertThat(array.segment().byteSize()).isEqualTo(array.header().payloadSize());
        }
    }

    private static void touch(MemorySegment segment) {
        if (segment.byteSize() > 0) {
            segment.get(ValueLayout.JAVA_BYTE, 0);
            segment.get(ValueLayout.JAVA_BYTE, segment.byteSize() - 1);
        }
    }
}
