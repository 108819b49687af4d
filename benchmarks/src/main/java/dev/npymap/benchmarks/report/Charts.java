package dev.npymap.benchmarks.report;

import java.awt.Color;
import java.io.IOException;
import java.util.Base64;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** Bars of a group's times, as PNG. */
final class Charts {
    private static final int WIDTH = 860;
    private static final int BAR_HEIGHT = 26;
    private static final int FRAME_HEIGHT = 96;
    private static final Color BARS = new Color(0x1f, 0x77, 0xb4);

    /** From this ratio of the longest to the shortest on, the short ones would be invisible. */
    private static final double LOGARITHMIC_FROM = 20;

    private Charts() {}

    /** {@return the chart as the text of a data URL} */
    static String dataUrl(String title, List<Measurement> group) throws IOException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(title, group));
    }

    private static byte[] png(String title, List<Measurement> group) throws IOException {
        TimeUnits unit = TimeUnits.of(group);
        DoubleSummaryStatistics nanos =
                group.stream().mapToDouble(Measurement::nanos).summaryStatistics();
        boolean isLogarithmic = nanos.getMax() > LOGARITHMIC_FROM * nanos.getMin();
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(FRAME_HEIGHT + BAR_HEIGHT * group.size())
                .title(Label.plain(title))
                .xAxisTitle(
                        unit.symbol + " per operation, " + (isLogarithmic ? "logarithmic; " : "") + "shorter is faster")
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setLabelsVisible(false);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLogarithmic(isLogarithmic);
        // Every bar has its name.
        chart.getStyler().setYAxisTickMarkSpacingHint(1);
        // From the lowest bar up.
        List<Measurement> upwards = group.reversed();
        List<String> names = upwards.stream()
                .map(m -> Label.plain(Label.who(m)) + "   " + unit.of(m.nanos()))
                .toList();
        chart.addSeries(
                        "time",
                        upwards.stream().map(m -> m.nanos() / unit.nanos).toList(),
                        names)
                .setFillColor(BARS);
        return ChartEncoder.getBytes(chart, "png");
    }
}
