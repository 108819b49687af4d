package dev.npymap.cli;

import java.io.IOException;

/** Reads the text of statistics. */
final class StatsTextProbe {
    private StatsTextProbe() {}

    /** {@return what stands behind a word} */
    static String line(ColumnStats stats, String word) throws IOException {
        return StatsText.of(stats)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length()).strip())
                .findFirst()
                .orElseThrow();
    }
}
