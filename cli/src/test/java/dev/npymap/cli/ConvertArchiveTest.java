package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays to and from archives, and archives that have more than arrays. */
class ConvertArchiveTest {
    private static final String TEXT = "what the arrays are\n".repeat(1000);

    /** Where an entry of the directory tells how a member is compressed. */
    private static final int METHOD = 10;

    @TempDir
    private Path folder;

    private Path table;

    @BeforeEach
    void createTable() throws IOException {
        table = file("table.npy");
        Npy.save(table, new double[][] {{1, 2, 3}, {4, 5, 6}});
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** Names that end in .npy are arrays; others, texts and folders. */
    private Path archive(String name, String... members) throws IOException {
        Path file = file(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String member : members) {
                zip.putNextEntry(new ZipEntry(member));
                if (member.endsWith(".npy")) {
                    Files.copy(table, zip);
                } else if (!member.endsWith("/")) {
                    zip.write(TEXT.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return file;
    }

    private static String text(Path archive, String member) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(member)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void severalArraysMakeAnArchive() throws IOException {
        Path first = file("first.npz");
        Path out = file("out.npz");
        Npz.write(first, NpzOptions.defaults().deflate(), npz -> {
            npz.add("x", new long[] {1, 2, 3});
            npz.add("sub/y", new float[] {4});
        });

        Cli.Result result = Cli.run("convert", table, first, Cli.npy("f8_2x3_f"), out);

        assertThat(result.err()).isEmpty();
        assertThat(result.outLines())
                .containsExactly(
                        out + "::table: <f8, shape (2, 3), 176 bytes",
                        out + "::x: <i8, shape (3,), 152 bytes",
                        out + "::sub/y: <f4, shape (1,), 132 bytes",
                        out + "::f8_2x3_f: <f8, shape (2, 3) in Fortran order, 176 bytes");
        Npz npz = Npz.open(out);
        assertThat(npz.names()).containsExactly("table", "x", "sub/y", "f8_2x3_f");
        assertThat(npz.map("x").longs().toArray()).containsExactly(1, 2, 3);
        assertThat(npz.map("f8_2x3_f").header().order()).isEqualTo(MemoryOrder.FORTRAN);
        assertThat(npz.member("table").isStored()).isTrue();
    }

    @Test
    void memberIsNamedAndConverted() throws IOException {
        Path out = file("out.npz");

        assertThat(Cli.run("convert", "--deflate", "--dtype", "i4", "--cast", "--order", "F", table, out + "::a b")
                        .err())
                .isEmpty();

        Npz npz = Npz.open(out);
        assertThat(npz.names()).containsExactly("a b");
        assertThat(npz.member("a b").isStored()).isFalse();
        assertThat(npz.readHeader("a b")).isEqualTo(NpyHeader.of(DType.INT32, MemoryOrder.FORTRAN, Shape.of(2, 3)));
        assertThat(Cli.run("convert", out + "::a b", file("back.npy")).exit()).isZero();
        assertThat(Npy.map(file("back.npy")).ints().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void archiveThatExistsLosesNothing() throws IOException {
        Path old = file("old.npz");
        Npz.write(old, npz -> npz.add("x", new long[] {1}));
        byte[] bytes = Files.readAllBytes(old);
        String kept = old + ": it exists, and is left as it is";

        Cli.run("convert", table, old).assertFails(kept);
        for (String replace : new String[] {"--cast --dtype=f8", "--replace"}) {
            Object[] line = Stream.of(
                            Stream.of("convert"), Arrays.stream(replace.split(" ")), Stream.of(table, old + "::t"))
                    .flatMap(s -> s)
                    .toArray();
            Cli.run(line)
                    .assertFails(kept + ": `npymap convert " + old
                            + " IN NEW.npz` makes another archive, with its arrays and IN");
        }
        assertThat(old).hasBinaryContent(bytes);

        // In place: what was there, and more.
        assertThat(Cli.run("convert", "--replace", old, table, old).err()).isEmpty();
        assertThat(Npz.open(old).names()).containsExactly("x", "table");
        assertThat(Npz.open(old).map("x").longs().toArray()).containsExactly(1);
    }

    @Test
    void namesInAnArchiveDiffer() throws IOException {
        Files.createDirectory(file("sub"));
        Path other = file("sub/table.npy");
        Files.copy(table, other);

        Cli.run("convert", table, other, file("out.npz"))
                .assertFails(other + ": " + table + " is to be the array 'table' too");
        Cli.run("convert", table, other, file("out.npz") + "::x")
                .assertUsage("convert", file("out.npz") + "::x is to be one array, and 2 are given");
        Cli.run("convert", table, file("out.npz") + "::").assertFails(table + ": an array needs a name");
        assertThat(Cli.names(folder)).containsExactly("sub", "table.npy");
    }

    @Test
    void damagedMemberIsNotGivenANewChecksum() throws IOException {
        Path archive = file("a.npz");
        Npz.write(archive, npz -> npz.add("x", new long[] {1, 2}));
        byte[] bytes = Files.readAllBytes(archive);
        int last = (int) (Npz.open(archive).member("x").offset()
                        + Npz.open(archive).member("x").size())
                - 1;
        bytes[last] ^= 1;
        Files.write(archive, bytes);

        for (String out : List.of("out.npz", "out.npy")) {
            Cli.Result result = Cli.run("convert", archive, file(out));
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.err())
                    .startsWith("npymap: " + archive + ": byte 64: expected bytes with the CRC-32 ")
                    .hasLineCount(1);
        }
        assertThat(Cli.names(folder)).containsExactly("a.npz", "table.npy");
    }

    @Test
    void membersThatAreNoArraysAreCopied() throws IOException {
        Path old = archive("old.npz", "meta/", "meta/readme.txt", "x.npy");
        long storedSize = Npz.open(old).member("meta/readme.txt").storedSize();

        Cli.Result result = Cli.run("convert", "--replace", old, table, old);

        assertThat(result.err()).isEmpty();
        assertThat(result.outLines())
                .containsExactly(
                        old + "::x: <f8, shape (2, 3), 176 bytes",
                        old + "::table: <f8, shape (2, 3), 176 bytes",
                        old + "::meta/: copied as it is",
                        old + "::meta/readme.txt: copied as it is");
        Npz npz = Npz.open(old);
        assertThat(npz.names()).containsExactly("x", "table");
        assertThat(npz.otherNames()).containsExactly("meta/", "meta/readme.txt");
        assertThat(npz.member("meta/readme.txt").storedSize()).isEqualTo(storedSize);
        assertThat(text(old, "meta/readme.txt")).isEqualTo(TEXT);
    }

    @Test
    void archiveWithoutArraysKeepsWhatItHas() throws IOException {
        Path old = archive("old.npz", "a.txt");

        assertThat(Cli.run("convert", "--deflate", old, table, file("new.npz")).err())
                .isEmpty();

        assertThat(Npz.open(file("new.npz")).names()).containsExactly("table");
        assertThat(text(file("new.npz"), "a.txt")).isEqualTo(TEXT);
    }

    @Test
    void membersOfOneNameAreRefused() throws IOException {
        Path first = archive("first.npz", "meta/", "meta/a.txt", "x.npy");
        Path second = archive("second.npz", "meta/", "meta/a.txt", "y.npy");
        Path out = file("out.npz");

        Cli.run("convert", first, second, out)
                .assertFails(second + "::meta/a.txt: " + first
                        + "::meta/a.txt is to be the member 'meta/a.txt' too; to leave this"
                        + " one out, name the arrays: " + second + "::NAME");
        assertThat(Cli.names(folder)).containsExactly("first.npz", "second.npz", "table.npy");

        assertThat(Cli.run("convert", first, second + "::y", out).err()).isEmpty();
        assertThat(Npz.open(out).names()).containsExactly("x", "y");
        Path third = archive("third.npz", "meta/", "z.npy");
        assertThat(Cli.run("convert", "--replace", first, third, out).err()).isEmpty();
        assertThat(Npz.open(out).otherNames()).containsExactly("meta/", "meta/a.txt");
    }

    @Test
    void archiveIsNotReplacedByAPartOfItself() throws IOException {
        Path old = archive("old.npz", "x.npy", "y.npy", "a.txt");
        Path zip = archive("old.zip", "x.npy", "a.txt");
        byte[] bytes = Files.readAllBytes(old);

        Cli.run("convert", "--replace", old + "::x", old)
                .assertFails(old + ": what would replace it is made of it without a.txt, y: write another file");
        Cli.run("convert", "--replace", zip, zip)
                .assertFails(zip + ": what would replace it is made of it without a.txt: write another file");
        assertThat(old).hasBinaryContent(bytes);

        // Of something else: all that is in it goes, as was asked for.
        assertThat(Cli.run("convert", "--replace", table, old).err()).isEmpty();
        assertThat(Npz.open(old).names()).containsExactly("table");
        assertThat(Npz.open(old).otherNames()).isEmpty();
    }

    /** Sets what the directory says about a member that comes first. */
    private static Path withMethodOfTheFirst(Path archive, int method) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        bytes[directory(bytes) + METHOD] = (byte) method;
        return Files.write(archive, bytes);
    }

    private static int directory(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    }

    @Test
    void memberThatCannotBeReadCanBeLeftOut() throws IOException {
        Path old = withMethodOfTheFirst(archive("old.npz", "a.txt", "x.npy"), 12);
        String problem = old + ": byte " + (directory(Files.readAllBytes(old)) + METHOD)
                + ": expected compression method 0 (stored) or 8 (deflated), found 12; to leave 'a.txt' out, name the arrays: "
                + old + "::NAME";

        Cli.run("convert", old, file("new.npz")).assertFails(problem);
        Cli.run("convert", "--replace", old, old).assertFails(problem);
        Cli.run("convert", "--replace", old + "::x", old)
                .assertFails(old + ": what would replace it is made of it without a.txt: write another file");
        assertThat(Cli.names(folder)).containsExactly("old.npz", "table.npy");

        assertThat(Cli.run("convert", old + "::x", file("new.npz")).err()).isEmpty();
        assertThat(Npz.open(file("new.npz")).names()).containsExactly("x");
    }

    /** It may hold an array, too. */
    @Test
    void arrayIsToldWithTheSuffixWhereAMemberHasItsName() throws IOException {
        Path old = archive("old.npz", "table");
        Path out = file("out.npz");

        assertThat(Cli.run("convert", old, table, out).outLines())
                .containsExactly(out + "::table.npy: <f8, shape (2, 3), 176 bytes", out + "::table: copied as it is");
        assertThat(Cli.run("convert", out + "::table.npy", file("again.npy")).err())
                .isEmpty();
        assertThat(file("again.npy")).hasSameBinaryContentAs(table);
    }

    @Test
    void folderGetsTheArraysAlone() throws IOException {
        Path old = archive("old.npz", "a.txt", "x.npy");
        Path twice = Files.copy(table, file("a.npy.npy"));
        Path out = Files.createDirectory(file("out"));

        assertThat(Cli.run("convert", old, twice, out).err()).isEmpty();

        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).containsExactlyInAnyOrder(out.resolve("x.npy"), out.resolve("a.npy.npy"));
        }
    }

    /** NumPy's name x is that of the member x, and so x.npy keeps its suffix. */
    @Test
    void memberWithAndWithoutTheSuffix() throws IOException {
        Path both = archive("both.npz", "x", "x.npy", "y.npy");
        Path out = Files.createDirectory(file("out"));

        Cli.run("convert", both, out)
                .assertFails(both + "::x.npy: it would be " + out.resolve("x.npy") + ", and so would " + both
                        + "::x: name the one that is meant");
        assertThat(out).isEmptyDirectory();

        assertThat(Cli.run("convert", both + "::x.npy", out).err()).isEmpty();
        assertThat(out.resolve("x.npy")).hasSameBinaryContentAs(table);
        assertThat(Cli.run("convert", both, file("copy.npz")).err()).isEmpty();
        assertThat(Npz.open(file("copy.npz")).names()).containsExactly("x", "y");
        assertThat(text(file("copy.npz"), "x")).isEqualTo(TEXT);
    }
}
