package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.Arena;
import java.net.URI;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyShareTest {
    @TempDir
    private Path folder;

    private static NpyShare sent(NpyShare share) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(share);
        }
        assertThat(bytes.size()).isLessThan(1000);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (NpyShare) in.readObject();
        }
    }

    @Test
    void sharesThatWereSentFillTheFile() throws Exception {
        Path file = folder.resolve("a.npy");
        Npy.allocate(file, DType.INT64, Shape.of(10), CreateOptions.defaults());

        for (NpyShare share : NpyShare.all(file, 3)) {
            NpyShare landed = sent(share);
            assertThat(landed).isEqualTo(share);
            try (Arena arena = Arena.ofConfined()) {
                NpyArray rows = landed.map(MapMode.READ_WRITE, arena);
                LongAccessor values = rows.longs();
                for (long row = 0; row < rows.rows(); row++) {
                    values.set(row, rows.firstRow() + row);
                }
            }
        }

        assertThat(Npy.map(file).longs().toArray())
                .isEqualTo(LongStream.range(0, 10).toArray());
        try (Arena arena = Arena.ofConfined()) {
            NpyArray last = NpyShare.of(file, 2, 3).map(arena);
            assertThat(last.longs().toArray()).containsExactly(7, 8, 9);
            assertThat(last.segment().isReadOnly()).isTrue();
        }
    }

    @Test
    void aRelativeNameIsMadeAbsoluteWhereTheShareIsMade() {
        NpyShare share = NpyShare.of(Path.of("a.npy"), 1, 2);

        assertThat(share.path()).isEqualTo(Path.of("a.npy").toAbsolutePath());
        assertThat(share.share()).isEqualTo(Window.share(1, 2));
    }

    @Test
    void bordersCanBeAligned() throws Exception {
        NpyShare share = NpyShare.of(folder.resolve("a.npy"), 1, 2);

        assertThat(share.aligned().share()).isEqualTo(Window.share(1, 2).aligned());
        assertThat(sent(share.aligned(4096)).share())
                .isEqualTo(Window.share(1, 2).aligned(4096));
    }

    @Test
    void allSharesAreInTheirOrder() {
        assertThat(NpyShare.all(folder, 3))
                .extracting(NpyShare::share)
                .isEqualTo(List.of(Window.share(0, 3), Window.share(1, 3), Window.share(2, 3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyShare.all(folder, 0))
                .withMessage("a file in 0 shares");
    }

    @Test
    void whatIsNoShareIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyShare.of(folder, 2, 2))
                .withMessage("share 2 of 2: n is counted from 0 to N - 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NpyShare("a.npy", Window.share(0, 1)))
                .withMessage("the name of a shared file must be absolute, found a.npy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NpyShare("/a\0", Window.share(0, 1)))
                .withMessage("no name of a file: /a\0");
    }

    @Test
    void aPathOfAnotherFileSystemIsRefused() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path within = archive.getPath("/a.npy");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NpyShare.of(within, 0, 1))
                    .withMessage("only files of the default file system are shared, found /a.npy");
        }
    }
}
