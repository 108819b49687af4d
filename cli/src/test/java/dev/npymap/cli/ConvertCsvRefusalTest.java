package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.NpyArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** CSV files that are no arrays, and where they are wrong. */
class ConvertCsvRefusalTest extends CsvConversion {
    @Test
    void emptyCellsAreAnErrorUnlessToldWhatTheyAre() throws IOException {
        assertFails(
                "1,0.5,ab\n2,,cd\n",
                "line 2, column 2 (x): expected a value, found an empty cell; --empty TEXT tells what one is read as",
                "--dtype",
                POINTS);
        assertFails(
                "1,0.5,ab\n ,1,cd\n",
                "line 2, column 1 (id): expected an integer from -2147483648 to 2147483647, found an empty cell, read as 'nan'",
                "--dtype",
                POINTS,
                "--empty",
                "nan");
        NpyArray array = converted("1,,ab\n2,\"\",\n", "--dtype", POINTS, "--empty", "nan");
        assertThat(array.doubles("x").toArray()).containsExactly(Double.NaN, Double.NaN);
        assertThat(array.strings("name").toArray()).containsExactly("ab", "");
    }

    @Test
    void badCellsAreLocated() throws IOException {
        assertFails(
                "1,0.5,ab\n\n\"2\",\"x\ny\",cd\n",
                "line 3, column 2 (x): expected a number, found 'x y'",
                "--dtype",
                POINTS);
        assertFails(
                "1,0.5,ab\n\"2\n\",1,cd\n3,1,long\n",
                "line 4, column 3 (name): expected text that fits in |S3, found 'long'",
                "--dtype",
                POINTS);
        assertFails("1,2\n3,4,5\n", "line 2: expected 2 columns, found 3", "--dtype", "i4");
        assertFails("1,2\n3\n", "line 2: expected 2 columns, found 1", "--dtype", "i4");
        assertFails("1,2\n", "line 1: expected 3 columns, found 2", "--dtype", POINTS);
        assertFails("1,2,3\n", "line 1: expected 1 column, found 3", "--dtype", "[('a', 'i4')]");
        assertFails("1,2,3\n", "line 1: expected 2 columns, found 3", "--dtype", "c16");
        assertFails("1\n300\n", "line 2, column 1: expected an integer from 0 to 255, found '300'", "--dtype", "u1");
        assertFails("1,2\n3,x\n", "line 2, column 2 ([1]): expected a number, found 'x'", "--dtype", "f8");
        assertFails(
                "id,x,name\n1,2,ab\n",
                "line 1, column 1 (id): expected an integer from -2147483648 to 2147483647, found 'id'; --header takes the"
                        + " line for the names of the columns",
                "--dtype",
                POINTS);
    }

    @Test
    void longCellsAreShortenedInMessages() throws IOException {
        assertFails(
                "x".repeat(1000) + "\n",
                "line 1, column 1: expected a number, found '" + "x".repeat(60)
                        + "...'; --header takes the line for the names" + " of the columns",
                "--dtype",
                "f8");
    }

    @Test
    void headersThatDoNotFitAreRefused() throws IOException {
        assertFails(
                "id,x\n1,2\n",
                "line 1: expected one column 'name', found none; the columns are id, x",
                "--header",
                "--dtype",
                POINTS);
        assertFails(
                "id,x,name,x\n",
                "line 1: expected one column 'x', found several; the columns are id, x, name, x",
                "--header",
                "--dtype",
                POINTS);
        assertFails("", "expected a line of names, found the end", "--header", "--dtype", POINTS);
        assertFails("a\nb\n", "expected more than the 5 lines to skip, found the end", "--skip", "5", "--dtype", "i4");
    }

    private void assertQuotesAreBroken(Cli.Result result) {
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("npymap: " + folder.resolve("t.csv") + ": line 2: expected comma-separated values, found: ")
                .hasLineCount(1);
    }

    @Test
    void brokenQuotesAreLocated() throws IOException {
        assertQuotesAreBroken(convert("1\n\"2\"3\n", "--dtype", "f8"));
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }

    @Test
    void quoteThatNobodyClosesIsLocated() throws IOException {
        assertQuotesAreBroken(convert("a\n\"b\n", "--dtype", "S3"));
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }

    @Test
    void quoteThatNobodyClosesDoesNotFillTheMemory() throws IOException {
        assertQuotesAreBroken(convert("1\n\"" + "2\n".repeat(2_000_000), "--dtype", "f8"));
    }

    @Test
    void otherBytesThanUtf8AreLocated() throws IOException {
        Files.write(folder.resolve("t.csv"), "1\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Cli.run("convert", "--dtype", "U1", folder.resolve("t.csv"), out()))
                .isEqualTo(new Cli.Result(
                        1,
                        "",
                        "npymap: " + folder.resolve("t.csv")
                                + ": expected text in UTF-8, found other bytes at byte 2\n"));
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }

    @Test
    void csvNeedsADtype() throws IOException {
        Path csv = csv("1\n");

        Cli.Result result = Cli.run("convert", csv, out());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "npymap convert: " + csv
                                + " is neither an .npy file nor an .npz archive: if it is a CSV file, --dtype"
                                + " tells what it holds",
                        "Try 'npymap convert --help'.");
        assertThat(Cli.run("convert", "--dtype", "i4", "--delimiter", "ab", csv, out())
                        .errLines())
                .first()
                .isEqualTo(
                        "npymap convert: Invalid value for option '--delimiter': 'ab' is no character that can separate"
                                + " columns");
        assertThat(Cli.run("convert", "--dtype", "i4", "--delimiter", "\"", csv, out())
                        .exit())
                .isEqualTo(2);
    }
}
