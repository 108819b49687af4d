package dev.npymap.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a CSV file is read. */
final class CsvOptions {
    private static final int LEAST_PRINTABLE = ' ';

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            defaultValue = ",",
            converter = DelimiterConverter.class,
            description = "What separates the columns of a CSV file: one character, or tab; by default a comma.")
    private char delimiter;

    @Option(
            names = "--header",
            description =
                    "The first line of a CSV file, after those that are skipped, has the names of its columns: each field of"
                            + " a struct takes the column of its name, as cat writes it, and further columns are left out.")
    private boolean hasHeader;

    @Option(
            names = "--skip",
            paramLabel = "N",
            defaultValue = "0",
            description = "Skip the first N lines of a CSV file.")
    private int skippedLines;

    @Option(
            names = "--empty",
            paramLabel = "TEXT",
            defaultValue = "",
            description =
                    "What an empty cell of a CSV file, where no text belongs, is read as: nan, 0, NaT. Without it such a"
                            + " cell is an error.")
    private String empty;

    char delimiter() {
        return delimiter;
    }

    boolean hasHeader() {
        return hasHeader;
    }

    int skippedLines() {
        return Math.max(0, skippedLines);
    }

    /** {@return what an empty cell is read as; empty if it is an error} */
    String empty() {
        return empty.strip();
    }

    static final class DelimiterConverter implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            if (text.equals("tab") || text.equals("\\t") || text.equals("\t")) {
                return '\t';
            }
            if (text.length() != 1 || text.charAt(0) < LEAST_PRINTABLE || text.equals("\"")) {
                throw new TypeConversionException("'" + text + "' is no character that can separate columns");
            }
            return text.charAt(0);
        }
    }
}
