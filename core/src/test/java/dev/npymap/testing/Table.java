package dev.npymap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tables that the scripts under {@code src/test/python} write: what Python and NumPy themselves say. */
public final class Table {
    private Table() {}

    /**
     * {@return the rows of a table, each the arguments of one test}
     *
     * @param name the file, below {@code dev/npymap} of the test resources
     * @param least how many rows there are at least, so that a table that lost its rows is noticed
     */
    public static Stream<Arguments> rows(String name, int least) {
        List<Arguments> rows = lines(name)
                .filter(line -> !line.startsWith("# "))
                .map(line -> line.split("\t", -1))
                .map(cells -> Arguments.of(
                        Stream.of(cells).map(String::translateEscapes).toArray()))
                .toList();
        assertThat(rows).as(name).hasSizeGreaterThanOrEqualTo(least);
        return rows.stream();
    }

    private static Stream<String> lines(String name) {
        try (InputStream in = Table.class.getResourceAsStream("/dev/npymap/" + name)) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
