package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.Npz;
import dev.npymap.NpzMember;
import dev.npymap.NpzOptions;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatTheHeaderSays() {
        Path file = Cli.npy("f8_2x3_f");

        Cli.Result result = Cli.run("info", file);

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(file + """

                  version         1.0
                  dtype           <f8
                  shape           (2, 3)
                  order           Fortran
                  payload offset  128 bytes
                  item size       8 bytes
                  payload         48 bytes
                """);
    }

    @Test
    void listsTheFieldsOfStructsInStructs() {
        Path file = Cli.npy("padded");

        Cli.Result result = Cli.run("info", file);

        assertThat(result.out()).isEqualTo(file + """

                  version         1.0
                  dtype           [('a', '|i1'), ('', '|V7'), ('b', '>f8'), ('c', '<i2'), ('', '|V2'), ('p', [('x', '<f4'), ('y', '>f4')], (2,)), ('', '|V4')]
                  shape           (3,)
                  order           C
                  payload offset  256 bytes
                  item size       40 bytes
                  payload         120 bytes
                    offset  size  dtype   shape  field
                         0     1  |i1            a
                         8     8  >f8            b
                        16     2  <i2            c
                        20    16  struct  (2,)   p
                        20     4  <f4     (2,)   p.x
                        24     4  >f4     (2,)   p.y
                """);
    }

    @Test
    void jsonKeysHaveAnOrder() {
        Path file = Cli.npy("titled");

        Cli.Result result = Cli.run("info", "--json", file, Cli.npy("f8_2x3_f"));

        assertThat(result.err()).isEmpty();
        assertThat(result.outLines())
                .containsExactly(
                        "{\"file\":\"" + file + "\",\"version\":\"1.0\","
                                + "\"descr\":\"[(('A title', 'a'), '<i4'), ('b.c', '<i4')]\",\"shape\":[1],\"order\":\"C\","
                                + "\"payload_offset\":128,\"item_size\":8,\"bytes\":8,\"trailing_bytes\":0,\"fields\":["
                                + "{\"name\":\"a\",\"offset\":0,\"size\":4,\"descr\":\"<i4\",\"shape\":[]},"
                                + "{\"name\":\"b.c\",\"offset\":4,\"size\":4,\"descr\":\"<i4\",\"shape\":[]}]}",
                        "{\"file\":\"" + Cli.npy("f8_2x3_f")
                                + "\",\"version\":\"1.0\",\"descr\":\"<f8\",\"shape\":[2,3],"
                                + "\"order\":\"F\",\"payload_offset\":128,\"item_size\":8,\"bytes\":48,"
                                + "\"trailing_bytes\":0,\"fields\":[]}");
    }

    @Test
    void tellsOfEachArrayOfAnArchive() throws IOException {
        Path file = folder.resolve("some.npz");
        Npz.write(file, out -> {
            out.add("x", new long[] {1, 2});
            out.add("folder/y", new double[] {1});
        });

        Cli.Result result = Cli.run("info", file);

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo(file + """
                ::x
                  in the archive  stored at byte 64
                  version         1.0
                  dtype           <i8
                  shape           (2,)
                  order           C
                  payload offset  128 bytes
                  item size       8 bytes
                  payload         16 bytes

                """ + file + """
                ::folder/y
                  in the archive  stored at byte 256
                  version         1.0
                  dtype           <f8
                  shape           (1,)
                  order           C
                  payload offset  128 bytes
                  item size       8 bytes
                  payload         8 bytes
                """);
    }

    @Test
    void tellsOfAMember() throws IOException {
        Path file = folder.resolve("deflated.npz");
        Npz.write(file, NpzOptions.defaults().deflate(), out -> out.add("x", new long[1000]));
        NpzMember member = Npz.open(file).member("x");

        assertThat(Cli.run("info", file + "::x").out())
                .startsWith(file + "::x\n  in the archive  deflated from 8128 bytes to " + member.storedSize()
                        + "\n  version         1.0\n");
        assertThat(Cli.run("info", "--json", file + "::x").out())
                .isEqualTo("{\"file\":\"" + file + "\",\"member\":\"x\",\"stored\":false,\"stored_bytes\":"
                        + member.storedSize() + ",\"member_offset\":" + member.offset()
                        + ",\"version\":\"1.0\",\"descr\":\"<i8\",\"shape\":[1000],\"order\":\"C\",\"payload_offset\":128,"
                        + "\"item_size\":8,\"bytes\":8000,\"trailing_bytes\":0,\"fields\":[]}\n");
    }

    @Test
    void aBadArchiveIsTold() throws IOException {
        Path file = Files.write(folder.resolve("bad.npz"), new byte[] {'P', 'K', 3, 4, 0, 0});

        Cli.Result result = Cli.run("info", file, Cli.npy("f8_0d"));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.outLines()).contains(Cli.npy("f8_0d").toString());
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("npymap: " + file + ": byte 6: expected a zip archive, with an end record");
    }

    @Test
    void tellsOfBytesBehindThePayload() throws IOException {
        Path file = folder.resolve("trailing.npy");
        byte[] bytes = Files.readAllBytes(Cli.npy("f8_0d"));
        Files.write(file, bytes);
        Files.write(file, new byte[5], StandardOpenOption.APPEND);

        assertThat(Cli.run("info", file).out()).contains("behind it       5 bytes, ignored");
        assertThat(Cli.run("info", "--json", file).out()).contains("\"trailing_bytes\":5");
    }

    @Test
    void aTerabyteTakesNoTime() throws IOException {
        Path file = folder.resolve("large.npy");
        Npy.allocate(
                file,
                DType.FLOAT64,
                Shape.of(1L << 37),
                CreateOptions.defaults().sparse());

        assertThat(Cli.run("info", file).out()).contains("payload         1099511627776 bytes (1.1 TB)");
    }

    @Test
    void aBadFileDoesNotStopTheOthers() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad\nname.npy"), "nonsense");
        Path good = Cli.npy("f8_0d");

        Cli.Result result = Cli.run("info", "--json", good, bad, folder, folder.resolve("missing.npy"), good);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.outLines()).hasSize(2);
        assertThat(result.errLines())
                .containsExactly(
                        "npymap: " + folder
                                + "/bad name.npy: byte 0: expected the magic 93 4e 55 4d 50 59 of an NPY file,"
                                + " found 6e 6f 6e 73 65 6e, perhaps text",
                        "npymap: " + folder
                                + "/_manifest.json: the folder has no manifest: it holds no parts, or their writing was not"
                                + " completed",
                        "npymap: " + folder + "/missing.npy: no such file");
    }
}
