package dev.npymap.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a run's report: one HTML page, and the same tables as Markdown. */
public final class Report {
    private Report() {}

    /**
     * Writes it.
     *
     * @param jmh what JMH wrote
     * @param run the rest of the run
     * @param notesFile what people have to say about the numbers; may be absent
     * @param html the page to be written
     * @param markdown the file to be written
     * @throws IOException if a file cannot be read or written, or is not what it should be
     */
    public static void write(Path jmh, Run run, Path notesFile, Path html, Path markdown) throws IOException {
        List<Measurement> measurements = new ArrayList<>(JmhJson.read(jmh));
        measurements.addAll(NumpyJson.measurements(run.numpy()));
        Results results = new Results(measurements);
        MarkdownReport report = new MarkdownReport(run, results, Notes.read(notesFile));
        Files.writeString(markdown, report.whole());
        Files.writeString(html, HtmlReport.page(report, results));
    }
}
