package dev.npymap.cli;

/** Keeps messages in the one line that scripts expect, whatever a file's name or header holds. */
final class OneLine {
    private OneLine() {}

    /** {@return {@code text} with every run of white space and control characters as one space} */
    static String of(String text) {
        return text.strip().replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029]+", " ");
    }
}
