package dev.npymap.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells, in columns as wide as they need to be. */
final class TextTable {
    private final String indent;
    private final int numeric;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Begins a table.
     *
     * @param indent how many spaces each line begins with
     * @param numeric how many of the first columns hold numbers, which stand at the right
     */
    TextTable(int indent, int numeric) {
        this.indent = " ".repeat(indent);
        this.numeric = numeric;
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** {@return the table, each of its lines begun by a line feed} */
    String text() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                String gap = " ".repeat(widths[column] - cell.length());
                line.append(column < numeric ? gap + cell : cell + gap).append("  ");
            }
            out.append('\n').append(line.toString().stripTrailing());
        }
        return out.toString();
    }
}
