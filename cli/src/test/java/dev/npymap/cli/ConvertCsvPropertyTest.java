package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.ComplexAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** CSV files of any content. */
class ConvertCsvPropertyTest {
    private Path folder;

    @BeforeProperty
    void createFolder() throws IOException {
        folder = Files.createTempDirectory("npymap-csv");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A row. */
    record Row(String name, double x, int n, boolean isSet, String code) {}

    @Provide
    Arbitrary<Row> rows() {
        Arbitrary<String> names =
                Arbitraries.strings().withChars(" ,;\"'\n\r\tab1é€\u2028").ofMaxLength(8);
        Arbitrary<String> codes = Arbitraries.strings().withChars("x,\"\n é").ofMaxLength(4);
        return Combinators.combine(names, doubles(), Arbitraries.integers(), Arbitraries.of(true, false), codes)
                .as(Row::new);
    }

    @Property(tries = 100)
    void whatCatWritesIsReadAgain(@ForAll @Size(max = 5) List<@From("rows") Row> rows) throws IOException {
        Path from = folder.resolve("from.npy");
        Path to = folder.resolve("to.npy");
        Path csv = folder.resolve("t.csv");
        DType dtype = DType.of("[('name', '<U8'), ('x', '>f8'), ('n', '<i4'), ('set', '?'), ('code', 'S4')]");
        NpyArray array = Npy.create(
                from, dtype, Shape.of(rows.size()), CreateOptions.defaults().replace());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            array.strings("name").set(i, row.name());
            array.doubles("x").set(i, row.x());
            array.ints("n").set(i, row.n());
            array.booleans("set").set(i, row.isSet());
            array.strings("code").set(i, row.code());
        }
        Files.writeString(csv, Cli.run("cat", "--format", "csv", from).out());

        Cli.Result result = Cli.run("convert", "--replace", "--header", "--dtype", dtype, csv, to);

        assertThat(result.err()).isEmpty();
        assertThat(to).hasSameBinaryContentAs(from);
    }

    /** One column of text: a line of its own for what is empty, too. */
    @Property(tries = 100)
    void textAloneIsReadAgain(@ForAll @Size(max = 5) List<@From("texts") String> texts) throws IOException {
        Path from = folder.resolve("from.npy");
        Path to = folder.resolve("to.npy");
        Path csv = folder.resolve("t.csv");
        NpyArray array = Npy.create(
                from,
                DType.string(6),
                Shape.of(texts.size()),
                CreateOptions.defaults().replace());
        for (int i = 0; i < texts.size(); i++) {
            array.strings().set(i, texts.get(i));
        }
        Files.writeString(csv, Cli.run("cat", "--format", "csv", from).out());

        assertThat(Cli.run("convert", "--replace", "--header", "--dtype", "<U6", csv, to)
                        .err())
                .isEmpty();

        assertThat(to).hasSameBinaryContentAs(from);
    }

    /** The two columns of each as cat writes them, and the one cell that Python would write. */
    @Property(tries = 100)
    void complexNumbersAreReadAgain(
            @ForAll @Size(min = 2, max = 6) List<@From("doubles") Double> numbers,
            @ForAll("complexDtypes") String dtype,
            @ForAll boolean isTable)
            throws IOException {
        Path from = folder.resolve("from.npy");
        Path to = folder.resolve("to.npy");
        Path csv = folder.resolve("t.csv");
        int count = numbers.size() / 2;
        Shape shape = isTable ? Shape.of(1, count) : Shape.of(count);
        NpyArray array = Npy.create(
                from, DType.of(dtype), shape, CreateOptions.defaults().replace());
        ComplexAccessor all = array.reshape(Shape.of(count)).complexes();
        for (int i = 0; i < count; i++) {
            all.set(i, numbers.get(2 * i), numbers.get(2 * i + 1));
        }
        List<String> pairs =
                Cli.run("cat", "--format", "csv", from).out().lines().skip(1).toList();
        List<String> cells = pairs.stream()
                .map(line -> line.replaceAll("([^,]+),([^,]+)", "($1+$2j)").replace("+-", "-"))
                .toList();

        for (List<String> form : List.of(pairs, cells)) {
            Files.write(csv, form);

            assertThat(Cli.run("convert", "--replace", "--dtype", dtype, csv, to)
                            .err())
                    .isEmpty();

            assertThat(Npy.readHeader(to).dtype()).isEqualTo(DType.of(dtype));
            assertThat(Npy.map(to).complexes().toArray()).containsExactly(all.toArray());
        }
    }

    @Provide
    Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE));
    }

    @Provide
    Arbitrary<String> complexDtypes() {
        return Arbitraries.of("<c8", ">c8", "<c16", ">c16");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars(" ,\"\n\r#ab").ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.strings()
                .withChars("0123456789jJ(),,,,\n\n\n\"\"\r\t .-+eEnaif\ufeffé\0")
                .ofMaxLength(60);
    }

    /** An array with as many rows as lines that have cells; or one line of complaint that names the file, and no file. */
    @Property(tries = 500)
    void anyFileIsReadOrRefused(@ForAll("files") String text, @ForAll("dtypes") String dtype, @ForAll boolean header)
            throws IOException {
        Path csv = folder.resolve("t.csv");
        Path out = folder.resolve("out.npy");
        Files.deleteIfExists(out);
        Files.writeString(csv, text);

        Cli.Result result = header
                ? Cli.run("convert", "--header", "--dtype", dtype, csv, out)
                : Cli.run("convert", "--dtype", dtype, csv, out);

        if (result.exit() == 0) {
            assertThat(result.err()).isEmpty();
            assertThat(Npy.map(out).shape().rank()).isBetween(1, 2);
            assertThat(Npy.map(out).rows()).isLessThanOrEqualTo(text.length() + 1L);
        } else {
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.errLines()).singleElement().asString().startsWith("npymap: " + csv + ": ");
            assertThat(result.err()).contains("expected ", "found").doesNotContain("Exception");
            assertThat(out).doesNotExist();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Provide
    Arbitrary<String> dtypes() {
        return Arbitraries.of(
                "f8", "<i2", "u8", "S3", "<U2", "?", "M8[D]", "m8[s]", "V1", "c8", "[('a', 'f4'), ('b', 'S2')]", "f2");
    }
}
