package dev.npymap.benchmarks.report;

import dev.npymap.benchmarks.report.Measurement.Group;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The Markdown report with charts, as one page that needs nothing else. */
final class HtmlReport {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 66rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            table { border-collapse: collapse; margin: 0.5rem 0 1rem; font-variant-numeric: tabular-nums; }
            th, td { border: 1px solid #ccc; padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; }
            th[align=right], td[align=right] { text-align: right; }
            code { background: #f3f3f3; padding: 0 0.2em; }
            img { max-width: 100%; display: block; }
            """;

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private HtmlReport() {}

    static String page(MarkdownReport report, Results results) throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<title>npymap: benchmarks</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n")
                .append(html(report.head()));
        if (!Charts.AVAILABLE) {
            page.append("<p>No charts: Java found no font on this machine. Install fontconfig and a font.</p>\n");
        }
        for (Question question : report.answered()) {
            page.append(html(report.sectionHead(question)));
            for (Map.Entry<Group, List<Measurement>> group :
                    results.groups(question).entrySet()) {
                String title = question.label(group.getKey());
                if (Charts.AVAILABLE) {
                    page.append("<img alt=\"bars of the table below\" src=\"")
                            .append(Charts.dataUrl(title, group.getValue()))
                            .append("\">\n");
                }
                page.append(html(report.table(question, group.getKey())));
            }
            page.append(html(report.sectionNotes(question)));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String html(String markdown) {
        return RENDERER.render(PARSER.parse(markdown));
    }
}
