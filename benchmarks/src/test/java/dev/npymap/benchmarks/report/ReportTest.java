package dev.npymap.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a small run, whose numbers are made up so that the ratios are easy to see. */
class ReportTest {
    private static final Pattern DATA_URL = Pattern.compile("src=\"data:image/png;base64,[A-Za-z0-9+/=]{1000,}\"");

    private final Map<String, String> environment = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void describeMachine() {
        environment.put("CPU", "A Processor");
        environment.put("JDK", "A JDK");
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(ReportTest.class.getResource(name).toURI());
    }

    private static JsonNode numpy() throws Exception {
        return Run.json(resource("numpy.json"));
    }

    private String markdown(JsonNode numpy) throws Exception {
        Report.write(
                resource("jmh.json"),
                new Run(environment, numpy),
                folder.resolve("notes.md"),
                folder.resolve("page.html"),
                folder.resolve("RESULTS.md"));
        return Files.readString(folder.resolve("RESULTS.md"));
    }

    private String html(JsonNode numpy) throws Exception {
        markdown(numpy);
        return Files.readString(folder.resolve("page.html"));
    }

    @Test
    void markdownHasEveryQuestionAndTheMachine() throws Exception {
        String markdown = markdown(numpy());
        for (Question question : Questions.all()) {
            assertThat(markdown).contains("## " + question.title(), "<a id=\"" + question.id() + "\"></a>");
        }
        assertThat(markdown).contains("| CPU | A Processor |", "| NumPy | 2.4.6, Python 3.11.7 |");
    }

    @Test
    void ratiosAreTakenInsideOneRunAndJudged() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "| **npymap** accessor | 8.00 | 0.100 | 1.00 | 0 | <= 1.05 x `static final` VarHandle | 1.00 x: reached |",
                        "| **npymap** accessor, polluted | 8.80 | 0.100 | 1.10 | 0 |"
                                + " <= 1.05 x `static final` VarHandle | 1.10 x: **not reached** |",
                        "polluted: 1.10 x | **not reached** |",
                        // The reference is another task of the same size: 11 µs against a copy's 10, and NumPy's 20.
                        "| **npymap** accessor | 11.0 | 0.010 | 23.8 |",
                        "0.55 x: **not reached**<br>1.10 x: reached");
    }

    @Test
    void unitsFitTheGroup() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "**by rows**\n\n| who | ns |",
                        "**window, at 8 GiB**\n\n| who | µs |",
                        "**read, 64 MiB**\n\n| who | ms |");
    }

    @Test
    void anAllocationIsFoundAndJmhsOwnIsNot() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "| **npymap** | 4.00 | 0.100 | 1.00 | 0 | <= 10.0 ns, 0 B/op | 4.00 ns, 0 B/op: reached |",
                        "| **npymap** | 4.50 | 0.100 | 1.00 | 24 | <= 10.0 ns, 0 B/op | 4.50 ns, 24 B/op: **not reached** |");
    }

    @Test
    void aLimitHasTheUnitInWhichItIsReadMostEasily() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "**claim and done of an empty share**\n\n| who | µs |",
                        "| **npymap**, unsynced | 24.0 | 1.00 | 12.0 | 6,000 | <= 100 µs | 24.0 µs: reached |",
                        "| **npymap**, synced | 150 | 9.00 | 75.0 | 6,000 |  |  |");
    }

    @Test
    void aRatioCloseToItsLimitHasThreeDigits() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "**fill and sync, 1,000 shares**\n\n| who | s |",
                        "| **npymap**, two processes | 5.85 | 0.100 | 0.585 | 0 |"
                                + " <= 0.588 x **npymap**, one process | 0.585 x: reached |",
                        "| **npymap**, two processes | 1.25 | 0.100 | 0.859 | 1.25 | 0 |");
    }

    @Test
    void whatIsAddedIsJudgedBesideAnotherTask() throws Exception {
        // 150 ms less 80, beside the 10 s of the fill that computes.
        assertThat(markdown(numpy()))
                .contains("| **npymap** | 150 | 0.100 | 1.88 | 0 | less `Npy.map` of each share, no ledger: <= 0.010 x"
                        + " `Npy.map` of each share, no ledger, unsynced | 0.00700 x: reached |");
    }

    @Test
    void aQueryOfSparkIsJudgedBesideTheLoopAndAnotherColumn() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "**sum of a plain `f8` array, 500 million rows**\n\n| who | ms | ± | million rows/s | ratio |",
                        "0.80 x: reached<br>0.20 x: reached |",
                        "<= 1.40 x **npymap**, sum | 1.50 x: **not reached** |",
                        "<= 0.833 x Spark's Parquet, uncompressed | 0.50 x: reached |");
    }

    @Test
    void aSmallRatioKeepsItsDigits() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "**open the archive, first element of `x`, 250 MB**\n\n| who | µs |",
                        "| **npymap** | 100 | 10.0 | 1.00 | 1,000 | <= 0.010 x NumPy | 0.00042 x: reached |");
    }

    @Test
    void ratesFollowFromWhatAnOperationMoves() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "**save, unsynced, 100 MB**\n\n| who | ms | ± | GB/s | ratio |",
                        "| **npymap** | 25.0 | 2.50 | 4.00 | 1.25 | 0 | <= 1.11 x bare `FileChannel` | 1.25 x: **not"
                                + " reached** |",
                        "**append, on the disk, 1,000 rows**\n\n| who | ms | ± | million rows/s | MB/s | ratio |",
                        "| **npymap** | 2.00 | 0.200 | 0.500 | 32.0 |  | 0 |");
    }

    @Test
    void numpyStandsBesideTheOthers() throws Exception {
        assertThat(markdown(numpy()))
                .contains(
                        "| NumPy | 10.0 | 0.200 | 1.25 |",
                        // The baseline of a fresh file is NumPy itself: 200 ms against 500.
                        "| **npymap**, reserved file | 200 | 20.0 | 2.68 | 0.400 |",
                        "create and fill, 512 MiB: 0.40 x | reached |");
    }

    @Test
    void withoutNumpyTheReportSaysSo() throws Exception {
        assertThat(markdown(Run.withoutNumpy("cannot start 'python9'")))
                .contains(
                        "| NumPy | not measured: cannot start 'python9' |",
                        "create and fill, 512 MiB: no NumPy | not measured |")
                .doesNotContain("\n| NumPy | 1");
    }

    @Test
    void pageNeedsNothingElse() throws Exception {
        String html = html(numpy());
        assertThat(html).doesNotContain("http:", "https:", "<script", "<link", "@import", "url(");
        assertThat(html).contains("<td>A Processor</td>", "<table>", "<code>double[]</code>");
        for (Question question : Questions.all()) {
            assertThat(html).contains("<h2>" + question.title().replaceAll("`([^`]*)`", "<code>$1</code>"));
        }
        if (!Charts.AVAILABLE) {
            assertThat(html).contains("No charts: Java found no font").doesNotContain("<img ");
            return;
        }
        Matcher images = DATA_URL.matcher(html);
        int groups = html.split("<img ", -1).length - 1;
        assertThat((int) images.results().count())
                .isEqualTo(groups)
                .isGreaterThanOrEqualTo(Questions.all().size());
    }

    @Test
    void timesFarApartAreDrawnToo() throws Exception {
        List<Measurement> group = DoubleStream.of(3, 70_000, 5)
                .mapToObj(nanos -> new Measurement(
                        "slice", "rows", "npymap", Map.of(), false, nanos, Double.NaN, OptionalDouble.empty()))
                .toList();
        Assumptions.assumeTrue(Charts.AVAILABLE, "no font; .ci/run installs one");
        assertThat(Charts.dataUrl("rows", group)).startsWith("data:image/png;base64,iVBOR");
    }

    @Test
    void notesGoToTheirQuestions() throws Exception {
        Files.writeString(
                folder.resolve("notes.md"),
                "For people.\n\n## window\nThe *parser* costs time.\n\n## all\nRead this.\n");
        String markdown = markdown(numpy());
        assertThat(markdown).doesNotContain("For people.");
        assertThat(markdown.indexOf("The *parser* costs time."))
                .isBetween(markdown.indexOf("<a id=\"window\">"), markdown.indexOf("<a id=\"random-access\">"));
        assertThat(markdown.indexOf("Read this.")).isBetween(0, markdown.indexOf("<a id=\"field-scan\">"));
        assertThat(html(numpy())).contains("<p>The <em>parser</em> costs time.</p>");
    }

    @Test
    void aNoteOfNoQuestionIsRefused() throws Exception {
        Files.writeString(folder.resolve("notes.md"), "## windows\nText.\n");
        assertThatThrownBy(() -> markdown(numpy()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("notes.md: the section 'windows' belongs to no question; there are [");
    }

    @Test
    void aRunIsReadAsItWasWritten() throws Exception {
        Path file = folder.resolve("run.json");
        new Run(environment, numpy()).write(file);
        Run read = Run.read(file);
        assertThat(read.environment()).containsExactlyEntriesOf(environment);
        assertThat(read.numpy()).isEqualTo(numpy());
    }

    @Test
    void thisMachineIsDescribed() {
        Map<String, String> facts = Environment.describe("quick", List.of("-Xmx1g"), folder);
        assertThat(facts)
                .containsEntry("profile", "quick")
                .containsEntry("JVM flags", "-Xmx1g")
                .containsEntry("commit", "unknown")
                .containsKeys("date", "CPU", "cores", "caches", "memory", "OS", "file system", "load before", "JDK");
        assertThat(facts.get("JDK")).contains("25");
    }
}
