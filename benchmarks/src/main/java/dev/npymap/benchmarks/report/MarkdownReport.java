package dev.npymap.benchmarks.report;

import dev.npymap.benchmarks.report.Measurement.Group;
import dev.npymap.benchmarks.report.Must.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report's parts as Markdown: RESULTS.md is all of them, and the HTML page puts charts between. */
final class MarkdownReport {
    private final Run run;
    private final Results results;
    private final Notes notes;

    MarkdownReport(Run run, Results results, Notes notes) {
        this.run = run;
        this.results = results;
        this.notes = notes;
    }

    String whole() {
        StringBuilder text = new StringBuilder(head());
        for (Question question : answered()) {
            text.append('\n').append(section(question));
        }
        return text.toString();
    }

    List<Question> answered() {
        return Questions.all().stream().filter(q -> !results.of(q).isEmpty()).toList();
    }

    /** Title, environment, how to read the tables, and what was to be reached. */
    String head() {
        StringBuilder text = new StringBuilder("# npymap: benchmarks\n\n");
        text.append(
                        "Written by `java -jar benchmarks/target/benchmarks.jar`. Times are averages per operation, ± half of")
                .append(" JMH's 99.9% confidence interval; NumPy's are medians, ± half of the range. Compare within a")
                .append(
                        " table; a ratio is a time in times of the baseline's, so less is faster. B/op are bytes that an")
                .append(" operation allocates on the heap, where no other process does it.\n\n");
        text.append("| | |\n| --- | --- |\n");
        run.environment().forEach((name, value) -> text.append(row(name, value)));
        text.append(row("NumPy", numpy()));
        text.append("\n## What it must reach\n\n");
        text.append("| question | must | measured | |\n| --- | --- | --- | --- |\n");
        for (Question question : answered()) {
            for (Must must : question.musts()) {
                text.append(verdicts(question, must));
            }
        }
        return text.append(notes.of("all")).toString();
    }

    private String numpy() {
        String problem = run.numpy().path("problem").asText();
        return problem.isEmpty()
                ? run.numpy().path("numpy").asText() + ", Python "
                        + run.numpy().path("python").asText()
                : "not measured: " + problem;
    }

    private String verdicts(Question question, Must must) {
        List<Verdict> verdicts = results.groups(question).values().stream()
                .flatMap(List::stream)
                .filter(must::isAbout)
                .map(m -> must.judge(m, results.of(question)))
                .toList();
        String measured = verdicts.stream()
                .map(v -> place(question, v.measurement()) + ": " + v.found())
                .collect(Collectors.joining("<br>"));
        Optional<Verdict> worst = verdicts.stream().min((a, b) -> Integer.compare(severity(a), severity(b)));
        return row(
                "[" + question.title() + "](#" + question.id() + ")",
                must.text(),
                measured,
                worst.map(Verdict::word).orElse("not measured"));
    }

    /** Not reached comes before not measured, and that before reached. */
    private static int severity(Verdict verdict) {
        return verdict.isReached().map(reached -> reached ? 2 : 0).orElse(1);
    }

    private static String place(Question question, Measurement measurement) {
        return question.label(measurement.group()) + (measurement.polluted() ? ", polluted" : "");
    }

    /** One question: its tables and its notes. */
    String section(Question question) {
        StringBuilder text = new StringBuilder(sectionHead(question));
        results.groups(question).forEach((group, _) -> text.append('\n').append(table(question, group)));
        return text.append(sectionNotes(question)).toString();
    }

    String sectionNotes(Question question) {
        return notes.of(question.id());
    }

    String sectionHead(Question question) {
        return "<a id=\"" + question.id() + "\"></a>\n\n## " + question.title() + "\n\n" + question.about() + "\n";
    }

    String table(Question question, Group group) {
        List<Measurement> rows = results.groups(question).get(group);
        TimeUnits unit = TimeUnits.of(rows);
        List<Rate> rates = Rate.of(group);
        Optional<Measurement> baseline = baseline(question, rows);
        StringBuilder text =
                new StringBuilder("**").append(question.label(group)).append("**\n\n");
        List<String> titles = new ArrayList<>(List.of("who", unit.symbol, "±"));
        rates.forEach(rate -> titles.add(rate.title));
        titles.addAll(List.of("ratio", "B/op", "must", ""));
        text.append(row(titles.toArray(String[]::new)));
        text.append("| --- |").append(" ---: |".repeat(titles.size() - 3)).append(" --- | --- |\n");
        for (Measurement m : rows) {
            text.append(row(cells(question, m, unit, rates, baseline)));
        }
        return text.toString();
    }

    private static Optional<Measurement> baseline(Question question, List<Measurement> rows) {
        return question.baselines().stream()
                .flatMap(who -> rows.stream().filter(m -> m.who().equals(who)))
                .findFirst();
    }

    private String[] cells(
            Question question,
            Measurement measurement,
            TimeUnits unit,
            List<Rate> rates,
            Optional<Measurement> baseline) {
        List<Verdict> verdicts = question.musts().stream()
                .filter(must -> must.isAbout(measurement))
                .map(must -> must.judge(measurement, results.of(question)))
                .toList();
        List<String> cells = new ArrayList<>();
        cells.add(Label.who(measurement));
        cells.add(unit.of(measurement.nanos()));
        cells.add(unit.of(measurement.errorNanos()));
        rates.forEach(rate -> cells.add(Label.number(rate.of(measurement))));
        cells.add(
                baseline.map(b -> Label.number(measurement.nanos() / b.nanos())).orElse(""));
        cells.add(measurement.allocation());
        cells.add(verdicts.stream().map(v -> v.must().shortText()).collect(Collectors.joining("<br>")));
        cells.add(verdicts.stream().map(v -> v.found() + ": " + v.word()).collect(Collectors.joining("<br>")));
        return cells.toArray(String[]::new);
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(cell.replace("|", "\\|")).append(" |");
        }
        return row.append('\n').toString();
    }
}
