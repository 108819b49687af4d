package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyParts;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Also what {@code npymap info} tells of a folder. */
class CompactCommandTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void parts() throws IOException {
        folder = Files.createDirectory(temporary.resolve("parts"));
        file = temporary.resolve("out.npy");
        Npy.save(folder.resolve("a.npy"), new long[] {0, 1, 2});
        Npy.save(folder.resolve("b.npy"), new long[] {3, 4});
        NpyParts.create(folder, DType.INT64, Shape.SCALAR, List.of("a.npy", "b.npy"));
    }

    @Test
    void makesOneFile() throws IOException {
        Cli.Result result = Cli.run("compact", folder, file);

        assertThat(result).isEqualTo(new Cli.Result(0, file + ": <i8, shape (5,), 168 bytes, from 2 parts\n", ""));
        assertThat(Npy.map(file).longs().toArray()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void leavesAnExistingFileUnlessTold() throws IOException {
        Files.writeString(file, "mine");

        assertThat(Cli.run("compact", folder, file))
                .isEqualTo(new Cli.Result(1, "", "npymap: " + file + ": it exists, and is left as it is\n"));
        assertThat(file).hasContent("mine");

        assertThat(Cli.run("compact", "--replace", folder, file).exit()).isZero();
        assertThat(Npy.map(file).rows()).isEqualTo(5);
    }

    @Test
    void tellsWhatIsWrongWithAPart() throws IOException {
        Files.delete(folder.resolve("b.npy"));

        assertThat(Cli.run("compact", folder, file))
                .isEqualTo(new Cli.Result(
                        1,
                        "",
                        "npymap: " + folder.resolve("b.npy")
                                + ": the folder's manifest lists it, and it is not there\n"));
        assertThat(file).doesNotExist();
    }

    @Test
    void infoOfAFolderListsItsParts() {
        assertThat(Cli.run("info", folder).out()).isEqualTo(folder + """

                  parts  2
                  dtype  <i8
                  shape  (5,)
                  files  296 bytes
                    first row  rows  bytes  part
                            0     3    152  a.npy
                            3     2    144  b.npy
                """);
        assertThat(Cli.run("info", "--json", folder).out())
                .isEqualTo("{\"folder\":\"" + folder + "\",\"descr\":\"<i8\",\"shape\":[5],\"bytes\":296,\"parts\":["
                        + "{\"file\":\"a.npy\",\"first_row\":0,\"rows\":3,\"bytes\":152},"
                        + "{\"file\":\"b.npy\",\"first_row\":3,\"rows\":2,\"bytes\":144}]}\n");
    }

    @Test
    void infoOfAFolderWithoutAManifestSaysSo() {
        assertThat(Cli.run("info", temporary))
                .isEqualTo(
                        new Cli.Result(
                                1,
                                "",
                                "npymap: " + temporary.resolve("_manifest.json")
                                        + ": the folder has no manifest: it holds no parts, or their writing was not completed\n"));
    }
}
