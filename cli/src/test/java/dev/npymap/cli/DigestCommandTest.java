package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestCommandTest {
    /** How many files NumPy wrote for the tests, at least. */
    private static final int FILES = 41;

    @TempDir
    private Path folder;

    /** What NumPy says: lines of file, {@code -}, descr, fortran_order, shape and sha256. */
    private static List<String> expected() throws IOException {
        return Files.readAllLines(Cli.npy("f8_0d").resolveSibling("digest.tsv"));
    }

    private static String expected(String name) throws IOException {
        String line = expected().stream()
                .filter(candidate -> candidate.startsWith(name + ".npy\t"))
                .findFirst()
                .orElseThrow();
        return line.substring(line.indexOf('\t', line.indexOf('\t') + 1));
    }

    @Test
    void printsWhatNumPySays() throws IOException {
        List<String> expected = expected();
        Path files = Cli.npy("f8_0d").getParent();
        Object[] arguments = new Object[expected.size() + 1];
        arguments[0] = "digest";
        for (int i = 0; i < expected.size(); i++) {
            arguments[i + 1] =
                    files.resolve(expected.get(i).substring(0, expected.get(i).indexOf('\t')));
        }

        Cli.Result result = Cli.run(arguments);

        assertThat(expected).hasSizeGreaterThanOrEqualTo(FILES);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.outLines())
                .containsExactlyElementsOf(
                        expected.stream().map(line -> files + "/" + line).toList());
    }

    @Test
    void aRefusedFileHasItsLine() throws IOException {
        byte[] bytes = Files.readAllBytes(Cli.npy("f8_2x3_c"));
        Path shortened = folder.resolve("short.npy");
        Files.write(shortened, Arrays.copyOf(bytes, bytes.length - 1));
        Path nonsense = Files.writeString(folder.resolve("nonsense.npy"), "nonsense");

        Cli.Result result = Cli.run("digest", shortened, nonsense);

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.outLines())
                .containsExactly(
                        shortened
                                + "\t-\tREFUSED\tbyte 175: expected 48 bytes of payload for shape (2, 3) of 8-byte elements,"
                                + " so a file of 176 bytes, found the end of the file",
                        nonsense + "\t-\tREFUSED\tbyte 0: expected the magic 93 4e 55 4d 50 59 of an NPY file, found"
                                + " 6e 6f 6e 73 65 6e, perhaps text");
    }

    @Test
    void aFileThatCannotBeReadHasNone() throws IOException {
        Path missing = folder.resolve("missing.npy");

        Cli.Result result = Cli.run("digest", missing, Cli.npy("f8_0d"));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errLines()).containsExactly("npymap: " + missing + ": no such file");
        assertThat(result.outLines()).containsExactly(Cli.npy("f8_0d") + "\t-" + expected("f8_0d"));
    }

    private Path zip(String... members) throws IOException {
        Path file = folder.resolve("some.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String member : members) {
                zip.putNextEntry(new ZipEntry(member));
                String name = member.replace(".npy", "");
                if (Cli.class.getResource("npy/" + name + ".npy") != null) {
                    zip.write(Files.readAllBytes(Cli.npy(name)));
                } else {
                    zip.write("hello".getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }
        return file;
    }

    @Test
    void anArchiveHasALineForEachMember() throws IOException {
        Path file = zip("nested.npy", "f8_2x3_f", "readme.txt", "c8_1d.npy");

        Cli.Result result = Cli.run("digest", file);

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.outLines())
                .containsExactly(
                        file + "\tc8_1d" + expected("c8_1d"),
                        file + "\tf8_2x3_f" + expected("f8_2x3_f"),
                        file + "\tnested" + expected("nested"),
                        file
                                + "\treadme.txt\tREFUSED\tbyte 0: expected the magic 93 4e 55 4d 50 59 of an NPY file, found"
                                + " 68 65 6c 6c 6f");
    }

    @Test
    void membersWhoseNamesDifferByTheSuffixAloneAreBothRead() throws IOException {
        Path file = zip("f8_0d.npy", "f8_0d", "c8_1d.npy", "c8_1d.npy.npy");

        assertThat(Cli.run("digest", file).outLines())
                .containsExactly(
                        file + "\tc8_1d" + expected("c8_1d"),
                        file + "\tc8_1d.npy.npy" + expected("c8_1d"),
                        file + "\tf8_0d" + expected("f8_0d"),
                        file + "\tf8_0d.npy" + expected("f8_0d"));
    }

    @Test
    void aMemberMayBeNamed() throws IOException {
        Path file = zip("nested.npy", "c8_1d.npy");

        Cli.Result result = Cli.run("digest", file + "::c8_1d", file + "::no", Cli.npy("f8_0d") + "::x");

        assertThat(result.outLines()).containsExactly(file + "\tc8_1d" + expected("c8_1d"));
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errLines())
                .containsExactly(
                        "npymap: " + file + "::no: the archive has no such member; it has 2 arrays: nested, c8_1d",
                        "npymap: " + Cli.npy("f8_0d") + "::x: " + Cli.npy("f8_0d")
                                + " is an .npy file: it has no members");
    }

    @Test
    void anEmptyArchiveHasNoLine() throws IOException {
        Cli.Result result = Cli.run("digest", zip());

        assertThat(result).isEqualTo(new Cli.Result(0, "", ""));
    }

    @Test
    void aDamagedMemberIsRefused() throws IOException {
        Path file = folder.resolve("stored.npz");
        byte[] npy = Files.readAllBytes(Cli.npy("f8_0d"));
        CRC32 crc = new CRC32();
        crc.update(npy);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("a.npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(npy.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(npy);
        }
        byte[] bytes = Files.readAllBytes(file);
        int header = 30 + "a.npy".length();
        bytes[header + npy.length - 1] ^= 1;
        Files.write(file, bytes);

        Cli.Result result = Cli.run("digest", file);

        assertThat(result.exit()).isZero();
        assertThat(result.outLines())
                .containsExactly(file + "\ta\tREFUSED\tbyte 0: a damaged member: its CRC-32 is another one");
    }

    @Test
    void whatOnlyBeginsLikeAnArchiveIsRefused() throws IOException {
        Path file = folder.resolve("bad.npz");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[] {'P', 'K', 3, 4, 0, 0});
        }

        Cli.Result result = Cli.run("digest", file);

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith(file + "\t-\tREFUSED\tbyte 0: not a sound zip archive: ");
    }
}
