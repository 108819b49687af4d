package dev.npymap.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.util.Base64;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Bars of a group's times, as PNG. */
final class Charts {
    private static final int WIDTH = 800;
    private static final int FRAME_HEIGHT = 110;
    private static final int LEGEND_HEIGHT = 24;
    private static final int LEAST_HEIGHT = 240;

    /** From this ratio of the longest to the shortest on, the short ones would be invisible. */
    private static final double LOGARITHMIC_FROM = 20;

    private static final Color NUMPY = new Color(0xe6, 0x8a, 0x00);
    private static final List<Color> OURS = List.of(
            new Color(0x1f, 0x4e, 0xb4),
            new Color(0x4f, 0x8e, 0xd8),
            new Color(0x0b, 0x2a, 0x6b),
            new Color(0x8f, 0xbb, 0xea));
    private static final List<Color> OTHERS = List.of(
            new Color(0x8a, 0x8a, 0x8a),
            new Color(0xb4, 0xb4, 0xb4),
            new Color(0x60, 0x60, 0x60),
            new Color(0xd2, 0xd2, 0xd2),
            new Color(0x9c, 0xa8, 0x9c),
            new Color(0xc4, 0xb8, 0xb0));

    static {
        // Nothing is shown, and a display that cannot be reached is no reason to fail.
        System.setProperty("java.awt.headless", "true");
    }

    /** Whether there are letters to draw with: Java asks fontconfig for fonts, and a bare machine has neither. */
    static final boolean AVAILABLE = hasFonts();

    private Charts() {}

    private static boolean hasFonts() {
        try {
            FontRenderContext plain = new FontRenderContext(null, false, false);
            return new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                            .getStringBounds("0", plain)
                            .getWidth()
                    > 0;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    /** {@return the chart as the text of a data URL} */
    static String dataUrl(String title, List<Measurement> group) throws IOException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(title, group));
    }

    private static byte[] png(String title, List<Measurement> group) throws IOException {
        TimeUnits unit = TimeUnits.of(group);
        DoubleSummaryStatistics nanos =
                group.stream().mapToDouble(Measurement::nanos).summaryStatistics();
        boolean isLogarithmic = nanos.getMax() > LOGARITHMIC_FROM * nanos.getMin();
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(Math.max(LEAST_HEIGHT, FRAME_HEIGHT + LEGEND_HEIGHT * group.size()))
                .title(Label.plain(title))
                .yAxisTitle(unit.symbol + (isLogarithmic ? ", logarithmic" : ""))
                .xAxisTitle("less is faster")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        if (isLogarithmic) {
            // Else the axis would begin at zero, which no logarithm has.
            chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(nanos.getMin() / unit.nanos / 2);
        }
        chart.getStyler().setXAxisTicksVisible(false);
        int ours = 0;
        int others = 0;
        for (Measurement m : group) {
            Color color;
            if (m.who().startsWith("numpy")) {
                color = NUMPY;
            } else if (Label.who(m).contains("**")) {
                color = OURS.get(ours++ % OURS.size());
            } else {
                color = OTHERS.get(others++ % OTHERS.size());
            }
            String name = Label.plain(Label.who(m)) + ": " + unit.of(m.nanos());
            chart.addSeries(name, List.of(""), List.of(m.nanos() / unit.nanos)).setFillColor(color);
        }
        return ChartEncoder.getBytes(chart, "png");
    }
}
