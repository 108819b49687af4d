package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.cli.InThisJvm;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code npymap convert} and {@code npymap append}: arrays as NumPy's own conversions make them, CSV files as NumPy reads them. */
class ConvertIT {
    private static final String NUMBERS = "? i1 u1 <i2 >u2 <i4 >u4 <i8 >u8 <f2 >f2 <f4 >f8";
    private static final String OTHERS =
            "<f16 >c8 <c16 S3 <U2 >U2 V3 <M8[s] >m8[25us] [('p',[('x','>f4'),('y','<i8')]),('m','<u2',(2,2))]";

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    private NumPyPeer peer;
    private Path folder;

    @TestFactory
    Stream<DynamicTest> convertedArraysAreNumPys() {
        return Peers.all(getClass()).stream()
                .flatMap(peer -> Stream.of(
                        dynamicTest("arrays, " + peer, () -> with(peer).checkArrays()),
                        dynamicTest("numbers, " + peer, () -> with(peer).checkNumbers()),
                        dynamicTest("CSV files, " + peer, () -> with(peer).checkCsv()),
                        dynamicTest("appended rows, " + peer, () -> with(peer).checkAppended())));
    }

    private ConvertIT with(NumPyPeer peer) throws IOException {
        this.peer = peer;
        this.folder = Files.createTempDirectory(temp, "convert");
        return this;
    }

    private static String quoted(String dtype) {
        return dtype.startsWith("[") ? dtype : "'" + dtype + "'";
    }

    /** An expression that writes arrays of some shapes and orders, of random bytes, into an archive. */
    private static String arrays(String dtypes, String save) {
        StringBuilder arrays = new StringBuilder("np." + save + "(f");
        int n = 0;
        for (String dtype : dtypes.split(" ", -1)) {
            for (String shape : new String[] {"()", "(7,)", "(0, 3)", "(3, 4)", "(2, 3, 5)"}) {
                String size = "int(np.prod(" + shape + ")) * np.dtype(" + quoted(dtype) + ").itemsize";
                String bytes = "np.random.default_rng(" + n + ").integers(0, " + (dtype.equals("?") ? 2 : 32) + ", "
                        + size + ", 'u1').tobytes()";
                for (String order : new String[] {"C", "F"}) {
                    arrays.append(", a%d=np.frombuffer(%s, %s).reshape(%s).copy('%s')"
                            .formatted(n++, bytes, quoted(dtype), shape, order));
                }
            }
        }
        return arrays + ")";
    }

    /** The command as users run it: a JVM of its own, from its jar, whose folder the test chooses. */
    private String npymap(Object... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-jar",
                System.getProperty("npymap.cli.jar")));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        return Command.java(folder, line.toArray(String[]::new)).run().success();
    }

    /** Conversions, then NumPy's view of all of them at once: a process for each takes longer than what it does. */
    private void check(Conversion... conversions) throws IOException {
        List<Object> checks = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (Conversion conversion : conversions) {
            List<Object> line = new ArrayList<>(List.of("convert"));
            line.addAll(conversion.options());
            line.add(conversion.in());
            line.add(conversion.out());
            String printed = InThisJvm.npymap(line.toArray());
            checks.addAll(List.of(conversion.rule(), conversion.in(), conversion.out()));
            counts.add(printed.lines().count() + " same");
        }
        assertThat(peer.run("convert.py", folder, checks.toArray()).lines()).containsExactlyElementsOf(counts);
    }

    /** What the command does to an archive, and a rule by which NumPy does. */
    private record Conversion(String rule, Path in, Path out, List<String> options) {
        static Conversion of(String rule, Path in, Path out, String... options) {
            return new Conversion(rule, in, out, List.of(options));
        }
    }

    private void checkArrays() throws IOException {
        Path stored = folder.resolve("in.npz");
        Path deflated = folder.resolve("deflated.npz");
        peer.run(
                "convert.py",
                folder,
                "--write",
                stored,
                arrays(NUMBERS + " " + OTHERS, "savez"),
                deflated,
                arrays(OTHERS, "savez_compressed"));

        check(
                Conversion.of("a", stored, folder.resolve("same.npz")),
                Conversion.of("a", deflated, folder.resolve("deflate.npz"), "--deflate"),
                Conversion.of("a", stored, Files.createDirectory(folder.resolve("files"))),
                Conversion.of("np.asfortranarray(a) if a.ndim else a", stored, folder.resolve("f.npz"), "--order", "F"),
                Conversion.of("a.copy('C')", deflated, Files.createDirectory(folder.resolve("c")), "--order", "C"),
                Conversion.of(
                        "a.astype(a.dtype.newbyteorder('>'), 'A')",
                        stored,
                        folder.resolve("big.npz"),
                        "--byte-order",
                        "big"),
                Conversion.of(
                        "a.astype(a.dtype.newbyteorder('<'), 'A')",
                        deflated,
                        folder.resolve("little.npz"),
                        "--byte-order",
                        "little"));
    }

    private void checkNumbers() throws IOException, InterruptedException {
        Path numbers = folder.resolve("numbers.npz");
        // Rows run along the slowest axis.
        Path rows = folder.resolve("rows.npz");
        peer.run(
                "convert.py",
                folder,
                "--write",
                numbers,
                arrays(NUMBERS, "savez"),
                rows,
                "np.savez(f, a=np.arange(20).reshape(4, 5), b=np.arange(20.).reshape(4, 5).T, c=np.arange(4))");
        List<Conversion> conversions = new ArrayList<>();
        for (String dtype : new String[] {"<f4", ">f8", "<c16", "?"}) {
            conversions.add(Conversion.of(
                    "a.astype('" + dtype + "')",
                    numbers,
                    folder.resolve("cast" + dtype.substring(dtype.length() - 1) + ".npz"),
                    "--cast",
                    "--dtype",
                    dtype));
        }
        conversions.add(Conversion.of(
                "a[..., 1:3] if a.flags.fnc else a[1:3]", rows, folder.resolve("some.npz"), "--rows", "1:-1"));
        conversions.add(Conversion.of(
                "np.array_split(a, 3, -1 if a.flags.fnc else 0)[0]",
                rows,
                folder.resolve("share.npz"),
                "--share",
                "0/3"));

        check(conversions.toArray(Conversion[]::new));

        assertThat(npymap("convert", rows, ".").lines()).hasSize(3);
        assertThat(peer.run("convert.py", folder, "a", rows, ".").strip()).isEqualTo("3 same");
    }

    private void checkCsv() throws IOException {
        String random = "np.random.default_rng(5)";
        String cells =
                "1+2j (1-2.5j) 3j -j 1-j 5 (5) (1+2J) 1e3+1e-2j .5e-3-.25E+2j nan+infj -inf-infinityj -0-0j 1e400+1.j";
        check(
                CsvCase.of(
                        "np.savetxt(f, " + random + ".standard_normal((100, 7)), delimiter=',')",
                        "np.loadtxt(%s, delimiter=',')",
                        "--dtype",
                        "f8"),
                CsvCase.of(
                        "np.savetxt(f, " + random + ".standard_normal((100, 7)), '%.7g', ' ', '\\r\\n')",
                        "np.loadtxt(%s, '>f4')",
                        "--dtype",
                        ">f4",
                        "--delimiter",
                        " "),
                CsvCase.of(
                        "np.savetxt(f, " + random + ".standard_normal(1000) * 1000, '%.6g')",
                        "np.loadtxt(%s, 'f2')",
                        "--dtype",
                        "f2"),
                CsvCase.of(
                        "np.savetxt(f, " + random
                                + ".integers(-2**63, 2**63, (50, 3)), '%d', '\\t', header='a\\tb\\tc')",
                        "np.loadtxt(%s, 'i8', delimiter='\\t')",
                        "--dtype",
                        "i8",
                        "--delimiter",
                        "tab",
                        "--skip",
                        "1"),
                CsvCase.of(
                        "np.savetxt(f, " + random + ".integers(0, 2**64, 50, 'u8'), '%d')",
                        "np.loadtxt(%s, 'u8')",
                        "--dtype",
                        "u8"),
                CsvCase.of("np.savetxt(f, np.arange(6) % 2, '%d')", "np.loadtxt(%s, '?')", "--dtype", "?"),
                CsvCase.of(
                        "open(f, 'w').write('nan,inf,-inf,Infinity,NaN,+1.5,-.5,5.,1e400,-1e-400\\n')",
                        "np.loadtxt(%s, delimiter=',', ndmin=2)",
                        "--dtype",
                        "f8"),
                CsvCase.of(
                        "open(f, 'w').write('1,,3\\n,5,\\n')",
                        "np.genfromtxt(%s, delimiter=',')",
                        "--dtype",
                        "f8",
                        "--empty",
                        "nan"),
                CsvCase.of(
                        "open(f, 'w').write('id,x,name\\n1,2.5,\"a,b\"\\n2,nan,\"say \"\"so\"\"\"\\n')",
                        "np.loadtxt(%s, [('id', '<i4'), ('x', '>f8'), ('name', '<U8')], delimiter=',', skiprows=1, quotechar='\"')",
                        "--dtype",
                        "[('id', '<i4'), ('x', '>f8'), ('name', '<U8')]",
                        "--header"),
                CsvCase.of(
                        "open(f, 'w').write('x,id\\n2.5,1\\n3,2\\n')",
                        "np.genfromtxt(%s, [('x', 'f8'), ('id', 'i4')], delimiter=',', names=True)[['id', 'x']].astype([('id', '<i4'), ('x', '<f8')])",
                        "--dtype",
                        "[('id', '<i4'), ('x', '<f8')]",
                        "--header"),
                CsvCase.of(
                        "open(f, 'w').write('1,2,3,4,5\\n6,7,8,9,10\\n')",
                        "np.loadtxt(%s, [('a', 'i1'), ('m', '>u2', (2, 2))], delimiter=',')",
                        "--dtype",
                        "[('a', 'i1'), ('m', '>u2', (2, 2))]"),
                CsvCase.of(
                        "np.savetxt(f, " + random + ".standard_normal((50, 6)).view('c16'), delimiter=',')",
                        "np.loadtxt(%s, 'c16', delimiter=',')",
                        "--dtype",
                        "<c16"),
                CsvCase.of(
                        "open(f, 'w').write('" + cells + "'.replace(' ', '\\n'))",
                        "np.array([complex(c) for c in open(%s)])",
                        "--dtype",
                        "<c16"),
                CsvCase.of(
                        "open(f, 'w').write('2026-01-31T12:00:00\\n1969-12-31\\n2000-01\\n1600\\nNaT\\n0001-01-01T23:59\\n')",
                        "np.array([d.strip() for d in open(%s)], 'M8[s]')",
                        "--dtype",
                        "<M8[s]"),
                CsvCase.of(
                        "np.savetxt(f, np.arange(-40000, 40000, 77).astype('M8[D]').astype(str), '%s')",
                        "np.array([d.strip() for d in open(%s)], '>M8[D]')", "--dtype", ">M8[D]"));
    }

    /** A file that NumPy writes and reads, and how npymap is to read it. */
    private record CsvCase(String write, String read, List<String> options) {
        static CsvCase of(String write, String read, String... options) {
            return new CsvCase(write, read, List.of(options));
        }
    }

    private void check(CsvCase... cases) throws IOException {
        List<Object> writes = new ArrayList<>(List.of("--write"));
        List<Object> checks = new ArrayList<>(List.of("--same"));
        List<List<Object>> lines = new ArrayList<>();
        for (CsvCase one : cases) {
            Path csv = folder.resolve("t" + lines.size() + ".csv");
            Path out = folder.resolve(csv.getFileName() + ".npy");
            writes.addAll(List.of(csv, one.write()));
            checks.addAll(List.of(out, one.read().formatted("'" + csv + "'")));
            List<Object> line = new ArrayList<>(List.of("convert"));
            line.addAll(one.options());
            line.addAll(List.of(csv, out));
            lines.add(line);
        }

        peer.run("convert.py", folder, writes.toArray());
        for (List<Object> line : lines) {
            InThisJvm.npymap(line.toArray());
        }
        assertThat(peer.run("convert.py", folder, checks.toArray()).strip()).isEqualTo(cases.length + " same");
    }

    private void checkAppended() throws IOException, InterruptedException {
        Path file = folder.resolve("a.npy");
        Path more = folder.resolve("more.npz");
        Path csv = folder.resolve("t.csv");
        peer.run(
                "convert.py",
                folder,
                "--write",
                file,
                "np.save(f, np.arange(6.).reshape(3, 2))",
                more,
                "np.savez(f, x=np.arange(4, dtype='>f8').reshape(2, 2), y=np.ones((2, 2)).T)",
                csv,
                "np.savetxt(f, np.eye(2), delimiter=',')");

        npymap("append", file, more, csv, file);

        assertThat(peer.run(
                                "convert.py",
                                folder,
                                "--same",
                                file,
                                "(lambda a: np.concatenate([a, np.arange(4.).reshape(2, 2), np.ones((2, 2)), np.eye(2), a]))"
                                        + "(np.arange(6.).reshape(3, 2))")
                        .strip())
                .isEqualTo("1 same");
    }
}
